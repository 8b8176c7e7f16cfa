import type { Construct } from "constructs";
import { EMBEDDING_MODELS, LANGUAGE_MODELS, type Quantization } from "../../catalog/language-models";
import type { EndpointOptions } from "../../constructs/agents/endpoint-options";
import { sliceResource, type GpuPlacement } from "../../constructs/agents/gpu-placement";
import { Anthropic, AzureOpenAi, OpenAi, OpenAiCompatible } from "../../constructs/agents/hosted-endpoints";
import type { IEmbeddingEndpoint, ILlmEndpoint } from "../../constructs/agents/llm-endpoint";
import type { ModelSource } from "../../constructs/agents/model-files";
import { Ollama } from "../../constructs/agents/ollama";
import { Vllm } from "../../constructs/agents/vllm";
import { Connections } from "../../constructs/kubernetes/connections";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import { Secret, type SecretKey } from "../../constructs/kubernetes/secret";
import { Agents } from "../../constructs/mattermost/features/agents";
import type { IObjectStore } from "../../constructs/object-store/object-store";
import type { IPostgresDatabase } from "../../constructs/postgres/postgres-database";
import type { SecretValue, Site } from "../../site/site";
import type {
  SiteAgentEndpoint,
  SiteAgents,
  SiteGpuNodes,
  SiteLocalEndpoint,
  SiteToolServer,
} from "../../site/site-agents";

/** What the assistants lean on. */
export interface AgentsSurroundings {
  readonly namespace: INamespace;
  readonly database: IPostgresDatabase;
  readonly objectStore: IObjectStore;
}

type Endpoint = ILlmEndpoint & IEmbeddingEndpoint;

/** The assistants of a site with their models; nothing when it has none. */
export function agentsOf(scope: Construct, site: Site, around: AgentsSurroundings): readonly Agents[] {
  const { agents } = site;
  if (agents === undefined) return [];
  const endpoints = new Map(
    agents.endpoints.map((each) => [each.name, endpointOf(scope, site, agents, each, around)]),
  );
  const search = agents.search && endpoints.get(agents.search.endpoint);
  // An endpoint with an embedding model answers no questions.
  const writing = agents.endpoints.filter(
    ({ name }) => name !== agents.search?.endpoint || asked(agents, name),
  );
  return [
    new Agents({
      endpoints: writing.flatMap(({ name, fallback }) => {
        const endpoint = endpoints.get(name);
        return endpoint ? [{ endpoint, fallback }] : [];
      }),
      agents: agents.agents,
      search: search && {
        endpoint: search,
        database: around.database,
        elementType: agents.search.elementType,
      },
      meetings: agents.meetings?.agent,
      toolServers: agents.toolServers.map((server) => toolServerOf(scope, server)),
      webSearch: agents.webSearch,
    }),
  ];
}

function asked({ agents, endpoints }: SiteAgents, name: string): boolean {
  return (
    agents.some(({ endpoint }) => endpoint === name) || endpoints.some(({ fallback }) => fallback === name)
  );
}

function endpointOf(
  scope: Construct,
  site: Site,
  agents: SiteAgents,
  endpoint: SiteAgentEndpoint,
  around: AgentsSurroundings,
): Endpoint {
  const id = `Llm-${endpoint.name}`;
  const options: EndpointOptions = {
    contextTokens: endpoint.contextTokens,
    outputTokens: endpoint.outputTokens,
    timeoutSeconds: endpoint.timeoutSeconds,
    dimensions: agents.search?.endpoint === endpoint.name ? agents.search.dimensions : undefined,
  };
  const key = (value: SecretValue): SecretKey => secretValue(scope, `${id}-Key`, value);
  switch (endpoint.kind) {
    case "ollama":
    case "vllm":
      return localEndpoint(scope, id, site, endpoint, options, around);
    case "azure-openai":
      return new AzureOpenAi(scope, id, {
        ...endpoint,
        ...options,
        deployment: endpoint.model,
        worksOffline: endpoint.privateEndpoint,
        apiKey: key(endpoint.apiKey),
      });
    case "openai":
      return new OpenAi(scope, id, { ...endpoint, ...options, apiKey: key(endpoint.apiKey) });
    case "anthropic":
      return new Anthropic(scope, id, { ...endpoint, ...options, apiKey: key(endpoint.apiKey) });
    case "openai-compatible":
      return new OpenAiCompatible(scope, id, {
        ...endpoint,
        ...options,
        apiKey: endpoint.apiKey && key(endpoint.apiKey),
      });
  }
}

