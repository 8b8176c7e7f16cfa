import * as fc from "fast-check";
import { maybe, quietly } from "./arbitrary-values";

/**
 * Calls by routers behind a load balancer, by another site's, or with a recording.
 * @param index keeps addresses of the drawn sites apart
 */
export const arbitraryCalls = (index: number): fc.Arbitrary<object> =>
  maybe({
    concurrentCalls: quietly(fc.integer({ min: 1, max: 4 })),
    router: fc.constantFrom(
      {
        kind: "rtcd",
        exposure: { kind: "load-balancer", addresses: [`10.20.${index}.1`, `10.20.${index}.2`] },
      },
      { kind: "rtcd", routers: 1, exposure: { kind: "load-balancer", addresses: [`10.20.${index}.1`] } },
    ),
    recording: quietly(fc.constant({ calls: 1 })),
  });

/** An assistant on a model of the site's own, with or without search. */
export const arbitraryAgents: fc.Arbitrary<object> = fc.boolean().map((search) => ({
  endpoints: [
    local("assistant", "llama-3.2-1b"),
    ...(search ? [local("embeddings", "nomic-embed-text")] : []),
  ],
  agents: [{ name: "clerk", endpoint: "assistant" }],
  ...(search && { search: { endpoint: "embeddings" } }),
}));

function local(name: string, model: string): object {
  return {
    kind: "ollama",
    name,
    model,
    source: { kind: "image", image: `registry.agency.example/models/${model}:2026.11` },
  };
}

/** A webhook that a program of the site calls. */
export const arbitraryIntegrations: fc.Arbitrary<object> = fc.constant({
  teams: [{ name: "operations" }],
  channels: [{ channel: "operations/weather" }],
  incomingWebhooks: [{ name: "weather", channel: "operations/weather" }],
});
