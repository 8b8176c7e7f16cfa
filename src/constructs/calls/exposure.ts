import type { PodSecurityLevel } from "../kubernetes/namespace";

/** How devices reach the routers. Every address is IPv4; every port is the same for UDP and TCP. */
export type MediaExposure =
  /** Routers listen on the addresses of their nodes. */
  | {
      readonly kind: "host-network";
      /** Networks of the nodes' addresses, CIDR notation. */
      readonly nodeNetworks: readonly string[];
      /** What devices dial instead of a node's address, by node address. @default - the nodes' own */
      readonly publicAddresses?: Readonly<Record<string, string>>;
    }
  /** A NodePort for each router, at the address of the node it runs on. */
  | {
      readonly kind: "node-port";
      /** One port a router, 30000 to 32767. */
      readonly ports: readonly number[];
      /** Networks of the nodes' addresses, CIDR notation. */
      readonly nodeNetworks: readonly string[];
    }
  /** A load balancer's address for each router. */
  | {
      readonly kind: "load-balancer";
      /** One address a router. */
      readonly addresses: readonly string[];
      /** What devices dial instead, where something before the load balancers hands it on. @default - the same */
      readonly publicAddresses?: readonly string[];
      /** What the load balancer's controller wants to read. */
      readonly annotations?: Readonly<Record<string, string>>;
      /**
       * Whether one Service may have UDP and TCP. Where the controller can't, two Services share the address, which
       * most controllers want to be told in an annotation.
       * @default true
       */
      readonly mixedProtocols?: boolean;
    }
  /** Nothing but the TURN server is reachable; it relays everything. */
  | { readonly kind: "turn-only" };

export type MediaExposureKind = MediaExposure["kind"];

/** Pod Security of the routers' namespace. */
export interface NeededPodSecurity {
  readonly level: PodSecurityLevel;
  /** For the evidence; undefined at `restricted`. */
  readonly reason?: string;
}

const HOST_NETWORK_REASON =
  "Media routers listen on their nodes' addresses, so that voice takes no detour; no lower level allows host networking.";

/** Pod Security of the routers' namespace: a namespace of their own unless it is `restricted`. */
export function mediaPodSecurity(kind: MediaExposureKind): NeededPodSecurity {
  return kind === "host-network"
    ? { level: "privileged", reason: HOST_NETWORK_REASON }
    : { level: "restricted" };
}

/** The reason of the pods' own weakening, or undefined where they need none. */
export function hostNetworkReason(kind: MediaExposureKind): string | undefined {
  return mediaPodSecurity(kind).reason;
}
