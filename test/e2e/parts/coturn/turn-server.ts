import { createHmac } from "node:crypto";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { Coturn } from "../../../../src/constructs/calls/coturn";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { synth, testStack, type SynthesizedStack } from "../../../support/synth";
import type { Context } from "../../context";
import { selfSigned, type Certificate } from "../../toolchain/certificates";
import type { Debian } from "../../toolchain/debian";
import type { NetworkNamespace } from "../../toolchain/netns";
import type { Running, RunResult } from "../../toolchain/process";
import { startTurnServer } from "./program";

const SERVER = "10.92.0.2";
/** One address is a router's, the other any other pod's. */
export const PEERS = { router: "10.92.0.3", stranger: "10.92.0.4" } as const;
export const SECRET = "s".repeat(48);
const PEER_PORT = 3480;
const TURN_HOST = "turn.agency.example";

/** What the Calls plugin gives a device: a name that ends in an hour, and the secret's proof of it. */
export function credentialsOf(secret: string): { readonly user: string; readonly password: string } {
  const user = `${String(Math.floor(Date.now() / 1000) + 3600)}:device`;
  return { user, password: createHmac("sha1", secret).update(user).digest("base64") };
}

interface TurnScene {
  readonly namespace?: string;
  readonly server?: string;
  readonly router?: string;
  readonly tls?: boolean;
}

export function turnStack(scene: TurnScene = {}): SynthesizedStack {
  const { namespace = "agency", router = PEERS.router, server = SERVER } = scene;
  const stack = testStack();
  new Coturn(stack, "Turn", {
    namespace: new Namespace(stack, "Namespace", { name: namespace }),
    exposure: { kind: "load-balancer", address: server },
    peers: [`${router}/32`],
    staticSecret: Secret.fromName(stack, "Secret", { name: "turn" }).key("secret"),
    ...(scene.tls && {
      tls: { certificate: Secret.fromName(stack, "Certificate", { name: "turn-tls" }), host: TURN_HOST },
    }),
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
    const debian = await ctx.debian();
    const certificate = await selfSigned(ctx.tmp("turn"), "turn", [TURN_HOST]);
    const pod = { address: SERVER, secret: SECRET, certificate };
    const server = await startTurnServer(ctx, debian, network, turnStack({ tls: true }), pod);
    const peers = Object.values(PEERS).flatMap((peer) => ["-L", peer]);
    ctx.ending(
      await debian.start("turnutils_peer", [...peers, "-p", String(PEER_PORT)], { netns: network.name }),
    );
    return new TurnWorld(ctx, debian, network, server, certificate);
  }

  private constructor(
    private readonly ctx: Context,
    private readonly debian: Debian,
    private readonly network: NetworkNamespace,
    private readonly server: Running,
    private readonly certificate: Certificate,
  ) {}

  logs(): string {
    return this.server.logs();
  }

  /** The same over TLS, with a certificate that the device knows. */
  relayOverTls(secret: string, peer: string): Promise<RunResult> {
    const files = this.ctx.tmp("device");
    copyFileSync(this.certificate.certificateFile, join(files, "authority.crt"));
    return this.relay(secret, peer, ["-t", "-S", "-p", "5349", "-E", "authority.crt"], files);
  }

  /** What TLS on its port offers to a client of this version: the session's description, or the refusal. */
  async handshake(version: "tls1_1" | "tls1_2" | "tls1_3"): Promise<string> {
    const args = ["s_client", "-connect", `${SERVER}:5349`, `-${version}`, "-cipher", "ALL:@SECLEVEL=0"];
    const { stdout, stderr } = await this.network.run("sh", ["-c", `openssl ${args.join(" ")} </dev/null`], {
      accept: [0, 1],
    });
    return stdout + stderr;
  }

  /** Asks for a relay to a peer and sends it messages, as a device with the plugin's credentials does. */
  relay(secret: string, peer: string, options: readonly string[] = [], files?: string): Promise<RunResult> {
    const { password, user } = credentialsOf(secret);
    const credentials = ["-u", user, "-w", password];
    const messages = ["-n", "5", "-m", "1", "-c", "-e", peer, "-r", String(PEER_PORT), "-X"];
    return this.debian.run("turnutils_uclient", [...options, ...credentials, ...messages, SERVER], {
      netns: this.network.name,
      files,
      limit: 25,
      accept: Array.from({ length: 256 }, (_, code) => code),
    });
  }
}
