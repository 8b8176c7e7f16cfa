import * as fc from "fast-check";
import {
  always,
  maybe,
  mostly,
  networks,
  resources,
  secretValue,
  sometimes,
  type Drawn,
  type Fields,
} from "./arbitrary-values";

const WRITES = "llama-3.2-1b";
const VECTORS = "nomic-embed-text";

/** What can be said about any model of the site's own. */
const ownModel = (model: string, offline: boolean): Fields => ({
  model: always(model),
  source: sources(model, offline),
  outputTokens: sometimes(always(1024)),
  timeoutSeconds: sometimes(always(120)),
  concurrent: sometimes(always(2)),
  resources: sometimes(resources),
  storage: sometimes(always("20Gi")),
});

const sources = (model: string, offline: boolean) =>
  fc.constantFrom<Drawn>(
    { kind: "image", image: `registry.agency.example/models/${model}:2026.11` },
    { kind: "image", image: `registry.agency.example/models/${model}:2026.11`, path: "/weights" },
    { kind: "claim", claim: "models" },
    { kind: "object-store", path: `models/${model}`, credentials: { secret: "model-reader", revision: 2 } },
    ...(offline ? [] : [{ kind: "download" }]),
  );

const ollama = (name: string, model: string, offline: boolean, more: Fields) =>
  maybe({ kind: always("ollama"), name: always(name), ...ownModel(model, offline), ...more });

const onProcessor = (name: string, offline: boolean, more: Fields = {}) =>
  ollama(name, WRITES, offline, {
    contextTokens: sometimes(always(4096)),
    quantization: sometimes(fc.constantFrom("q4_k_m", "q8_0")),
    memoryBandwidth: sometimes(always(80)),
    gpus: sometimes(always(0)),
    ...more,
  });

const onGpu = (name: string, offline: boolean, more: Fields) =>
  maybe({
    kind: always("vllm"),
    name: always(name),
    ...ownModel("llama-3.1-8b", offline),
    quantization: always("awq"),
    contextTokens: sometimes(always(4096)),
    gpus: mostly(always(1)),
    chatTemplate: sometimes(always("{{ messages }}")),
    ...more,
  });

/** What somebody else runs; some of it is out of reach without a link. */
const foreign = (name: string, offline: boolean, more: Fields = {}) => {
  const said = {
    name: always(name),
    apiKey: secretValue("provider"),
    addresses: sometimes(networks),
    contextTokens: sometimes(always(64_000)),
    outputTokens: sometimes(always(2048)),
    timeoutSeconds: sometimes(always(60)),
    ...more,
  };
  const compatible = maybe({
    ...said,
    kind: always("openai-compatible"),
    url: always("http://llm.agency.example:8000"),
    model: always("large"),
    worksOffline: always(true),
  });
  const azure = maybe({
    ...said,
    kind: always("azure-openai"),
    url: always("https://agency.openai.azure.us"),
    deployment: always("large"),
    privateEndpoint: always(true),
  });
  const openAi = maybe({ ...said, kind: always("openai"), model: always("large") });
  return fc.oneof(compatible, azure, ...(offline ? [] : [openAi]));
};

const anthropic = (name: string) =>
  maybe({
    kind: always("anthropic"),
    name: always(name),
    model: always("large"),
    apiKey: secretValue("provider"),
  });

/** Which endpoints are drawn. */
export interface EndpointsDrawn {
  readonly gpu: boolean;
  readonly searches: boolean;
  readonly offline: boolean;
}

/** One that agents ask, one that it falls back to, and one that makes vectors where there is a search. */
export function arbitraryEndpoints({
  gpu,
  searches,
  offline,
}: EndpointsDrawn): fc.Arbitrary<readonly Drawn[]> {
  const fallback = { fallback: always("spare") };
  const first = gpu
    ? onGpu("assistant", offline, fallback)
    : fc.oneof(onProcessor("assistant", offline, fallback), foreign("assistant", offline, fallback));
  const spare = fc.oneof(
    onProcessor("spare", offline),
    foreign("spare", offline),
    ...(offline ? [] : [anthropic("spare")]),
  );
  const vectors = fc.oneof(
    ollama("embeddings", VECTORS, offline, {}),
    foreign("embeddings", offline, { dimensions: always(768) }),
  );
  return fc.tuple(first, spare, ...(searches ? [vectors] : []));
}
