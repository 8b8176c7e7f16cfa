import type { IConstruct } from "constructs";
import type { IConnectable } from "../kubernetes/connections";
import type { SecretKey } from "../kubernetes/secret";

/** Id and key of the Calls plugin at the routers, by reference. The key has 32 to 72 characters. */
export interface RouterClient {
  readonly clientId: SecretKey;
  readonly authKey: SecretKey;
}

/** How the Calls plugin becomes a client of the routers. */
export type RouterRegistration =
  /** The plugin makes up id and key, keeps them in its own store, and registers itself. */
  | { readonly kind: "self" }
  /** The client is registered beforehand; routers refuse everybody else. */
  | { readonly kind: "registered"; readonly client: RouterClient };

/** A STUN or TURN server that clients are told of. */
export interface IceServer {
  /** e.g. `turn:192.0.2.20:3478?transport=udp`; all STUN or all TURN. */
  readonly urls: readonly string[];
}

/** How the plugin makes the short-lived credentials of TURN. */
export interface TurnCredentials {
  /** The secret that the TURN server and the plugin share. */
  readonly staticSecret: SecretKey;
  /** Life of a credential, minutes; longer than a call. */
  readonly expirationMinutes: number;
}

/** Everything the Calls plugin needs to know of the rtcd servers. */
export interface RtcdReference {
  readonly protocol: "rtcd";
  /** `http://host:8045`. The host's IPv4 A records are all routers: never a balanced address. */
  readonly url: string;
  readonly registration: RouterRegistration;
  /** For `ICEServersConfigs`; empty where clients reach the routers directly. Never left to the plugin's default. */
  readonly iceServers: readonly IceServer[];
  /** @default - no TURN */
  readonly turn?: TurnCredentials;
  /** Answers 200 as soon as a router is ready; the servers must not start before. */
  readonly readyUrl: string;
}

/** What the Calls plugin needs to know of what carries the media. LiveKit will be the second member. */
export type MediaRouterReference = RtcdReference;

/**
 * What carries voice and screens between the participants of a call, whoever runs it.
 * `connections` is the side that Mattermost's servers call; its port is named `api` and has the metrics too.
 */
export interface IMediaRouter extends IConstruct, IConnectable {
  readonly mediaRouter: MediaRouterReference;
  /** The side that devices and recording jobs send media to; its port is named `media`, UDP and TCP. */
  readonly media: IConnectable;
}

/** A TURN server: relays media for clients that can't reach the routers. */
export interface ITurnServer extends IConstruct, IConnectable {
  readonly iceServers: readonly IceServer[];
  readonly turn: TurnCredentials;
}
