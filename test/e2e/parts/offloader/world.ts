import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../../context";
import type { Debian } from "../../toolchain/debian";
import { goTools } from "../../toolchain/go";
import type { Kubernetes } from "../../toolchain/kubernetes";
import type { NetworkNamespace } from "../../toolchain/netns";
import type { Running, RunResult } from "../../toolchain/process";
import { manifestsOf } from "../policy-lint/manifests";
import { bridge } from "./bridge";
import {
  offloaderStack,
  renderedOffloader,
  SECRETS,
  type Choices,
  type Places,
  type RenderedOffloader,
} from "./stack";

const API = "http://127.0.0.1:4545";
const NAME = "calls-offloader";

/** What the program answers to a request for a job. */
export interface StartedJob {
  readonly status: number;
  readonly id: string;
  readonly text: string;
}

/** The real program in a network of its own, with the rendered account at a real API server. */
export class OffloaderWorld {
  static async create(ctx: Context): Promise<OffloaderWorld> {
    const programs = await goTools({
      module: NAME,
      version: "v0.9.2",
      programs: { offloader: "github.com/mattermost/calls-offloader/cmd/offloader" },
    });
    const kubernetes = await ctx.kubernetes();
    const places = {
      namespace: await kubernetes.namespace("calls"),
      jobs: await kubernetes.namespace("calls-jobs", "baseline"),
    };
    const network = await ctx.networkNamespace();
    const config = await kubernetes.kubectl([
      "config",
      "view",
      "-o",
      "jsonpath={.clusters[0].cluster.server}",
    ]);
    const port = Number(new URL(config.stdout).port);
    await bridge(ctx, network, port);
    // The namespace's default account has no name in its resource, and is there already.
    const objects = manifestsOf(offloaderStack(places)).filter(({ metadata }) => "name" in metadata);
    await kubernetes.apply(objects);
    return new OffloaderWorld(ctx, kubernetes, await ctx.debian(), network, places, programs, port);
  }

  private constructor(
    private readonly ctx: Context,
    readonly kubernetes: Kubernetes,
    private readonly debian: Debian,
    private readonly network: NetworkNamespace,
    readonly places: Places,
    private readonly programs: string,
    private readonly port: number,
  ) {}

  /** The program as the pod would start it, with these choices of a person. */
  rendered(choices: Choices = {}): RenderedOffloader {
    return renderedOffloader(offloaderStack(this.places, choices));
  }

  /** Exactly the rendered environment, and what Kubernetes adds to every pod. */
  async start(environment: Readonly<Record<string, string>>): Promise<Running> {
    const folder = this.ctx.tmp("offloader");
    copyFileSync(join(this.programs, "offloader"), join(folder, "offloader"));
    const { namespace } = this.places;
    const token = await this.kubernetes.kubectl(["create", "token", NAME, `--namespace=${namespace}`]);
    const authority = await this.kubernetes.kubectl([
      ...["get", "configmap", "kube-root-ca.crt", `--namespace=${namespace}`],
      ...["-o", "jsonpath={.data.ca\\.crt}"],
    ]);
    writeFileSync(join(folder, "token"), token.stdout.trim());
    writeFileSync(join(folder, "ca.crt"), authority.stdout);
    const cluster = { KUBERNETES_SERVICE_HOST: "127.0.0.1", KUBERNETES_SERVICE_PORT: String(this.port) };
    const variables = Object.entries({ ...cluster, ...environment }).map(
      ([name, value]) => `${name}=${value}`,
    );
    return this.debian.start("sh", ["-euc", ENTER, "sh", ...variables, "/proof/offloader"], {
      files: folder,
      netns: this.network.name,
    });
  }

  /** Starts it, waits until its probe answers, and stops it when the work is done. */
  async with(offloader: RenderedOffloader, work: () => Promise<void>): Promise<void> {
    const running = await this.start(offloader.environment);
    try {
      const answers = async (): Promise<boolean> => (await this.call("GET", "/version")).code === 200;
      await this.ctx.waitFor("the offloader's probe", answers, 30, running);
      await work();
    } finally {
      await running.stop("SIGTERM");
    }
  }

  /** Runs the rendered job that registers the client. */
  register(
    offloader: RenderedOffloader,
    overrides: Readonly<Record<string, string>> = {},
  ): Promise<RunResult> {
    const { environment, script } = offloader.registration;
    return this.network.run(process.execPath, ["--input-type=module", "--eval", script], {
      environment: { ...environment, URLS: API, ...overrides },
      accept: [0, 1],
    });
  }

  /** Asks for a job as the Calls plugin does. */
  async startJob(type: "recording" | "transcribing", runner: string, siteUrl: string): Promise<StartedJob> {
    const body = { type, runner, max_duration_sec: 3600, input_data: { site_url: siteUrl, call_id: "call" } };
    const { code, text } = await this.call("POST", "/jobs", SECRETS.authkey, body);
    return { status: code, text, id: code === 200 ? (JSON.parse(text) as { readonly id: string }).id : "" };
  }

  async call(
    method: string,
    path: string,
    key?: string,
    body?: object,
  ): Promise<{ readonly code: number; readonly text: string }> {
    const user = key === undefined ? [] : ["-u", `${SECRETS.clientid}:${key}`];
    const data = body === undefined ? [] : ["-d", JSON.stringify(body)];
    const args = ["-s", "-m", "20", "-X", method, "-w", "\n%{http_code}", ...user, ...data, `${API}${path}`];
    const { stdout } = await this.network.run("curl", args, { accept: [0, 7, 28, 52, 56] });
    const lines = stdout.split("\n");
    return { code: Number(lines.at(-1)), text: lines.slice(0, -1).join("\n") };
  }

  /** Pods of jobs that the API server has let in; waits for as many. */
  async admittedPods(expected: number): Promise<number> {
    const count = async (): Promise<number> => (await this.kubernetes.get("pods", this.places.jobs)).length;
    await this.ctx.waitFor(`${String(expected)} pods of jobs`, async () => (await count()) === expected, 30);
    return count();
  }

  /** Waits until the program has removed the job's object. */
  async removed(id: string): Promise<void> {
    const gone = async (): Promise<boolean> =>
      (await this.kubernetes.get("jobs.batch", this.places.jobs)).every(
        ({ metadata }) => metadata.name !== id,
      );
    await this.ctx.waitFor(`the job ${id} to be removed`, gone, 60);
  }

  /** What the rendered account may do, by the API server's own word. */
  async may(verb: string, resource: string, namespace: string): Promise<boolean> {
    const account = `--as=system:serviceaccount:${this.places.namespace}:${NAME}`;
    const args = ["auth", "can-i", verb, ...resource.split(" "), account, `--namespace=${namespace}`];
    return (await this.kubernetes.kubectl(args, { accept: [0, 1] })).code === 0;
  }
}

/** The image's folder, the pod's token, and nothing else of the environment. */
const ENTER = `
account=/var/run/secrets/kubernetes.io/serviceaccount
mkdir -p $account /var/lib/calls-offloader
cp /proof/token /proof/ca.crt $account/
exec env -i "$@"
`;
