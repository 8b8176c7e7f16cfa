import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stringify } from "yaml";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import type { Kubernetes } from "../toolchain/kubernetes";
import { REPOSITORY } from "../toolchain/paths";
import type { Terraform } from "../toolchain/terraform";
import { CommandLine } from "./cdktf-cli/command-line";
import { outsideProject, packedHoldfast, REPOSITORY_MODULES } from "./cdktf-cli/outside-project";
import { CHARTS_NOTE } from "./examples/stand-in-charts";
import { stacksInOrder } from "./examples/synthesized-site";
import { TrialCluster } from "./examples/trial-cluster";

const SITE = "rover-heron";
const STACKS = [`${SITE}-platform`, `${SITE}-services`] as const;
const OPERATORS_NOTE = `${CHARTS_NOTE}; no operator runs behind the custom resources`;
const UNATTENDED = ["--skip-provider-lock", "--no-color"];

interface State {
  readonly kubernetes: Kubernetes;
  readonly terraform: Terraform;
  readonly cdktf: CommandLine;
  readonly out: string;
  /** Namespaces that the site didn't make. */
  readonly before: readonly string[];
}

export const part: Part<State> = {
  name: "cdktf-cli",
  title: "The user's own way: cdktf synth, diff, deploy, destroy in a project of theirs",
  needs: ["terraform"],
  seconds: 80,
  inOrder: true,
  prepare,
  checks: [
    check("synth writes the site's stacks, platform first", "P2", synthesizes),
    check("diff plans both stacks", "P3", plans),
    check("deploy '*' applies both, and every workload rolls out", "P3", deploys, OPERATORS_NOTE),
    check("diff finds nothing more to do", "P3", findsNoChange),
    check("destroy '*' leaves nothing", "P3", destroys),
  ],
};

function check(
  name: string,
  level: "P2" | "P3",
  step: (state: State) => Promise<void>,
  note?: string,
): Check<State> {
  return { name, level, run: (_ctx, state) => step(state), ...(note === undefined ? {} : { note }) };
}

/** The operators' namespaces are the site's to make and to remove: hence a control plane of its own. */
async function prepare(ctx: Context): Promise<State> {
  const tarball = await packedHoldfast(ctx.tmp("package"));
  const project = await outsideProject(ctx.tmp("project"), tarball, REPOSITORY_MODULES);
  const cluster = await TrialCluster.start(ctx, { nodes: 1 });
  mkdirSync(join(project, "sites"));
  const overlay = {
    extends: join(REPOSITORY, "examples", "edge-single", "site.yaml"),
    ...cluster.overlay(join(project, "state")),
  };
  writeFileSync(join(project, "sites", "rover.yaml"), stringify(overlay));
  const app = "node node_modules/holdfast/dist/bin/app.js";
  const settings = { language: "typescript", app, projectId: "rovers", sendCrashReports: "false" };
  writeFileSync(join(project, "cdktf.json"), JSON.stringify(settings));
  const terraform = await ctx.terraform();
  const cdktf = await CommandLine.open(ctx, project, {
    HOLDFAST_SITES: "sites/rover.yaml",
    TF_CLI_CONFIG_FILE: providersFrom(terraform, ctx.tmp("terraform")),
  });
  const { kubernetes } = cluster;
  const before = await namespaces(kubernetes);
  return { kubernetes, terraform, cdktf, out: join(project, "cdktf.out"), before };
}

/** From the mirror, and from the registry what the mirror lacks. */
function providersFrom(terraform: Terraform, folder: string): string {
  const file = join(folder, "providers.tfrc");
  const methods = existsSync(terraform.mirror.folder)
    ? [`filesystem_mirror { path = ${JSON.stringify(terraform.mirror.folder)} }`]
    : ["direct {}"];
  writeFileSync(file, `provider_installation {\n${methods.join("\n")}\n}\n`);
  return file;
}

async function synthesizes({ cdktf, out, terraform }: State): Promise<void> {
  await cdktf.run(["synth"]);
  const folders = stacksInOrder(out);
  assert.deepEqual(
    folders.map((folder) => basename(folder)),
    STACKS,
  );
  // Skips what follows when neither mirror nor registry has the providers.
  for (const folder of folders) await terraform.project(folder);
}

async function plans({ cdktf }: State): Promise<void> {
  for (const stack of STACKS) {
    const { stdout } = await cdktf.run(["diff", stack, ...UNATTENDED]);
    const [, added, changed, destroyed] =
      /Plan: (\d+) to add, (\d+) to change, (\d+) to destroy/.exec(stdout) ?? [];
    assert.ok(Number(added) > 0, `nothing to add in ${stack}:\n${stdout.slice(-2000)}`);
    assert.deepEqual([changed, destroyed], ["0", "0"]);
  }
}

async function deploys({ cdktf, kubernetes, out }: State): Promise<void> {
  const outputs = join(out, "..", "outputs.json");
  const flags = ["--auto-approve", "--outputs-file", outputs, ...UNATTENDED];
  await cdktf.run(["deploy", "*", ...flags]);
  assert.deepEqual(JSON.parse(readFileSync(outputs, "utf8")), {
    [STACKS[0]]: { namespace: SITE },
    [STACKS[1]]: { site_url: `https://chat.${SITE}.example:30443` },
  });
  const workloads = await kubernetes.get("deployments.apps,statefulsets.apps", SITE);
  assert.ok(workloads.length > 2, `${SITE} has only ${workloads.length} workloads`);
  for (const { kind = "", metadata } of workloads) await kubernetes.rollout(`${kind}/${metadata.name}`, SITE);
}

async function findsNoChange({ cdktf }: State): Promise<void> {
  for (const stack of STACKS) {
    const { stdout } = await cdktf.run(["diff", stack, ...UNATTENDED]);
    assert.match(stdout, /No changes\. Your infrastructure matches the configuration/);
  }
}

async function destroys({ cdktf, kubernetes, out, before }: State): Promise<void> {
  await cdktf.run(["destroy", "*", "--auto-approve", ...UNATTENDED]);
  assert.deepEqual(await namespaces(kubernetes), before);
  for (const stack of STACKS) {
    const state = readFileSync(join(out, "..", "state", `${stack}.tfstate`), "utf8");
    assert.deepEqual((JSON.parse(state) as { readonly resources: readonly object[] }).resources, []);
  }
}

async function namespaces(kubernetes: Kubernetes): Promise<readonly string[]> {
  return (await kubernetes.get("namespaces")).map(({ metadata }) => metadata.name).sort();
}
