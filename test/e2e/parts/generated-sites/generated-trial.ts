import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { synthSites } from "../../../../src/stacks/synth";
import type { Context } from "../../context";
import { diagnosticsOf } from "../../toolchain/terraform-output";
import type { TerraformProject } from "../../toolchain/terraform-project";
import { SiteTrial } from "../examples/site-trial";
import { stacksInOrder } from "../examples/synthesized-site";
import { TrialCluster } from "../examples/trial-cluster";
import { drawSites, type DrawnSite, type DrawnSites } from "./drawn-sites";
import { inLanes } from "./lanes";

/** As many as a machine of the smallest kind has processors. */
const LANES = 2;
/** The largest generated site has as many. */
const NODES = 24;
const APPLIED = 5;

/** Many sites, synthesized into one folder, against one cluster. */
export class GeneratedTrial {
  static async start(ctx: Context): Promise<GeneratedTrial> {
    const cluster = await TrialCluster.start(ctx, { nodes: NODES });
    const folder = ctx.tmp("generated");
    const drawn = drawSites(folder, cluster.overlay(join(folder, "state")));
    const out = join(folder, "cdktf.out");
    synthSites(
      drawn.sites.map(({ site }) => site),
      out,
    );
    const terraform = await ctx.terraform();
    const stacks = await Promise.all(stacksInOrder(out).map((stack) => terraform.project(stack)));
    return new GeneratedTrial(ctx, cluster, drawn, stacks);
  }

  private constructor(
    private readonly ctx: Context,
    private readonly cluster: TrialCluster,
    readonly drawn: DrawnSites,
    private readonly stacks: readonly TerraformProject[],
  ) {}

  /** `terraform init` and `plan` of every stack. A plan validates first, and says what `validate` would say. */
  async plan(): Promise<void> {
    await inLanes(LANES, this.stacks, async (project) => {
      await project.init();
      const args = ["plan", "-json", "-input=false", "-lock=false", "-detailed-exitcode"];
      const { code, stdout } = await project.terraform(args, [0, 1, 2]);
      const diagnostics = diagnosticsOf(stdout);
      if (code !== 2 || diagnostics.length > 0) throw about(project, diagnostics);
    });
  }

  /** The first site brings the operators; the others find them, as a second site on a cluster does. */
  async applyAndDestroy(): Promise<void> {
    const [first, ...others] = this.toApply();
    const trial = await this.open(first!);
    await trial.platform.apply();
    await this.cluster.startOperator();
    await liveAndEnd(trial, async () => {
      await inLanes(LANES, others, async (drawn) => {
        const other = await this.open(drawn);
        await other.platform.apply();
        await liveAndEnd(other, () => Promise.resolve());
      });
      await this.cluster.stopOperator();
    });
  }

  /** One that brings operators and has a database, and those without operators, as different as they come. */
  private toApply(): readonly DrawnSite[] {
    const brings = ({ site }: DrawnSite): boolean =>
      site.cluster.platform.cloudNativePg && site.cluster.platform.certManager;
    const first = this.drawn.sites.find((each) => brings(each) && each.site.cluster.nodes.count > 2);
    const without = this.drawn.sites.filter(
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

  private async open({ file }: DrawnSite): Promise<SiteTrial> {
    const trial = await SiteTrial.on(this.ctx, this.cluster, file);
    for (const project of trial.projects) await project.init();
    return trial;
  }
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

function about({ folder }: TerraformProject, diagnostics: readonly object[]): Error {
  return new Error(`${basename(folder)}: ${JSON.stringify(diagnostics)}`);
}
