import type { IConnectable } from "../../kubernetes/connections";

/** A service in the cluster that can be called. */
export interface ICallable extends IConnectable {
  readonly host: string;
  readonly port: number;
}

/** Where a callback goes. */
export type CallbackTarget =
  | { readonly kind: "service"; readonly service: ICallable; readonly path: string }
  | {
      readonly kind: "url";
      readonly url: string;
      /** Whether the host has a private address: servers call such a host only when told to. @default false */
      readonly privateAddress?: boolean;
    };

/** What is declared. Channels are named `team/channel`. */
export interface IntegrationsDeclaration {
  readonly teams: readonly { readonly name: string; readonly displayName: string; readonly open: boolean }[];
  readonly channels: readonly {
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
    readonly target: CallbackTarget;
  }[];
  readonly commands: readonly {
    readonly trigger: string;
    readonly team: string;
    readonly description: string;
    readonly hint: string;
    readonly target: CallbackTarget;
  }[];
  readonly oauthApps: readonly {
    readonly name: string;
    readonly homepage: string;
    readonly callbackUrls: readonly string[];
    readonly trusted: boolean;
    readonly description: string;
  }[];
}
