import { readFileSync } from "node:fs";
import { join } from "node:path";
import { at, bodiesOf, list, type Json } from "../../../support/terraform-json";
import type { Context } from "../../context";
import { REPOSITORY } from "../../toolchain/paths";
import { podEnvironment } from "../../toolchain/pod-environment";
import { SynthesizedSite } from "../examples/synthesized-site";

/** What the generated Secrets would hold. */
const SECRETS = {
  username: "root-of-the-proof-only",
  password: "p".repeat(40),
  accesskey: "u".repeat(24),
  secretkey: "s".repeat(40),
};

export interface RenderedProgram {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The store of an example as its services stack renders it. */
export interface RenderedStore {
  readonly servers: number;
  readonly server: RenderedProgram;
  /** Domain of the servers' own names: `store-0.<peers>`. */
  readonly peers: string;
  /** Host name that clients use. */
  readonly host: string;
  /** Script and policy of the setup job. */
  readonly files: Readonly<Record<string, string>>;
  readonly setup: RenderedProgram;
}

export function renderedStore(ctx: Context, example: string): RenderedStore {
  const trial = new SynthesizedSite(ctx.tmp("site"), join(REPOSITORY, "examples", example, "site.yaml"));
  trial.change({ disposable: true });
  const folder = trial.stacks().find((stack) => stack.endsWith("-services"))!;
  const stack = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as Json;
  const named = (type: string, name: RegExp): Json =>
    bodiesOf(stack, type).find((body) => name.test(String(at(body, "metadata").name)))!;
  const servers = named("kubernetes_stateful_set_v1", /^store$/);
  const setup = program(named("kubernetes_job_v1", /^store-setup-/));
  const domain = `${trial.site.name}.svc.cluster.local`;
  return {
    servers: Number(at(servers, "spec").replicas),
    server: program(servers),
    peers: `store-peers.${domain}`,
    host: `store.${domain}`,
    files: named("kubernetes_config_map_v1", /^store-setup/).data as Readonly<Record<string, string>>,
    setup,
  };
}

function program(controller: Json): RenderedProgram {
  const [container = {}] = list(at(controller, "spec", "template", "spec").container);
  return {
    args: [...list(container.command), ...list(container.args)].map(String),
    environment: podEnvironment(container.env, { secrets: SECRETS }),
  };
}
