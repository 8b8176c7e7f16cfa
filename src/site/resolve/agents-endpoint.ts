import { GPUS, sliceOf } from "../../catalog/gpus";
import { EMBEDDING_MODELS, LANGUAGE_MODELS, type Quantization } from "../../catalog/language-models";
import type { Default } from "../defaults";
import type { SecretValue, SitePeople } from "../site";
import type {
  SiteAgentEndpoint,
  SiteAzureOpenAi,
  SiteGpuNodes,
  SiteLocalEndpoint,
  SiteModelSource,
} from "../site-agents";
import { OPEN_AI_KEY } from "../site-azure-open-ai";
import {
  sizeConcurrentAnswers,
  sizeModelMemory,
  sizeModelPod,
  sizeModelStorage,
  sizeTokensPerSecond,
  type ModelLoad,
} from "../sizing/agents";
import type { SiteSpec } from "../spec";
import type { OwnOpenAi } from "./azure-open-ai";
import type { Ledger } from "./ledger";
import { resolveResources } from "./resources";

type EndpointSpec = NonNullable<SiteSpec["agents"]>["endpoints"][number];
type LocalSpec = Extract<EndpointSpec, { kind: "ollama" | "vllm" }>;
type ForeignSpec = Exclude<EndpointSpec, LocalSpec>;

/** What the sizes of an endpoint follow from. */
interface Around {
  readonly people: SitePeople;
  readonly gpuNodes: SiteGpuNodes | undefined;
  /** Models of Azure that the foundation makes. */
  readonly openAi: OwnOpenAi | undefined;
  readonly ledger: Ledger;
}

function because<T>(value: T, reason: string, source?: string): Default<T> {
  return { value, reason, ...(source === undefined ? {} : { source }) };
}

const DEFAULTS = {
  source: because<SiteModelSource>({ kind: "download" }, "a site with a link fetches it once"),
  imagePath: because("/models", "where images for models keep them"),
  bandwidth: because(40, "two channels of DDR4-3200 give 51, of which programs see four fifths"),
  hostedContext: because(128_000, "what hosted models take today"),
  privateEndpoint: because(false, "the public address"),
  revision: because(1, "the first revision"),
  secretKey: because("secret", "the key that this toolkit expects"),
} as const;

const CONTEXT = 8192;
const SLOW_SECONDS = 300;
const QUICK_SECONDS = 30;

/** One endpoint with its sizes. */
export function resolveEndpoint(endpoint: EndpointSpec, path: string, around: Around): SiteAgentEndpoint {
  around.ledger.written(`${path}.kind`, endpoint.kind);
  return endpoint.kind === "ollama" || endpoint.kind === "vllm"
    ? resolveLocal(endpoint, path, around)
    : resolveForeign(endpoint, path, around);
}

function resolveLocal(endpoint: LocalSpec, path: string, around: Around): SiteLocalEndpoint {
  const { gpuNodes, ledger } = around;
  const load = resolveLoad(endpoint, path, around);
  const memory = ledger.sized(`${path}.modelMemory`, undefined, sizeModelMemory(load));
  const bandwidth = bandwidthOf(endpoint, path, load.gpus, gpuNodes, ledger);
  return {
    kind: endpoint.kind,
    ...load,
    ...talk(endpoint, path, load, ledger),
    source: resolveSource(endpoint, path, ledger),
    resources: resolveResources(`${path}.resources`, endpoint.resources, sizeModelPod(load, memory), ledger),
    storage: ledger.sized(`${path}.storage`, endpoint.storage, sizeModelStorage(load)),
    modelMemory: memory,
    tokensPerSecond: ledger.sized(`${path}.tokensPerSecond`, undefined, sizeTokensPerSecond(load, bandwidth)),
    chatTemplate: endpoint.kind === "vllm" ? endpoint.chatTemplate : undefined,
  };
}

function resolveLoad(endpoint: LocalSpec, path: string, { people, ledger }: Around): ModelLoad {
  const model = ledger.written(`${path}.model`, endpoint.model);
  const known = LANGUAGE_MODELS[model] ?? EMBEDDING_MODELS[model];
  const whole = endpoint.kind === "vllm" || model in EMBEDDING_MODELS;
  const longest = Math.min(CONTEXT, known?.maxContext ?? CONTEXT);
  const gpus = ledger.chosen<number>(
    `${path}.gpus`,
    endpoint.gpus,
    because(
      endpoint.kind === "vllm" ? 1 : 0,
      endpoint.kind === "vllm" ? "vLLM needs one" : "no GPU is assumed",
    ),
  );
  return {
    model,
    quantization: ledger.chosen<Quantization>(
      `${path}.quantization`,
      endpoint.quantization,
      because(whole ? "f16" : "q4_k_m", whole ? "as it is published" : "a quarter of the size, little worse"),
    ),
    contextTokens: ledger.chosen(
      `${path}.contextTokens`,
      endpoint.contextTokens,
      because(longest, `a long thread; the model takes ${String(known?.maxContext ?? 0)}`, known?.source),
    ),
    concurrent: ledger.sized(
      `${path}.concurrent`,
      endpoint.concurrent,
      sizeConcurrentAnswers(people.concurrentUsers, gpus),
    ),
    gpus,
  };
}

