import ipaddr from "ipaddr.js";

export interface CoturnConfig {
  /** Any name; devices see it when they are asked for credentials. */
  readonly realm: string;
  readonly port: number;
  /** Port of TURN over TLS. @default - no TLS */
  readonly tlsPort?: number;
  /** Files of the certificate and its key. */
  readonly tlsFiles?: { readonly certificate: string; readonly key: string };
  /** Local ports of relayed media, both included. */
  readonly relayPorts: { readonly min: number; readonly max: number };
  /** Networks that media may be relayed to, CIDR notation; nothing else. */
  readonly peers: readonly string[];
  /** Relays at the same time. */
  readonly relays: number;
  /** Folder that may be written. */
  readonly scratch: string;
}

/**
 * `turnserver.conf`, without the secret and the pod's address, which come as arguments.
 * Everything is denied as a peer, then the routers are allowed: an allowed address wins over a denied one.
 */
export function renderCoturnConfig(config: CoturnConfig): string {
  const { relayPorts, tlsFiles, tlsPort } = config;
  const lines = [
    `listening-port=${String(config.port)}`,
    ...(tlsPort === undefined || !tlsFiles
      ? ["no-tls", "no-dtls"]
      : [
          `tls-listening-port=${String(tlsPort)}`,
          `cert=${tlsFiles.certificate}`,
          `pkey=${tlsFiles.key}`,
          "no-dtls",
        ]),
    "use-auth-secret",
    `realm=${config.realm}`,
    "fingerprint",
    "stale-nonce=600",
    `min-port=${String(relayPorts.min)}`,
    `max-port=${String(relayPorts.max)}`,
    `total-quota=${String(config.relays)}`,
    "no-tcp-relay",
    "no-multicast-peers",
    "no-cli",
    "denied-peer-ip=0.0.0.0-255.255.255.255",
    "denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ...config.peers.map((cidr) => `allowed-peer-ip=${addressRange(cidr)}`),
    `userdb=${config.scratch}/turndb`,
    `pidfile=${config.scratch}/turnserver.pid`,
    "log-file=stdout",
    "simple-log",
  ];
  return `${lines.join("\n")}\n`;
}

/** First and last address of an IPv4 network. */
function addressRange(cidr: string): string {
  const first = ipaddr.IPv4.networkAddressFromCIDR(cidr).toString();
  const last = ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString();
  return first === last ? first : `${first}-${last}`;
}
