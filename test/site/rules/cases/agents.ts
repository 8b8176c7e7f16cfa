import type { SiteSpec } from "../../../../src/site/spec";
import { all, externalDatabase, settings, type Change, type RuleCase } from "../sites";

type Agents = NonNullable<SiteSpec["agents"]>;
type Endpoint = Agents["endpoints"][number];

const CLAIM = { kind: "claim", claim: "models" } as const;
const KEY = { secret: "provider-key" } as const;
const small: Endpoint = { name: "small", kind: "ollama", model: "llama-3.2-3b", source: CLAIM };
const vectors: Endpoint = { name: "vectors", kind: "ollama", model: "bge-m3", source: CLAIM };

const agents =
  (endpoints: readonly Endpoint[] = [small], more: Partial<Agents> = {}): Change =>
  (spec) => {
    spec.agents = { endpoints: [...endpoints], agents: [{ name: "watch", endpoint: "small" }], ...more };
  };

const compatible = (name: string, fallback?: string): Endpoint => ({
  name,
  kind: "openai-compatible",
  url: "http://llm.outpost-kestrel.example:8000",
  model: "large",
  worksOffline: true,
  fallback,
});
const azure = (name: string, fallback?: string): Endpoint => ({
  name,
  kind: "azure-openai",
  url: "https://kestrel.openai.azure.us",
  deployment: "large",
  privateEndpoint: true,
  apiKey: KEY,
  fallback,
});

const gpuNodes =
  (written: Partial<NonNullable<SiteSpec["gpuNodes"]>> = {}): Change =>
  (spec) => {
    spec.gpuNodes = { count: 1, gpu: "l4", ...written };
  };

const licence =
  (tier: "professional" | "enterprise"): Change =>
  ({ mattermost }) => {
    mattermost.licence = { secret: "mattermost-licence", tier };
  };

const router = {
  kind: "external",
  url: "http://rtcd.outpost-kestrel.example:8045",
} as const;

const calls =
  (written: Partial<NonNullable<SiteSpec["calls"]>> = {}): Change =>
  (spec) => {
    spec.calls = { router, ...written };
  };

const vllm = (written: object): Endpoint => ({
  name: "small",
  kind: "vllm",
  model: "llama-3.1-8b",
  quantization: "awq",
  source: CLAIM,
  ...written,
});

const meetings = { meetings: {} } as const;
const search = (written: object = {}): Partial<Agents> => ({ search: { endpoint: "vectors", ...written } });