/** Gigabytes a second: of all GPUs together, a slice's share of one, or of the node's memory. */
function bandwidthOf(
  endpoint: LocalSpec,
  path: string,
  gpus: number,
  gpuNodes: SiteGpuNodes | undefined,
  ledger: Ledger,
): number {
  if (gpus > 0 && gpuNodes) {
    const share = gpuNodes.slice === undefined ? 1 : (sliceOf(gpuNodes.slice)?.share ?? 1);
    return Math.round(GPUS[gpuNodes.gpu].bandwidth * share * gpus);
  }
  const written = endpoint.kind === "ollama" ? endpoint.memoryBandwidth : undefined;
  return ledger.chosen<number>(`${path}.memoryBandwidth`, written, DEFAULTS.bandwidth);
}

function resolveSource(endpoint: LocalSpec, path: string, ledger: Ledger): SiteModelSource {
  const { source } = endpoint;
  if (source === undefined) return ledger.chosen(`${path}.source`, undefined, DEFAULTS.source);
  ledger.written(`${path}.source.kind`, source.kind);
  switch (source.kind) {
    case "image":
      return {
        ...source,
        path: ledger.chosen<string>(`${path}.source.path`, source.path, DEFAULTS.imagePath),
      };
    case "object-store": {
      const { secret, revision } = source.credentials;
      return { ...source, credentials: { name: secret, revision: revision ?? DEFAULTS.revision.value } };
    }
    default:
      return source;
  }
}

function resolveForeign(endpoint: ForeignSpec, path: string, { ledger, openAi }: Around): SiteAgentEndpoint {
  const contextTokens = ledger.chosen<number>(
    `${path}.contextTokens`,
    endpoint.contextTokens,
    DEFAULTS.hostedContext,
  );
  const common = {
    ...talk(endpoint, path, { contextTokens, gpus: 1 }, ledger),
    contextTokens,
    addresses: endpoint.addresses,
    dimensions: endpoint.dimensions,
  };
  const key = (): SecretValue | undefined => endpoint.apiKey && resolveKey(endpoint.apiKey, path, ledger);
  switch (endpoint.kind) {
    case "azure-openai":
      return { ...common, ...resolveAzure(endpoint, path, openAi, ledger) };
    case "openai-compatible":
      return {
        kind: endpoint.kind,
        ...common,
        url: ledger.written(`${path}.url`, endpoint.url),
        model: ledger.written(`${path}.model`, endpoint.model),
        worksOffline: ledger.written(`${path}.worksOffline`, endpoint.worksOffline),
        apiKey: key(),
      };
    default:
      return {
        kind: endpoint.kind,
        ...common,
        model: ledger.written(`${path}.model`, endpoint.model),
        apiKey: resolveKey(endpoint.apiKey, path, ledger),
      };
  }
}

/** A deployment of Azure OpenAI: of the site's own account unless an address is written. */
function resolveAzure(
  endpoint: Extract<ForeignSpec, { kind: "azure-openai" }>,
  path: string,
  openAi: OwnOpenAi | undefined,
  ledger: Ledger,
): Pick<SiteAzureOpenAi, "kind" | "url" | "model" | "privateEndpoint" | "apiKey" | "addresses"> {
  const own = endpoint.url === undefined ? openAi : undefined;
  return {
    kind: endpoint.kind,
    url: ledger.chosen(`${path}.url`, endpoint.url, because(own?.url ?? "", "the site's own: azure.openAi")),
    model: ledger.written(`${path}.deployment`, endpoint.deployment),
    addresses: endpoint.addresses ?? own?.addresses,
    privateEndpoint: ledger.chosen<boolean>(
      `${path}.privateEndpoint`,
      endpoint.privateEndpoint,
      own ? because(true, "the site's own is in its network") : DEFAULTS.privateEndpoint,
    ),
    apiKey: endpoint.apiKey
      ? resolveKey(endpoint.apiKey, path, ledger)
      : { name: OPEN_AI_KEY.secretName, key: OPEN_AI_KEY.key, revision: own?.keyRevision ?? 1 },
  };
}

/** What the plugin is told of any endpoint. */
function talk(
  endpoint: EndpointSpec,
  path: string,
  { contextTokens, gpus }: Pick<ModelLoad, "contextTokens" | "gpus">,
  ledger: Ledger,
): Pick<SiteAgentEndpoint, "name" | "outputTokens" | "timeoutSeconds" | "fallback"> {
  return {
    name: ledger.written(`${path}.name`, endpoint.name),
    outputTokens: ledger.chosen(
      `${path}.outputTokens`,
      endpoint.outputTokens,
      because(Math.floor(contextTokens / 4), "a quarter of the context"),
    ),
    timeoutSeconds: ledger.chosen(
      `${path}.timeoutSeconds`,
      endpoint.timeoutSeconds,
      gpus > 0
        ? because(QUICK_SECONDS, "the plugin's own")
        : because(SLOW_SECONDS, "a processor reads a long question for minutes"),
    ),
    fallback: endpoint.fallback,
  };
}

function resolveKey(apiKey: NonNullable<ForeignSpec["apiKey"]>, path: string, ledger: Ledger): SecretValue {
  return {
    name: ledger.written(`${path}.apiKey.secret`, apiKey.secret),
    key: ledger.chosen<string>(`${path}.apiKey.key`, apiKey.key, DEFAULTS.secretKey),
    revision: ledger.chosen<number>(`${path}.apiKey.revision`, apiKey.revision, DEFAULTS.revision),
  };
}
