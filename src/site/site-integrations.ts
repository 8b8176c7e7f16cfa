import type { Resources } from "./site-values";

/** Where a callback goes. */
export type SiteIntegrationTarget =
  | { readonly kind: "service"; readonly service: string; readonly path: string }
  /** Empty when the site file names neither. */
  | { readonly kind: "url"; readonly url: string };

/** A service of one's own, run beside the servers. */
export interface SiteIntegrationService {
  readonly name: string;
  readonly image: string;
  readonly port: number;
  readonly replicas: number;
  readonly resources: Resources;
  readonly uid: number;
  /** Absent: the open port counts. */
  readonly health?: string;
  readonly env: Readonly<Record<string, string | { readonly secret: string; readonly key: string }>>;
  readonly reaches: readonly {
    readonly host: string;
    readonly port: number;
    readonly addresses?: readonly string[];
    readonly why: string;
  }[];
}

/** What people, programs and services do with the servers. */
export interface SiteIntegrations {
  readonly teams: readonly { readonly name: string; readonly displayName: string; readonly open: boolean }[];
  readonly channels: readonly {
    /** Team and channel, `team/channel`. */
    readonly channel: string;
    readonly displayName: string;
    readonly private: boolean;
  }[];
  readonly bots: readonly {
    readonly username: string;
    readonly displayName: string;
    readonly description: string;
    readonly teams: readonly string[];
    readonly channels: readonly string[];
  }[];
  readonly incomingWebhooks: readonly {
    readonly name: string;
    readonly channel: string;
    readonly description: string;
  }[];
  readonly outgoingWebhooks: readonly {
    readonly name: string;
    readonly team: string;
    readonly channel?: string;
    readonly triggerWords: readonly string[];
    readonly description: string;
    readonly target: SiteIntegrationTarget;
  }[];
  readonly commands: readonly {
    readonly trigger: string;
    readonly team: string;
    readonly description: string;
    readonly hint: string;
    readonly target: SiteIntegrationTarget;
  }[];
  readonly oauthApps: readonly {
    readonly name: string;
    readonly homepage: string;
    readonly callbackUrls: readonly string[];
    readonly trusted: boolean;
    readonly description: string;
  }[];
  readonly services: readonly SiteIntegrationService[];
}