function localEndpoint(
  scope: Construct,
  id: string,
  { gpuNodes, cluster }: Site,
  endpoint: SiteLocalEndpoint,
  options: EndpointOptions,
  { namespace, objectStore }: AgentsSurroundings,
): Endpoint {
  const { concurrent, gpus, name, resources } = endpoint;
  const source = sourceOf(scope, id, endpoint, objectStore);
  const gpu = gpus > 0 ? placementOf(gpus, gpuNodes) : undefined;
  const storage = { size: endpoint.storage, storageClass: cluster.storageClasses.objects };
  const common = { namespace, name, source, storage, concurrent, resources, ...options };
  if (endpoint.kind === "ollama") {
    const model = ollamaName(endpoint.model, endpoint.quantization);
    return new Ollama(scope, id, { ...common, gpu, model });
  }
  return new Vllm(scope, id, {
    ...common,
    gpu: gpu ?? { count: gpus },
    model: endpoint.model,
    path: endpoint.source.kind === "download" ? huggingFaceName(endpoint.model) : ".",
    chatTemplate: endpoint.chatTemplate,
  });
}

const OLLAMA_TAGS: Partial<Record<Quantization, string>> = {
  q4_k_m: "q4_K_M",
  q5_k_m: "q5_K_M",
  q6_k: "q6_K",
  f16: "fp16",
};

/** Name in Ollama's library; embedding models are published in one form. */
function ollamaName(model: string, quantization: Quantization): string {
  const language = LANGUAGE_MODELS[model];
  if (language) return `${language.ollama}-${OLLAMA_TAGS[quantization] ?? quantization}`;
  return EMBEDDING_MODELS[model]?.ollama ?? model;
}

/** The repository that the catalogue's source names. */
function huggingFaceName(model: string): string {
  const { source } = LANGUAGE_MODELS[model] ?? EMBEDDING_MODELS[model] ?? { source: model };
  return source.split(" ").at(-1) ?? model;
}

function sourceOf(
  scope: Construct,
  id: string,
  { source }: SiteLocalEndpoint,
  store: IObjectStore,
): ModelSource {
  switch (source.kind) {
    case "claim":
    case "image":
      return source;
    case "object-store":
      return {
        store,
        path: source.path,
        credentials: Secret.fromName(scope, `${id}-Reader`, source.credentials),
      };
    case "download":
      return { download: true };
  }
}

function placementOf(count: number, nodes: SiteGpuNodes | undefined): GpuPlacement {
  if (!nodes) return { count };
  return {
    count,
    resource: nodes.slice === undefined ? undefined : sliceResource(nodes.slice),
    nodeSelector: { [nodes.label.key]: nodes.label.value },
    tolerations: [nodes.taint],
    runtimeClass: nodes.runtimeClass,
  };
}

function toolServerOf(scope: Construct, server: SiteToolServer) {
  const { hostname, port, protocol } = new URL(server.url);
  return {
    name: server.name,
    url: server.url,
    worksOffline: server.worksOffline,
    authorization: server.token && secretValue(scope, `Tools-${server.name}`, server.token),
    peer: new Connections(scope, `ToolServer-${server.name}`, {
      name: hostname,
      addresses: server.addresses,
      ports: [{ name: "tools", port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port) }],
    }),
  };
}

function secretValue(scope: Construct, id: string, { name, key, revision }: SecretValue): SecretKey {
  return Secret.fromName(scope, id, { name, revision }).key(key);
}
