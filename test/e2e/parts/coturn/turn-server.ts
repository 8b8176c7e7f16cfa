import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Coturn } from "../../../../src/constructs/calls/coturn";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { resourcesByName, synth, testStack, type SynthesizedStack } from "../../../support/synth";
import { podsOf } from "../../../support/terraform-json";
import type { Context } from "../../context";
import type { Debian } from "../../toolchain/debian";
import type { NetworkNamespace } from "../../toolchain/netns";
import type { Running, RunResult } from "../../toolchain/process";

const SERVER = "10.92.0.2";
/** One address is a router's, the other any other pod's. */
export const PEERS = { router: "10.92.0.3", stranger: "10.92.0.4" } as const;
export const SECRET = "s".repeat(48);
const PEER_PORT = 3480;

export function turnStack(namespaceName = "agency"): SynthesizedStack {
  const stack = testStack();
  new Coturn(stack, "Turn", {
    namespace: new Namespace(stack, "Namespace", { name: namespaceName }),
    exposure: { kind: "load-balancer", address: SERVER },
    peers: [`${PEERS.router}/32`],
    staticSecret: Secret.fromName(stack, "Secret", { name: "turn" }).key("secret"),
  });
  return synth(stack);
}

/** The real server with the rendered file and arguments, and two peers that echo. */
export class TurnWorld {
  static async create(ctx: Context): Promise<TurnWorld> {
    const network = await ctx.networkNamespace();
    for (const address of [SERVER, ...Object.values(PEERS)]) {
      await network.run("ip", ["address", "add", `${address}/24`, "dev", "lo"]);
    }
    const world = new TurnWorld(ctx, await ctx.debian(), network);
    await world.start();
    return world;
  }

  private server: Running | undefined;

  private constructor(
    private readonly ctx: Context,
    private readonly debian: Debian,
    private readonly network: NetworkNamespace,
  ) {}

  logs(): string {
    return this.server?.logs() ?? "";
  }

  /** Asks for a relay to a peer and sends it messages, as a device with the plugin's credentials does. */
  relay(secret: string, peer: string, options: readonly string[] = []): Promise<RunResult> {
    const user = `${String(Math.floor(Date.now() / 1000) + 3600)}:device`;
    const password = createHmac("sha1", secret).update(user).digest("base64");
    const credentials = ["-u", user, "-w", password];
    const messages = ["-n", "5", "-m", "1", "-c", "-e", peer, "-r", String(PEER_PORT), "-X"];
    return this.debian.run("turnutils_uclient", [...options, ...credentials, ...messages, SERVER], {
      netns: this.network.name,
      limit: 25,
      accept: Array.from({ length: 256 }, (_, code) => code),
    });
  }

  private async start(): Promise<void> {
    const stack = turnStack();
    const folder = this.ctx.tmp("coturn");
    const files = resourcesByName(stack, "kubernetes_config_map_v1")["coturn-config"]!.data as Record<
      string,
      string
    >;
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const container = podsOf(stack)[0]!.containers[0]!;
    const values: Readonly<Record<string, string>> = { POD_IP: SERVER, TURN_SECRET: SECRET };
    const args = (container.args as readonly string[]).map((each) =>
      each.replace(/\$\((\w+)\)/g, (_, name: string) => values[name]!),
    );
    const inside = { files: folder, netns: this.network.name };
    const peer = ["-L", PEERS.router, "-L", PEERS.stranger, "-p", String(PEER_PORT)];
    this.ctx.ending(await this.debian.start("turnutils_peer", peer, { netns: this.network.name }));
    this.server = this.ctx.ending(
      await this.debian.start(
        "sh",
        ["-euc", ENTER, "sh", ...(container.command as readonly string[]), ...args],
        inside,
      ),
    );
    const listens = async (): Promise<boolean> =>
      (await this.network.run("ss", ["-Hltn", `src ${SERVER}:3478`])).stdout.trim() !== "";
    await this.ctx.waitFor("the TURN server", listens, 30, this.server);
  }
}

const ENTER = `
mkdir -p /etc/coturn /var/lib/coturn
cp /proof/turnserver.conf /etc/coturn/
exec "$@"
`;
