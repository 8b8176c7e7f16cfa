import type { IConstruct } from "constructs";
import { refuse } from "../kubernetes/problems";
import type { EmbeddingReference, LlmReference } from "./llm-endpoint";
import { AGENTS_PROBLEMS } from "./problems";

/** What every endpoint lets be chosen. */
export interface EndpointOptions {
  /** Longest question with its thread, tokens. @default 8192 on own nodes, 128000 at a provider */
  readonly contextTokens?: number;
  /** Longest answer, tokens. @default - a quarter of the context */
  readonly outputTokens?: number;
  /** Longest silence of an answer. @default 30, and 300 without GPU */
  readonly timeoutSeconds?: number;
  /** Numbers of a vector, for an embedding model. @default - it makes none */
  readonly dimensions?: number;
}

const DEFAULTS = { contextTokens: 128_000, timeoutSeconds: 30 } as const;

/** The limits with their defaults. */
export function limitsOf(
  scope: IConstruct,
  options: EndpointOptions,
  defaults: { readonly contextTokens: number; readonly timeoutSeconds: number } = DEFAULTS,
): Pick<LlmReference, "contextTokens" | "outputTokens" | "timeoutSeconds"> {
  const contextTokens = options.contextTokens ?? defaults.contextTokens;
  const outputTokens = options.outputTokens ?? Math.floor(contextTokens / 4);
  if (contextTokens < 1 || outputTokens < 1 || outputTokens > contextTokens) {
    refuse(scope, AGENTS_PROBLEMS.count, {
      message: `the context is ${contextTokens} tokens, the answer ${outputTokens}`,
      expected: "an answer that fits the context",
    });
  }
  return { contextTokens, outputTokens, timeoutSeconds: options.timeoutSeconds ?? defaults.timeoutSeconds };
}

/** The same endpoint as one for vectors. */
export function embeddingOf(
  scope: IConstruct,
  { name, protocol, url, model, apiKey, worksOffline }: LlmReference,
  dimensions: number | undefined,
): EmbeddingReference {
  if (dimensions === undefined || dimensions < 1 || protocol === "anthropic") {
    return refuse(scope, AGENTS_PROBLEMS.dimensions, {
      message: `${name} (${protocol}, ${model}) has the dimensions ${dimensions ?? "none"}`,
      expected: protocol === "anthropic" ? "a provider with embedding models" : "the dimensions of its model",
    });
  }
  return { name, protocol, url, model, dimensions, apiKey, worksOffline };
}

/** An address as the plugin takes it: no slash at the end, one of `http` and `https`. */
export function baseUrl(scope: IConstruct, url: string, encrypted: boolean): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const plain =
    parsed?.username === "" &&
    parsed.search === "" &&
    parsed.hash === "" &&
    (parsed.protocol === "https:" || (!encrypted && parsed.protocol === "http:")) &&
    !/\/(chat\/completions|completions|embeddings|responses|messages)\/?$/.test(parsed.pathname);
  if (!plain) {
    refuse(scope, AGENTS_PROBLEMS.address, {
      message: `the address is ${parsed?.username || parsed?.search ? "one with a user or a query" : `"${url}"`}`,
      expected: `${encrypted ? "https" : "http(s)"}://host[:port][/path]`,
    });
  }
  return url.replace(/\/+$/, "");
}

/** Port of an address. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}
