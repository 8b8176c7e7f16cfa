import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../../context";
import type { Debian } from "../../toolchain/debian";
import { goTools } from "../../toolchain/go";
import type { NetworkNamespace } from "../../toolchain/netns";
import type { Running, RunResult } from "../../toolchain/process";
import { Devices, type Heard, type Relay } from "./devices";
import { ROUTER_ADDRESS, SECRETS, type RenderedRouter } from "./router-stack";
import { startTurnServer } from "../coturn/program";
import { credentialsOf, turnStack } from "../coturn/turn-server";

export const RTCD_VERSION = "v1.2.6";
const API = `http://${ROUTER_ADDRESS}:8045`;
const TURN_ADDRESS = "10.91.0.20";
const TURN_SECRET = "t".repeat(48);

export function rtcdPrograms(): Promise<string> {
  return goTools({
    module: "rtcd",
    version: RTCD_VERSION,
    programs: {
      rtcd: "github.com/mattermost/rtcd/cmd/rtcd",
      candidates: "holdfast/test/e2e/rtcd/candidates",
      conversation: "holdfast/test/e2e/rtcd/conversation",
    },
  });
}

/** A network with the router's address, and the programs. */
export class RouterWorld {
  static async create(ctx: Context): Promise<RouterWorld> {
    const programs = await rtcdPrograms();
    const network = await ctx.networkNamespace();
    for (const address of [ROUTER_ADDRESS, TURN_ADDRESS]) {
      await network.run("ip", ["address", "add", `${address}/24`, "dev", "lo"]);
    }
    const debian = await ctx.debian();
    return new RouterWorld(ctx, debian, network, await Devices.beside(ctx, debian, network), programs);
  }

  private constructor(
    private readonly ctx: Context,
    private readonly debian: Debian,
    private readonly network: NetworkNamespace,
    private readonly devices: Devices,
    private readonly programs: string,
  ) {}

  /** The real program with exactly the rendered environment, arguments and files. */
  async start({ args, environment, files }: RenderedRouter): Promise<Running> {
    const folder = this.ctx.tmp("router");
    copyFileSync(join(this.programs, "rtcd"), join(folder, "rtcd"));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    return this.debian.start("sh", ["-euc", ENTER, "sh", ...variables, "/proof/rtcd", ...args], {
      files: folder,
      netns: this.network.name,
    });
  }

  /** Starts it, waits until its probe answers, and stops it when the work is done. */
  async with(router: RenderedRouter, work: () => Promise<void>): Promise<void> {
    const running = await this.start(router);
    try {
      await this.ctx.waitFor(
        "the router's probe",
        async () => (await this.status("/version")) === 200,
        20,
        running,
      );
      await work();
    } finally {
      // A router that is asked to end waits for its calls, and nobody hangs up here.
      await running.stop("SIGKILL");
    }
  }

  async status(path: string, options: readonly string[] = []): Promise<number> {
    const args = ["-s", "-m", "5", "-o", "/dev/null", "-w", "%{http_code}", ...options, `${API}${path}`];
    const { stdout } = await this.network.run("curl", args, { accept: [0, 7, 28, 52, 56] });
    return Number(stdout);
  }

  login(clientID: string, authKey: string): Promise<number> {
    return this.status("/login", ["-d", JSON.stringify({ clientID, authKey })]);
  }

  register(authorization: string | undefined, clientID: string, authKey: string): Promise<number> {
    const user = authorization === undefined ? [] : ["-u", `:${authorization}`];
    return this.status("/register", [...user, "-d", JSON.stringify({ clientID, authKey })]);
  }

  /** Runs the rendered job against this one router. */
  job(
    job: NonNullable<RenderedRouter["job"]>,
    overrides: Readonly<Record<string, string>> = {},
  ): Promise<RunResult> {
    return this.network.run(process.execPath, ["--input-type=module", "--eval", job.script], {
      environment: { ...job.environment, URLS: `${API} ${API}`, ...overrides },
      accept: [0, 1],
    });
  }

  /** Two devices talk through the router, which stands behind the address that they are told; by UDP and by TCP. */
  async talkBehind(told: string): Promise<Readonly<Record<"udp" | "tcp", Heard>>> {
    await this.devices.forward(told);
    const [udp, tcp] = await Promise.all([this.talk("udp"), this.talk("tcp")]);
    return { udp, tcp };
  }

  /** Two devices talk though they reach nothing but the rendered TURN server, which relays to the router alone. */
  async talkThroughTurn(): Promise<Heard> {
    const stack = turnStack({ server: TURN_ADDRESS, router: ROUTER_ADDRESS });
    const pod = { address: TURN_ADDRESS, secret: TURN_SECRET };
    const server = await startTurnServer(this.ctx, this.debian, this.network, stack, pod);
    await this.devices.onlyTo(TURN_ADDRESS);
    const url = `turn:${TURN_ADDRESS}:3478?transport=udp`;
    const heard = await this.talk("udp", { url, ...credentialsOf(TURN_SECRET) });
    await server.stop();
    return heard;
  }

  private talk(transport: "udp" | "tcp", relay?: Relay): Promise<Heard> {
    const client = { clientId: SECRETS.id, clientKey: SECRETS.key };
    const program = join(this.programs, "conversation");
    return this.devices.talk(program, { api: API, ...client, transport, relay });
  }

  /** Addresses and ports that a device is told, each once, as `address port`. */
  async candidates(clientId: string, key: string): Promise<readonly string[]> {
    const { stdout } = await this.network.run(join(this.programs, "candidates"), [API], {
      environment: { CLIENT_ID: clientId, CLIENT_KEY: key },
    });
    const found = [...stdout.matchAll(/candidate:\S+ \d+ \w+ \d+ (\S+) (\d+) typ (\w+)/g)];
    return [...new Set(found.map(([, address, port]) => `${address} ${port}`))].sort();
  }
}

/** The image has these folders by its volumes; nothing else of the environment comes from outside. */
const ENTER = `
mkdir -p /etc/rtcd /var/lib/rtcd
for file in /proof/*.toml; do [ ! -e "$file" ] || cp "$file" /etc/rtcd/; done
exec env -i "$@"
`;
