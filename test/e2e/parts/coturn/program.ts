import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resourcesByName, type SynthesizedStack } from "../../../support/synth";
import { podsOf } from "../../../support/terraform-json";
import type { Context } from "../../context";
import type { Certificate } from "../../toolchain/certificates";
import type { Debian } from "../../toolchain/debian";
import type { NetworkNamespace } from "../../toolchain/netns";
import type { Running } from "../../toolchain/process";

/** The pod that runs it, as Kubernetes would make it. */
export interface TurnPod {
  readonly address: string;
  readonly secret: string;
  /** What its volume would hold. @default - no certificate */
  readonly certificate?: Certificate;
}

/** The real server with the rendered file and arguments; returns when it listens. */
export async function startTurnServer(
  ctx: Context,
  debian: Debian,
  network: NetworkNamespace,
  stack: SynthesizedStack,
  pod: TurnPod,
): Promise<Running> {
  const folder = ctx.tmp("coturn");
  const { data } = resourcesByName(stack, "kubernetes_config_map_v1")["coturn-config"]!;
  for (const [name, content] of Object.entries(data as Record<string, string>)) {
    writeFileSync(join(folder, name), content);
  }
  if (pod.certificate) {
    copyFileSync(pod.certificate.certificateFile, join(folder, "tls.crt"));
    copyFileSync(pod.certificate.keyFile, join(folder, "tls.key"));
  }
  const { args, command } = podsOf(stack)[0]!.containers[0]! as Readonly<Record<string, readonly string[]>>;
  const values: Readonly<Record<string, string>> = { POD_IP: pod.address, TURN_SECRET: pod.secret };
  const filled = args!.map((each) => each.replace(/\$\((\w+)\)/g, (_, name: string) => values[name]!));
  const server = ctx.ending(
    await debian.start("sh", ["-euc", ENTER, "sh", ...command!, ...filled], {
      files: folder,
      netns: network.name,
    }),
  );
  const port = pod.certificate ? 5349 : 3478;
  const listens = async (): Promise<boolean> =>
    (await network.run("ss", ["-Hltn", `src ${pod.address}:${String(port)}`])).stdout.trim() !== "";
  await ctx.waitFor("the TURN server", listens, 30, server);
  return server;
}

/** The image's folders and the pod's mounts. */
const ENTER = `
mkdir -p /etc/coturn /etc/coturn-tls /var/lib/coturn
cp /proof/turnserver.conf /etc/coturn/
[ ! -e /proof/tls.crt ] || cp /proof/tls.crt /proof/tls.key /etc/coturn-tls/
exec "$@"
`;
