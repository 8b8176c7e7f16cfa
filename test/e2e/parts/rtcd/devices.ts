import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../../context";
import type { Debian } from "../../toolchain/debian";
import type { NetworkNamespace } from "../../toolchain/netns";
import { ROUTER_ADDRESS } from "./router-stack";

const GATEWAY = "10.93.0.1";
const DEVICE = "10.93.0.9";
const MEDIA_PORT = 8443;

/** A TURN server with credentials for one device. */
export interface Relay {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** What a conversation of two devices is told to use. */
export interface Conversation {
  /** Where the router's API is. */
  readonly api: string;
  readonly clientId: string;
  readonly clientKey: string;
  readonly transport: "udp" | "tcp";
  /** Everything is relayed by it. @default - devices reach the router themselves */
  readonly relay?: Relay;
}

/** What the program printed: each way is `<kind of its own address> <transport> <address> <port>`. */
export interface Heard {
  readonly heard: string;
  readonly listener: string;
  readonly speaker: string;
}

/** A network of devices beside the router's, with what stands in front of the router between them. */
export class Devices {
  static async beside(ctx: Context, debian: Debian, routers: NetworkNamespace): Promise<Devices> {
    const devices = await ctx.networkNamespace();
    await devices.join(routers, `${DEVICE}/24`, `${GATEWAY}/24`);
    await devices.run("ip", ["route", "add", "default", "via", GATEWAY]);
    return new Devices(ctx, debian, routers, devices);
  }

  private constructor(
    private readonly ctx: Context,
    private readonly debian: Debian,
    private readonly routers: NetworkNamespace,
    private readonly devices: NetworkNamespace,
  ) {}

  /** Plays the load balancer, the node's port or the NAT: `address port` leads to the router. */
  async forward(told: string): Promise<void> {
    const [address = "", port = ""] = told.split(" ");
    const to = `dnat to ${ROUTER_ADDRESS}:${String(MEDIA_PORT)}`;
    const rules = ["udp", "tcp"].map((each) => `ip daddr ${address} ${each} dport ${port} ${to}`);
    await this.nft(["type nat hook prerouting priority dstnat", ...rules]);
  }

  /** Nothing but the TURN server is reachable for devices, and the API, which stands for Mattermost's servers. */
  async onlyTo(relay: string): Promise<void> {
    const rules = [
      `iif lo accept`,
      `ip saddr ${DEVICE} ip daddr ${relay} accept`,
      `ip saddr ${DEVICE} tcp dport 8045 accept`,
      `ip saddr ${DEVICE} drop`,
    ];
    await this.nft(["type filter hook input priority filter", ...rules]);
  }

  /** Two devices talk through the router; throws when the one doesn't hear the other. */
  async talk(program: string, conversation: Conversation): Promise<Heard> {
    const { api, clientId, clientKey, relay, transport } = conversation;
    const { stdout } = await this.devices.run(program, [api], {
      environment: {
        CLIENT_ID: clientId,
        CLIENT_KEY: clientKey,
        TRANSPORT: transport,
        ...(relay && { TURN_URL: relay.url, TURN_USER: relay.user, TURN_PASSWORD: relay.password }),
      },
      limit: 40,
    });
    return JSON.parse(stdout) as Heard;
  }

  private async nft(statements: readonly string[]): Promise<void> {
    const ruleset = `flush ruleset\ntable ip proof {\nchain front {\n${statements.join("\n")}\n}\n}\n`;
    const folder = this.ctx.tmp("nft");
    writeFileSync(join(folder, "rules.nft"), ruleset);
    await this.debian.run("nft", ["-f", "rules.nft"], { files: folder, netns: this.routers.name });
  }
}
