import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NetworkPolicy, Pod } from "../../../support/network-policy-evaluator";
import type { Context } from "../../context";
import type { NetworkNamespace } from "../../toolchain/netns";
import { bundled } from "../../toolchain/paths";
import { ruleset, type PlayedPod } from "./nftables";
import type { Answers, Knock, Listener } from "./player";

const START_LIMIT_SECONDS = 30;

/** Somebody who is played: a pod, or a person outside. */
export interface Role {
  readonly name: string;
  /** `….2`, in a network of four addresses of its own. */
  readonly ip: string;
  /** @default - nobody's pod: no policy holds it */
  readonly pod?: Pod;
}

interface Player extends Role {
  readonly network: NetworkNamespace;
}

/** A network namespace for each role, all of them behind one router, each with a listener on every port. */
export class Stage {
  static async open(ctx: Context, roles: readonly Role[], ports: readonly number[]): Promise<Stage> {
    const router = await ctx.networkNamespace();
    await router.run("sh", ["-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"]);
    const players: Player[] = [];
    for (const role of roles) {
      const network = await ctx.networkNamespace();
      const gateway = role.ip.replace(/\d+$/, "1");
      await network.join(router, `${role.ip}/30`, `${gateway}/30`);
      await network.run("ip", ["route", "add", "default", "via", gateway]);
      players.push({ ...role, network });
    }
    const stage = new Stage(ctx, players, ports);
    await stage.startListeners();
    return stage;
  }

  private constructor(
    private readonly ctx: Context,
    private readonly players: readonly Player[],
    private readonly ports: readonly number[],
  ) {}

  /** Loads into each pod's network what the policies say of it. */
  async enforce(policies: readonly NetworkPolicy[]): Promise<void> {
    const debian = await this.ctx.debian();
    const pods = this.players.flatMap(({ pod, ip }): PlayedPod[] => (pod ? [{ ...pod, ip }] : []));
    for (const { pod, ip, network } of this.players) {
      if (pod === undefined) continue;
      const files = this.ctx.tmp("rules");
      writeFileSync(join(files, "rules.nft"), ruleset({ ...pod, ip }, policies, pods));
      await debian.run("nft", ["--file", "rules.nft"], { files, netns: network.name });
    }
  }

  /** `from > to port/protocol` of everything that got an answer, out of all pairs and ports. */
  async open(): Promise<readonly string[]> {
    const heard = await Promise.all(this.players.map((player) => this.knock(player)));
    return heard.flat().sort();
  }

  /** How many doors {@link open} tries. */
  get doors(): number {
    return this.players.length * (this.players.length - 1) * this.ports.length * 2;
  }

  private async knock(player: Player): Promise<readonly string[]> {
    const doors = this.players
      .filter(({ name }) => name !== player.name)
      .flatMap(({ name, ip }) =>
        this.ports.flatMap((port) =>
          (["TCP", "UDP"] as const).map((protocol) => ({ name, ip, port, protocol })),
        ),
      );
    const knocks: readonly Knock[] = doors.map(({ ip, port, protocol }) => ({ ip, port, protocol }));
    const { stdout } = await player.network.run(process.execPath, play("knock", JSON.stringify(knocks)));
    const answers = JSON.parse(stdout) as Answers;
    return doors.flatMap(({ name, port, protocol }, index) => {
      const answer = answers[index] ?? null;
      if (answer === null) return [];
      if (answer !== name) throw new Error(`${player.name} asked for ${name} and found ${answer}`);
      return [`${player.name} > ${name} ${port}/${protocol}`];
    });
  }

  private everyAddress(name: string): Listener {
    return { name, ip: "0.0.0.0", ports: this.ports };
  }

  private async startListeners(): Promise<void> {
    const listeners = this.players.map(({ name, network }) =>
      this.ctx.ending(
        network.spawn(name, process.execPath, play("listen", JSON.stringify([this.everyAddress(name)]))),
      ),
    );
    for (const listener of listeners) {
      const isUp = (): boolean => listener.logs().includes("listening");
      await this.ctx.waitFor(`the listener of ${listener.name}`, isUp, START_LIMIT_SECONDS, listener);
    }
  }
}

const play = (...args: readonly string[]): readonly string[] => [bundled("player"), ...args];
