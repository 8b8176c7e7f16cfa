import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../../context";
import type { Check } from "../../part";
import { REPOSITORY } from "../../toolchain/paths";
import { run } from "../../toolchain/process";
import { freeCluster, giveBack } from "./free-clusters";
import { KeptProviders } from "../../toolchain/kept-providers";
import type { TerraformProject } from "../../toolchain/terraform-project";
import { CERTIFICATES_NOTE } from "./certificate-stand-in";
import { chapter, type Step } from "./chapter";
import { NamespaceView } from "./namespace-view";
import { filesBelow, leaks, secretValues } from "./secret-values";
import { stacksInOrder } from "./synthesized-site";
import { TrialCluster } from "./trial-cluster";

const NAMESPACE = "liaison-office";
const LIMIT = 300;
const LOGIN = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "database-login" },
  stringData: { username: "mattermost", password: "only-for-this-run" },
};

interface ConstructsTrial {
  readonly cluster: TrialCluster;
  readonly folder: string;
  readonly project: TerraformProject;
  readonly view: NamespaceView;
}

/** The example's store has four servers, each on a node of its own. */
const NODES = 4;

/** Runs the example as it is; its kubeconfig is the one of a home folder of the test's own. */
async function open(ctx: Context): Promise<ConstructsTrial> {
  const cluster = await freeCluster(ctx, { nodes: NODES });
  const folder = ctx.tmp("constructs");
  const home = ctx.tmp("home");
  mkdirSync(join(home, ".kube"));
  writeFileSync(join(home, ".kube", "config"), readFileSync(cluster.kubernetes.kubeconfig));
  const stack = await synthesizeMain("constructs", folder);
  const project = await (
    await ctx.terraform()
  ).project(stack, {
    environment: { HOME: home },
    providers: ctx.ending(new KeptProviders(ctx.tmp("providers"), stack)),
  });
  return { cluster, folder, project, view: new NamespaceView(cluster.kubernetes, NAMESPACE) };
}

/** Runs `examples/<name>/main.ts` as a person would, and gives the folder of its one stack. */
async function synthesizeMain(name: string, folder: string): Promise<string> {
  const main = join(REPOSITORY, "examples", name, "main.ts");
  const args = ["--tsconfig", join(REPOSITORY, "tsconfig.json"), main];
  const environment = { CDKTF_OUTDIR: join(folder, "cdktf.out") };
  await run(join(REPOSITORY, "node_modules/.bin/tsx"), args, { folder, environment });
  return stacksInOrder(environment.CDKTF_OUTDIR)[0]!;
}

/** The stack makes the namespace itself, so the login comes while it applies. */
async function bringLogin(ctx: Context, { view }: ConstructsTrial): Promise<void> {
  const brought = async (): Promise<boolean> => {
    await view.kubernetes.apply([LOGIN], NAMESPACE);
    return true;
  };
  await ctx.waitFor("the namespace to take the login", brought, LIMIT);
}

const STEPS: readonly Step<ConstructsTrial>[] = [
  {
    name: "init and validate",
    level: "P2",
    async run(_ctx, { project }) {
      await project.init();
      assert.deepEqual(await project.validate(), { ok: true, diagnostics: [] });
    },
  },
  {
    name: "the stack applies, and the second plan is empty",
    level: "P3",
    limit: LIMIT,
    note: CERTIFICATES_NOTE,
    async run(ctx, trial) {
      await Promise.all([trial.project.apply(), bringLogin(ctx, trial)]);
      const { empty, changes } = await trial.project.plan();
      assert.ok(empty, `changes again: ${changes.map(({ address }) => address).join(", ")}`);
    },
  },
  {
    name: "every pod is admitted under restricted and finds what it names",
    level: "P3",
    async run(ctx, { view }) {
      assert.deepEqual(await view.refusals(), []);
      const whole = async (): Promise<boolean> =>
        [...(await view.missing()), ...(await view.unready()), ...(await view.unserved())].length === 0;
      await ctx.waitFor("pods to have all they need", whole, 60);
    },
  },
  {
    name: "no value of any Secret stands in state or synthesized files",
    level: "P3",
    async run(_ctx, { folder, view }) {
      const values = await secretValues(view.kubernetes, NAMESPACE);
      assert.ok(values.size > 0);
      assert.deepEqual(leaks(values, filesBelow([folder])), []);
    },
  },
  {
    name: "destroy leaves nothing",
    level: "P3",
    limit: LIMIT,
    async run(_ctx, { cluster, project, view }) {
      await project.destroy();
      assert.deepEqual(await project.resources(), []);
      const namespaces = await view.kubernetes.get("namespaces");
      assert.ok(namespaces.every(({ metadata }) => metadata.name !== NAMESPACE));
      giveBack(cluster);
    },
  },
];

export const constructsChapter = chapter("constructs", open, STEPS);

/** An example that needs what can't be had here, such as a tenant of Entra ID. */
export const validatedChapter = (name: string): readonly Check[] => [
  {
    chapter: name,
    name: `${name}: init and validate`,
    level: "P2",
    note: "not applied: it needs a tenant of Entra ID",
    async run(ctx) {
      const project = await (await ctx.terraform()).project(await synthesizeMain(name, ctx.tmp(name)));
      await project.init();
      assert.deepEqual(await project.validate(), { ok: true, diagnostics: [] });
    },
  },
];
