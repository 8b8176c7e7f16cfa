import type { IConstruct } from "constructs";
import type { IConnectable } from "../kubernetes/connections";
import type { SecretKey } from "../kubernetes/secret";

/** How the Agents plugin talks to an endpoint: its own names of the protocols. */
export type LlmProtocol = "openaicompatible" | "azure" | "openai" | "anthropic";

/** Everything the Agents plugin needs to know of a model that writes. */
export interface LlmReference {
  /** Name of the service in Mattermost; it stays the same when everything else changes. */
  readonly name: string;
  readonly protocol: LlmProtocol;
  /** Base address without slash at its end. @default - the provider's own */
  readonly url?: string;
  /** Model, or deployment at Azure. */
  readonly model: string;
  /** @default - none */
  readonly apiKey?: SecretKey;
  /** Longest question with its thread, tokens. */
  readonly contextTokens: number;
  /** Longest answer, tokens. */
  readonly outputTokens: number;
  /** Longest silence of an answer. */
  readonly timeoutSeconds: number;
  /** Whether it answers, and starts again, while the site's link is down. */
  readonly worksOffline: boolean;
}

/** A language model, whoever runs it. Its default port is the one for questions. */
export interface ILlmEndpoint extends IConstruct, IConnectable {
  readonly llm: LlmReference;
}

/** Everything the Agents plugin needs to know of a model that turns text into vectors. */
export interface EmbeddingReference {
  readonly name: string;
  readonly protocol: Exclude<LlmProtocol, "anthropic">;
  /** @default - the provider's own */
  readonly url?: string;
  readonly model: string;
  /** Numbers of one vector. */
  readonly dimensions: number;
  /** @default - none */
  readonly apiKey?: SecretKey;
  readonly worksOffline: boolean;
}

/** An embedding model, whoever runs it. */
export interface IEmbeddingEndpoint extends IConstruct, IConnectable {
  readonly embedding: EmbeddingReference;
}

/** Requests of the plugin to an OpenAI-compatible server. */
export const OPENAI_PATHS = { chat: "/v1/chat/completions", embeddings: "/v1/embeddings" } as const;

/** Where the plugin sends a request: slashes and one `/v1` at the end of the base go first. */
export function requestUrl(base: string, path: keyof typeof OPENAI_PATHS): string {
  return `${base.replace(/\/+$/, "").replace(/\/v1$/, "")}${OPENAI_PATHS[path]}`;
}