export const AGENTS_CASES: readonly RuleCase[] = [
  {
    code: "HF2750",
    what: "an unknown model",
    breaks: agents([{ ...small, model: "parrot-7b" }]),
    keeps: agents(),
    paths: ["agents.endpoints.0.model"],
    shows: "parrot-7b",
  },
  {
    code: "HF2751",
    what: "dimensions that the model doesn't make",
    breaks: agents([small, vectors], search({ dimensions: 768 })),
    keeps: agents([small, vectors], search()),
    paths: ["agents.search.dimensions"],
    shows: "is 768, the model makes 1024",
  },
  {
    code: "HF2752",
    what: "a search that asks a model that writes",
    breaks: agents([small, { ...small, name: "vectors" }], search()),
    keeps: agents([small, vectors], search()),
    paths: ["agents.search.endpoint"],
    shows: "llama-3.2-3b",
  },
  {
    code: "HF2752",
    what: "a search at a provider without embedding models",
    breaks: agents(
      [small, { name: "vectors", kind: "anthropic", model: "any", apiKey: KEY }],
      search({ dimensions: 8 }),
    ),
    paths: ["agents.search.endpoint"],
    shows: "anthropic",
  },
  {
    code: "HF2753",
    what: "vectors that no index holds",
    breaks: agents([small, { ...vectors, model: "qwen3-embedding-8b" }], search()),
    keeps: agents([small, vectors], search()),
    paths: ["agents.search.endpoint"],
    shows: "4096 dimensions as halfvec",
  },
  {
    code: "HF2754",
    what: "a column of the new type",
    breaks: agents([small, vectors], search({ elementType: "halfvec" })),
    keeps: agents([small, vectors], search()),
    paths: ["agents.search"],
    shows: "halfvec",
  },
  {
    code: "HF2755",
    what: "providers, tools and searches outside",
    breaks: agents(
      [
        small,
        { name: "cloud", kind: "openai", model: "gpt-4o", apiKey: KEY },
        { name: "gov", kind: "azure-openai", url: "https://x.openai.azure.us", deployment: "d", apiKey: KEY },
        {
          name: "far",
          kind: "openai-compatible",
          url: "https://llm.example",
          model: "m",
          worksOffline: false,
        },
      ],
      {
        webSearch: true,
        toolServers: [{ name: "maps", url: "https://maps.example", worksOffline: false }],
      },
    ),
    keeps: all(
      agents([
        small,
        {
          name: "gov",
          kind: "azure-openai",
          url: "https://x.openai.azure.us",
          deployment: "d",
          privateEndpoint: true,
          apiKey: KEY,
        },
      ]),
    ),
    paths: [
      "agents.endpoints.1.kind",
      "agents.endpoints.2.privateEndpoint",
      "agents.endpoints.3.worksOffline",
      "agents.toolServers.0.worksOffline",
      "agents.webSearch",
    ],
    shows: "openai",
  },
  {
    code: "HF2767",
    what: "fallbacks in a circle",
    breaks: agents([compatible("small", "spare"), compatible("spare", "small")]),
    keeps: agents([compatible("small", "spare"), compatible("spare")]),
    paths: ["agents.endpoints.0.fallback", "agents.endpoints.1.fallback"],
    shows: "the chain is small, spare, small",
  },
  {
    code: "HF2767",
    what: "two services of Azure in one chain",
    breaks: agents([azure("small", "middle"), compatible("middle", "spare"), azure("spare")]),
    keeps: agents([azure("small", "spare"), compatible("spare"), azure("other")]),
    paths: ["agents.endpoints.0.fallback"],
    shows: "small, middle, spare, 2 of them of kind azure-openai",
  },
  {
    code: "HF2756",
    what: "a download without a link",
    breaks: agents([{ name: "small", kind: "ollama", model: "llama-3.2-3b" }]),
    keeps: agents(),
    paths: ["agents.endpoints.0.source"],
    shows: "download",
  },
  {
    code: "HF2757",
    what: "a GPU where there is none",
    breaks: agents([vllm({})]),
    keeps: all(gpuNodes(), agents([vllm({})])),
    paths: ["agents.endpoints.0.gpus"],
    shows: "gpuNodes is absent",
  },
  {
    code: "HF2758",
    what: "a model larger than its GPU",
    breaks: all(gpuNodes(), agents([vllm({ model: "llama-3.3-70b" })])),
    keeps: all(gpuNodes(), agents([vllm({})])),
    paths: ["agents.endpoints.0.model"],
    shows: "1 × l4 of 22.5 GiB",
  },
  {
    code: "HF2758",
    what: "a model larger than its slice",
    breaks: all(gpuNodes({ gpu: "h100-80", slice: "1g.10gb" }), agents([vllm({ quantization: "f16" })])),
    keeps: all(gpuNodes({ gpu: "h100-80", slice: "3g.40gb" }), agents([vllm({ quantization: "f16" })])),
    paths: ["agents.endpoints.0.model"],
    shows: "slice 1g.10gb of 9.5 GiB",
  },
  {
    code: "HF2759",
    what: "more GPUs than there are",
    breaks: all(gpuNodes(), agents([vllm({}), vllm({ name: "second" })])),
    keeps: all(gpuNodes({ count: 2 }), agents([vllm({}), vllm({ name: "second" })])),
    paths: ["gpuNodes.count"],
    shows: "want 2 in all and 1 in one node; there are 1",
  },
  {
    code: "HF2760",
    what: "a large model on a processor",
    breaks: agents([{ ...small, model: "qwen2.5-32b" }]),
    keeps: agents(),
    paths: ["agents.endpoints.0.model"],
    shows: "tokens a second at most",
  },
  {
    code: "HF2761",
    what: "a context that the model doesn't have",
    breaks: agents([{ ...small, model: "qwen2.5-1.5b", contextTokens: 65_536 }]),
    keeps: agents([{ ...small, model: "qwen2.5-1.5b" }]),
    paths: ["agents.endpoints.0.contextTokens"],
    shows: "65536 with qwen2.5-1.5b",
  },
  {
    code: "HF2762",
    what: "a licence that is too low",
    breaks: all(licence("professional"), agents([small, vectors], { ...search(), ...meetings })),
    keeps: all(licence("enterprise"), agents([small, vectors], search())),
    paths: ["agents.search", "agents.meetings"],
    shows: "professional",
  },
  {
    code: "HF2763",
    what: "a server with the old plugin",
    breaks: all(agents(), ({ mattermost }) => {
      mattermost.version = "10.11.16";
    }),
    keeps: agents(),
    paths: ["mattermost.version"],
    shows: "10.11.16",
  },
  {
    code: "HF2766",
    what: "search by meaning in a foreign database without pgvector",
    breaks: all(agents([small, vectors], search()), externalDatabase({ version: 17 })),
    keeps: all(agents([small, vectors], search()), externalDatabase({ version: 17, extensions: ["vector"] })),
    paths: ["database.extensions"],
    shows: "is empty with agents.search",
  },
  {
    code: "HF2764",
    what: "names that lead nowhere, and one given twice",
    breaks: agents([small, { ...small, fallback: "gone" }], {
      agents: [{ name: "watch", endpoint: "large" }],
      search: { endpoint: "nowhere", dimensions: 8 },
      meetings: { agent: "scribe" },
    }),
    keeps: agents(),
    paths: [
      "agents.endpoints.1.name",
      "agents.endpoints.1.fallback",
      "agents.agents.0.endpoint",
      "agents.search.endpoint",
      "agents.meetings.agent",
    ],
    shows: "scribe",
  },
  {
    code: "HF2765",
    what: "a model shared by three",
    breaks: all(gpuNodes({ perNode: 4 }), agents([vllm({ gpus: 3 })])),
    keeps: all(gpuNodes({ perNode: 4 }), agents([vllm({ gpus: 4 })])),
    paths: ["agents.endpoints.0.gpus"],
    shows: "is 3 with kind vllm",
  },
  {
    code: "HF2770",
    what: "summaries without calls",
    breaks: agents([small], meetings),
    keeps: all(calls({ recording: {}, transcription: {} }), agents([small], meetings)),
    paths: ["agents.meetings"],
    shows: "calls is absent",
  },
  {
    code: "HF2770",
    what: "summaries of calls that nobody records, transcribes or keeps",
    breaks: all(
      calls(),
      agents([small], meetings),
      settings({ FileSettings: { EnableFileAttachments: false } }),
    ),
    keeps: all(calls(), agents()),
    paths: [
      "calls.recording",
      "calls.transcription",
      "mattermost.settings.FileSettings.EnableFileAttachments",
    ],
    shows: "no text to sum up",
  },
  {
    code: "HF2770",
    what: "summaries of calls that are transcribed nowhere",
    breaks: all(calls({ recording: {} }), agents([small], meetings)),
    keeps: all(calls({ recording: {}, transcription: {} }), agents([small], meetings)),
    paths: ["calls.transcription"],
    shows: "calls.transcription is absent",
  },
  {
    code: "HF2770",
    what: "summaries of calls whose texts can't be kept",
    breaks: all(
      calls({ recording: {}, transcription: {} }),
      agents([small], meetings),
      settings({ FileSettings: { EnableFileAttachments: false } }),
    ),
    keeps: all(calls({ recording: {}, transcription: {} }), agents([small], meetings)),
    paths: ["mattermost.settings.FileSettings.EnableFileAttachments"],
    shows: "files are off",
  },
];
