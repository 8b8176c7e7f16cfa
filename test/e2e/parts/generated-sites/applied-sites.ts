import assert from "node:assert/strict";
import type { Context } from "../../context";
import { SiteTrial } from "../examples/site-trial";
import type { TrialCluster } from "../examples/trial-cluster";
import type { DrawnSite } from "./drawn-sites";
import { inLanes } from "./lanes";

const APPLIED = 5;

/** As many at a time as a machine of the smallest kind has processors. */
const LANES = ["one", "two"] as const;

/** The first site brings the operators; the others find them, as a second site on a cluster does. */
export async function applyAndDestroy(
  ctx: Context,
  cluster: TrialCluster,
  sites: readonly DrawnSite[],
): Promise<void> {
  const [first, ...others] = toApply(sites);
  const trial = await open(ctx, cluster, first!);
  await trial.platform.apply();
  await cluster.startOperator();
  await liveAndEnd(trial, async () => {
    await inLanes(LANES, others, async (drawn) => {
      const other = await open(ctx, cluster, drawn);
      await other.platform.apply();
      await liveAndEnd(other, () => Promise.resolve());
    });
    await cluster.stopOperator();
  });
}

/**
 * One that brings operators and has a database, and those without operators, as different as they come. None brings the
 * operator of GPUs: its chart has other values than the charts that stand in.
 */
function toApply(drawn: readonly DrawnSite[]): readonly DrawnSite[] {
  const sites = drawn.filter(({ site }) => site.gpuNodes?.operator !== "install");
  const brings = ({ site }: DrawnSite): boolean =>
    site.cluster.platform.cloudNativePg && site.cluster.platform.certManager;
  const first = sites.find((each) => brings(each) && each.site.cluster.nodes.count > 2);
  const without = sites.filter(
    ({ site }) => !site.cluster.platform.cloudNativePg && !site.cluster.platform.certManager,
  );
  const kinds = ({ site }: DrawnSite): string => `${site.database.kind} ${site.objectStore.kind}`;
  const different = without.filter(
    (each, index) => without.findIndex((one) => kinds(one) === kinds(each)) === index,
  );
  const others = [...new Set([...different, ...without])].slice(0, APPLIED - 1);
  if (first === undefined || others.length < APPLIED - 1)
    throw new Error("too few sites to apply were drawn");
  return [first, ...others];
}

async function open(ctx: Context, cluster: TrialCluster, { file }: DrawnSite): Promise<SiteTrial> {
  const trial = await SiteTrial.on(ctx, cluster, file);
  for (const project of trial.projects) await project.init();
  return trial;
}

/** @param meanwhile what happens while the site's services are gone and its platform is still there */
async function liveAndEnd(trial: SiteTrial, meanwhile: () => Promise<void>): Promise<void> {
  const { name } = trial.view;
  try {
    await trial.bringSecrets();
    await trial.services.apply();
    const { empty, changes } = await trial.services.plan();
    assert.ok(empty, `changes again: ${changes.map(({ address }) => address).join(", ")}`);
    await trial.settled();
    assert.deepEqual(await trial.leaks(), []);
    await trial.services.destroy();
    await meanwhile();
    await trial.platform.destroy();
    assert.deepEqual(await trial.namespacesLeft(), []);
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
