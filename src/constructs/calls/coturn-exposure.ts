import { isIPv4 } from "node:net";

/** How devices reach the TURN server. Relayed media leaves from inside: no other port is open to devices. */
export type TurnExposure =
  | {
      readonly kind: "load-balancer";
      /** IPv4 address that devices dial. */
      readonly address: string;
      readonly annotations?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "node-port";
      /** IPv4 address of the nodes, or of what stands in front of them. */
      readonly address: string;
      /** 30000 to 32767, UDP and TCP. */
      readonly port: number;
      /** The same for TLS. @default - no TLS from outside */
      readonly tlsPort?: number;
    };

/** Addresses of the server as devices know them, those that lose least first. */
export function turnUrls(
  exposure: TurnExposure,
  port: number,
  tls?: { readonly host: string; readonly port: number },
): readonly string[] {
  const at = exposure.kind === "node-port" ? exposure.port : port;
  const plain = ["udp", "tcp"].map((each) => `turn:${exposure.address}:${String(at)}?transport=${each}`);
  if (!tls) return plain;
  const tlsAt = exposure.kind === "node-port" ? exposure.tlsPort : tls.port;
  return tlsAt === undefined ? plain : [...plain, `turns:${tls.host}:${String(tlsAt)}?transport=tcp`];
}

export function isTurnAddress(address: string): boolean {
  return isIPv4(address);
}
