import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../../context";
import type { NetworkNamespace } from "../../toolchain/netns";
import { bundled } from "../../toolchain/paths";
import type { Answers, Knock, Listener } from "../network-policies/player";
import { PLACES, type Place, type Played, type Way } from "./traffic";

const START_LIMIT_SECONDS = 30;
/** So many knocks fit into one argument of a program. */
const KNOCKS = 1000;

/** One network namespace for each place, all of them behind one router that holds the ruleset. */
export class Networks {
  static async open(ctx: Context, played: readonly Played[]): Promise<Networks> {
    const router = await ctx.networkNamespace();
    await router.run("sh", ["-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"]);
    const places = new Map<Place, NetworkNamespace>();
    for (const [index, place] of PLACES.entries()) {
      const network = await ctx.networkNamespace();
      const [here, there] = [`169.254.${index}.2`, `169.254.${index}.1`];
      const addresses = played.filter((each) => each.place === place).map(({ ip }) => ip);
      await network.join(router, `${here}/30`, `${there}/30`);
      await batch(network, [
        ...addresses.map((ip) => `address add ${ip}/32 dev lo`),
        `route add default via ${there}`,
      ]);
      await batch(
        router,
        addresses.map((ip) => `route add ${ip}/32 via ${here}`),
      );
      places.set(place, network);
    }
    const networks = new Networks(ctx, router, places, played);
    await networks.listen();
    return networks;
  }

  private constructor(
    private readonly ctx: Context,
    private readonly router: NetworkNamespace,
    private readonly places: ReadonlyMap<Place, NetworkNamespace>,
    private readonly played: readonly Played[],
  ) {}

  /** Gives the router a ruleset. */
  async load(ruleset: string): Promise<void> {
    const files = this.ctx.tmp("rules");
    writeFileSync(join(files, "matrix.nft"), ruleset);
    await this.onRouter(files, "nft", ["-f", "matrix.nft"]);
  }

  /** Runs a program of Debian on the router, in a folder. */
  async onRouter(files: string, program: string, args: readonly string[]): Promise<string> {
    const debian = await this.ctx.debian();
    return (await debian.run(program, args, { files, netns: this.router.name })).stdout;
  }

  /** The ways on which an answer came back, as texts. */
  async open(ways: readonly Way[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const [place, network] of this.places) {
      const here = new Set(this.played.filter((each) => each.place === place).map(({ ip }) => ip));
      const own = ways.filter(({ from }) => here.has(from));
      for (let at = 0; at < own.length; at += KNOCKS)
        found.push(...(await knock(network, own.slice(at, at + KNOCKS))));
    }
    return found.sort();
  }

  private async listen(): Promise<void> {
    for (const [place, network] of this.places) {
      const listeners = this.played
        .filter((each) => each.place === place)
        .map(({ ip, ports }): Listener => ({ name: ip, ip, ports }));
      if (listeners.length === 0) continue;
      const running = this.ctx.ending(network.spawn(place, process.execPath, play("listen", listeners)));
      const isUp = (): boolean => running.logs().includes("listening");
      await this.ctx.waitFor(`the listeners of ${place}`, isUp, START_LIMIT_SECONDS, running);
    }
  }
}

export function textOf({ from, to, port, protocol }: Way): string {
  return `${from} > ${to} ${port}/${protocol}`;
}

async function knock(network: NetworkNamespace, ways: readonly Way[]): Promise<readonly string[]> {
  const knocks = ways.map(({ from, to: ip, port, protocol }): Knock => ({ from, ip, port, protocol }));
  const { stdout } = await network.run(process.execPath, play("knock", knocks));
  const answers = JSON.parse(stdout) as Answers;
  return ways.flatMap((way, index) => {
    const answer = answers[index] ?? null;
    if (answer === null) return [];
    if (answer !== way.to) throw new Error(`${textOf(way)} was answered by ${answer}`);
    return [textOf(way)];
  });
}

function play(task: "listen" | "knock", what: unknown): readonly string[] {
  return [bundled("player"), task, JSON.stringify(what)];
}

async function batch(network: NetworkNamespace, lines: readonly string[]): Promise<void> {
  await network.run("ip", ["-batch", "-"], { input: lines.map((line) => `${line}\n`).join("") });
}
