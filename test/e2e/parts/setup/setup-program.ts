import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { MattermostStub } from "../../../support/mattermost-stub";
import type { Context } from "../../context";
import { run, type Running, type RunResult } from "../../toolchain/process";
import type { RealServer } from "./real-server";
import { integrationStack, setupOf, type StackJson } from "./rendered";

export type Change = (plan: string) => string;

/** What one run of the program needs: its files, and a companion that waits for it. */
interface Prepared {
  readonly main: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly companion: Running;
}

/** The rendered setup beside a real server; its Secrets are a stub's. */
export class SetupProgram {
  static async open(ctx: Context, server: RealServer): Promise<SetupProgram> {
    const secrets = new MattermostStub();
    const { kubernetes } = await secrets.start(join(ctx.tmp("stub"), "socket"));
    ctx.ending({
      stop: () => {
        secrets.stop();
        return Promise.resolve();
      },
    });
    return new SetupProgram(ctx, server, secrets, kubernetes);
  }

  private readonly rendered = setupOf(
    JSON.parse(Testing.synth(integrationStack({ namespace: "outpost-kestrel" }))) as StackJson,
  );
  private runs = 0;

  private constructor(
    private readonly ctx: Context,
    private readonly server: RealServer,
    readonly secrets: MattermostStub,
    readonly kubernetes: string,
  ) {
    const text = this.rendered.files["plan.json"] ?? "{}";
    const { memory } = JSON.parse(text) as { memory: string };
    const names = [...text.matchAll(/"secret": "([^"]+)"/g)].map(([, name]) => name ?? "");
    for (const name of [memory, ...names]) secrets.secrets[name] = {};
  }

  /** Runs it to its end; the plan may be changed first. */
  async run(change?: Change): Promise<RunResult> {
    const { main, environment, companion } = await this.prepare(change);
    const result = await run(process.execPath, [main], { environment });
    assert.equal(await companion.exited, 0, "the companion ends with the work");
    // Waiting for the companion is this machine's pace, not a change.
    return { ...result, stdout: result.stdout.replace(/^socket .*\n/gm, "") };
  }

  async prepare(change: Change = (text) => text): Promise<Prepared> {
    const { server, ctx } = this;
    const { files, companion } = this.rendered;
    const folder = ctx.tmp("setup");
    const home = join(folder, "companion");
    mkdirSync(home);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const plan = JSON.parse(files["plan.json"] ?? "{}") as object;
    const here = JSON.stringify({ ...plan, server: `http://127.0.0.1:${server.port}` });
    writeFileSync(join(folder, "plan.json"), change(here));
    writeFileSync(join(folder, "token"), "token");
    writeFileSync(join(folder, "provider.crt"), server.certificate);
    const socket = join(home, "local.socket");
    const mark = `proof-${process.pid}-${this.kubernetes.split(":").pop() ?? ""}-${++this.runs}`;
    const second = server.second(
      {
        ...server.expanded(companion),
        MM_SERVICESETTINGS_LISTENADDRESS: `127.0.0.1:${await ctx.freePort()}`,
        MM_SERVICESETTINGS_LOCALMODESOCKETLOCATION: socket,
        MM_FILESETTINGS_DIRECTORY: `${home}/data/`,
        HOLDFAST_HELPER: mark,
      },
      home,
    );
    return {
      main: join(folder, "main.mjs"),
      companion: second,
      environment: {
        PLAN: join(folder, "plan.json"),
        SECRETS: folder,
        SOCKET: socket,
        HELPER_MARK: mark,
        KUBERNETES_API: this.kubernetes,
        KUBERNETES_TOKEN: join(folder, "token"),
      },
    };
  }
}
