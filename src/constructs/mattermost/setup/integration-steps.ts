import type { SetupSecret } from "./setup-secret";

/** Where a value that a step obtains ends. */
export interface SetupOutput {
  readonly secret: SetupSecret;
  readonly key: string;
}

/** Objects of the server's own API. Channels are named `team/channel`. */
export type IntegrationStep =
  | TeamStep
  | ChannelStep
  | BotStep
  | IncomingWebhookStep
  | OutgoingWebhookStep
  | CommandStep
  | OAuthAppStep
  | PluginStep;

interface Step<K extends string> {
  readonly kind: K;
  /** Unique in the contribution. */
  readonly id: string;
}

/** A team that must be there; made when it isn't, never changed. */
export interface TeamStep extends Step<"team"> {
  readonly team: string;
  readonly displayName: string;
  readonly open: boolean;
}

/** A channel that must be there; made when it isn't, never changed. */
export interface ChannelStep extends Step<"channel"> {
  readonly channel: string;
  readonly displayName: string;
  readonly private: boolean;
}

/** A bot, member of teams and channels, with one token. */
export interface BotStep extends Step<"bot"> {
  readonly username: string;
  readonly displayName: string;
  readonly description: string;
  readonly teams: readonly string[];
  readonly channels: readonly string[];
  readonly token?: SetupOutput;
}

/** An address that posts into a channel. Whoever knows it may post. */
export interface IncomingWebhookStep extends Step<"incoming-webhook"> {
  readonly channel: string;
  readonly displayName: string;
  readonly description: string;
  readonly locked: boolean;
  readonly username?: string;
  /** Full address inside the cluster. */
  readonly url: SetupOutput;
  /** Address of the servers inside the cluster, which the webhook's path is appended to. */
  readonly base: string;
}

/** Calls a service when a word is said. */
export interface OutgoingWebhookStep extends Step<"outgoing-webhook"> {
  readonly team: string;
  /** Absent: every public channel of the team. */
  readonly channel?: string;
  readonly displayName: string;
  readonly description: string;
  readonly triggerWords: readonly string[];
  readonly triggerWhen: "first-word" | "starts-with";
  readonly callbackUrls: readonly string[];
  readonly contentType: "application/json" | "application/x-www-form-urlencoded";
  readonly token: SetupOutput;
}

/** A slash command. */
export interface CommandStep extends Step<"command"> {
  readonly team: string;
  readonly trigger: string;
  readonly url: string;
  readonly method: "POST" | "GET";
  readonly displayName: string;
  readonly description: string;
  readonly autocomplete: boolean;
  readonly autocompleteHint: string;
  readonly username?: string;
  readonly token: SetupOutput;
}

/** A client of the server's own OAuth 2.0. */
export interface OAuthAppStep extends Step<"oauth-app"> {
  readonly name: string;
  readonly description: string;
  readonly homepage: string;
  readonly callbackUrls: readonly string[];
  readonly trusted: boolean;
  readonly clientId: SetupOutput;
  readonly clientSecret: SetupOutput;
}

/** A plugin from a mounted bundle, at an exact version. */
export interface PluginStep extends Step<"plugin"> {
  readonly plugin: string;
  readonly version: string;
  /** Path of the bundle in the pod. */
  readonly file: string;
  /** SHA-256 of the bundle, hexadecimal. */
  readonly sha256: string;
}
