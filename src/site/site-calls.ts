import type { Resources, SecretValue } from "./site-values";

/** How devices reach the media routers. */
export type SiteMediaExposure =
  | {
      readonly kind: "host-network";
      readonly nodeNetworks: readonly string[];
      readonly publicAddresses?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "node-port";
      readonly ports: readonly number[];
      readonly nodeNetworks: readonly string[];
    }
  /** Nothing but the TURN server is reachable. */
  | { readonly kind: "turn-only" }
  | {
      readonly kind: "load-balancer";
      readonly addresses: readonly string[];
      readonly annotations: Readonly<Record<string, string>>;
    };

/** Media routers in the cluster. */
export interface SiteRtcd {
  readonly kind: "rtcd";
  readonly routers: number;
  readonly resources: Resources;
  readonly exposure: SiteMediaExposure;
  /** Absent means any address. */
  readonly clientNetworks?: readonly string[];
  /** UDP and TCP. */
  readonly mediaPort: number;
  readonly registration:
    | { readonly kind: "self" }
    | { readonly kind: "generated"; readonly revision: number }
    | { readonly kind: "existing"; readonly name: string; readonly revision: number };
}

/** Media routers that somebody else runs. */
export interface SiteForeignRouter {
  readonly kind: "external";
  readonly url: string;
  readonly addresses?: readonly string[];
  readonly mediaPort: number;
  /** Secret with `clientid` and `authkey`; absent when the plugin registers itself. */
  readonly client?: { readonly name: string; readonly revision: number };
}

/** A TURN server in the cluster. */
export interface SiteCoturn {
  readonly kind: "coturn";
  readonly exposure:
    | {
        readonly kind: "load-balancer";
        readonly address: string;
        readonly annotations: Readonly<Record<string, string>>;
      }
    | { readonly kind: "node-port"; readonly address: string; readonly port: number };
  readonly peers: readonly string[];
  readonly expirationMinutes: number;
}

/** A TURN server that somebody else runs. */
export interface SiteForeignTurn {
  readonly kind: "external";
  readonly urls: readonly string[];
  readonly secret: SecretValue;
  readonly expirationMinutes: number;
}

export type SiteTurn = SiteCoturn | SiteForeignTurn;

/** Voice and screens. */
export interface SiteCalls {
  readonly concurrentCalls: number;
  /** People in one call. */
  readonly participants: number;
  readonly screenSharing: boolean;
  /** Shared screens in AV1, where a device can encode it. */
  readonly av1: boolean;
  /** Whether calls in direct and group messages ring. */
  readonly ringing: boolean;
  /** Calls in which a screen is shared. */
  readonly screenShares: number;
  /** Megabits a second that leave all routers together. */
  readonly bandwidth: number;
  /** 0 is no limit. */
  readonly maxParticipants: number;
  readonly profile: "standard" | "low-bandwidth";
  readonly router: SiteRtcd | SiteForeignRouter;
  readonly turn?: SiteTurn;
  readonly recording?: {
    readonly calls: number;
    readonly quality: "low" | "medium" | "high";
    readonly maxMinutes: number;
    /** Hours of all recorded calls together. */
    readonly hoursPerWeek: number;
    /** Gigabytes that an hour of all recorded calls takes. */
    readonly gigabytesPerHour: number;
    readonly jobResources: Resources;
    readonly maxConcurrentJobs: number;
  };
  readonly transcription?: {
    readonly model: "tiny" | "base" | "small";
    readonly threads: number;
    readonly jobResources: Resources;
  };
  readonly captions?: {
    readonly model: "tiny" | "base";
    readonly transcribers: number;
    readonly threads: number;
    readonly language: string;
  };
}
