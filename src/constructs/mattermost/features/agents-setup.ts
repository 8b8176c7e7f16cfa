import type { EmbeddingReference, LlmReference } from "../../agents/llm-endpoint";
import type { SecretKey } from "../../kubernetes/secret";
import {
  fromSecret,
  lookedUp,
  type CollectionStep,
  type DocumentStep,
  type SetupContribution,
  type SetupValue,
} from "../setup/setup-contribution";

/** Who may ask an agent. */
export type AgentAccess =
  | { readonly kind: "everyone" }
  /** `only` these, or everybody `except` these. */
  | {
      readonly kind: "only" | "except";
      readonly users: readonly string[];
      readonly teams: readonly string[];
    };

/** A bot that people talk to. */
export interface Agent {
  /** User name; it can't be changed later. */
  readonly name: string;
  readonly displayName: string;
  /** Name of its endpoint. */
  readonly endpoint: string;
  /** @default "" */
  readonly instructions?: string;
  /** Lets it use tools, in the asker's name. @default false */
  readonly tools?: boolean;
  /** @default false */
  readonly vision?: boolean;
  /** @default everyone */
  readonly access?: AgentAccess;
}

/** A remote tool server (MCP). */
export interface AgentToolServer {
  readonly name: string;
  readonly url: string;
  /** Value of the header Authorization. @default - none */
  readonly authorization?: SecretKey;
}

/** What the plugin's configuration in the database is to say. */
export interface AgentsConfiguration {
  readonly services: readonly { readonly llm: LlmReference; readonly fallback?: string }[];
  readonly agents: readonly Agent[];
  readonly search?: { readonly embedding: EmbeddingReference; readonly elementType: "vector" | "halfvec" };
  /** Name of the agent that sums calls up. */
  readonly meetings?: string;
  readonly toolServers: readonly AgentToolServer[];
  readonly webSearch: boolean;
}

const BASE = "/plugins/mattermost-ai";
const CONFIG = `${BASE}/admin/config`;
const ACCESS_LEVELS = { everyone: 0, only: 1, except: 2 } as const;

/** Search by meaning cuts posts into pieces of this many characters. */
const CHUNKS = { chunkSize: 1000, chunkOverlap: 200, chunkingStrategy: "sentences" } as const;

/**
 * What is done at the plugin's API. Ids are the plugin's own, found by name: it refuses ids that it didn't give. Services
 * and tool servers that the site doesn't have are removed; agents that people made stay.
 */
export function agentsSetup(configuration: AgentsConfiguration): SetupContribution {
  return {
    name: "agents",
    secrets: Object.fromEntries(secretsOf(configuration)),
    steps: [configStep(configuration), fallbackStep(configuration), agentsStep(configuration)],
  };
}

function configStep(configuration: AgentsConfiguration): DocumentStep {
  const { agents, meetings, search, services, toolServers, webSearch } = configuration;
  return {
    kind: "document",
    id: "configuration",
    read: CONFIG,
    write: { method: "PUT", path: CONFIG },
    merge: {
      services: services.map(({ llm }) => service(llm)),
      defaultBotName: agents[0]?.name ?? "",
      transcriptBackend: meetings ?? "",
      enableCallSummary: meetings !== undefined,
      allowUnsafeLinks: false,
      allowNativeWebSearchInChannels: webSearch,
      allowedUpstreamHostnames: toolServers.map(({ url }) => new URL(url).hostname).join(","),
      webSearch: { enabled: false },
      mcp: { servers: toolServers.map(toolServer) },
      embeddingSearchConfig: search ? embeddingSearch(search) : { type: "" },
    },
    lists: {
      services: { key: "name", others: "remove", id: "id" },
      "mcp.servers": { key: "name", others: "remove", id: "id" },
    },
    ...(search && { whenChanged: [{ paths: SEARCH_PATHS, call: REINDEX }] }),
  };
}

/** What makes all vectors worthless when it changes. */
const SEARCH_PATHS = [
  "type",
  "dimensions",
  "vectorElementType",
  "embeddingProvider.type",
  "embeddingProvider.parameters.embeddingModel",
  "embeddingProvider.parameters.model",
].map((path) => `embeddingSearchConfig.${path}`);

const REINDEX = { method: "POST", path: `${BASE}/admin/reindex`, body: { clearIndex: true } } as const;

function service(llm: LlmReference): SetupValue {
  return {
    name: llm.name,
    type: llm.protocol,
    apiURL: llm.url ?? "",
    apiKey: llm.apiKey ? fromSecret(`service-${llm.name}`) : "",
    defaultModel: llm.model,
    tokenLimit: llm.contextTokens,
    outputTokenLimit: llm.outputTokens,
    streamingTimeoutSeconds: llm.timeoutSeconds,
    // Servers of other makers have no such route; OpenAI's own is always asked there.
    useResponsesAPI: llm.protocol === "openai",
  };
}

function toolServer({ name, url, authorization }: AgentToolServer): SetupValue {
  return {
    name,
    enabled: true,
    baseURL: url,
    headers: authorization ? { Authorization: fromSecret(`tools-${name}`) } : {},
  };
}

function embeddingSearch({
  embedding,
  elementType,
}: NonNullable<AgentsConfiguration["search"]>): Readonly<Record<string, SetupValue>> {
  return {
    type: "composite",
    vectorStore: { type: "pgvector", parameters: {} },
    embeddingProvider: embeddingProvider(embedding),
    dimensions: embedding.dimensions,
    // Releases that know vectors only drop the field: a value there would be a change, and a new index, each run.
    vectorElementType: elementType === "vector" ? "" : elementType,
    chunkingOptions: CHUNKS,
  };
}

/** Azure is asked through the plugin's general client, which alone knows its routes. */
function embeddingProvider(embedding: EmbeddingReference): SetupValue {
  const { apiKey, model, protocol, url } = embedding;
  const key = apiKey ? fromSecret(`embedding-${embedding.name}`) : "";
  const address = url ?? "";
  return protocol === "azure"
    ? { type: "bifrost", parameters: { provider: "azure", apiKey: key, apiURL: address, model } }
    : {
        type: protocol === "openai" ? "openai" : "openai-compatible",
        parameters: { apiKey: key, apiURL: address, embeddingModel: model },
      };
}

/** Once every service has its id. */
function fallbackStep({ services }: AgentsConfiguration): DocumentStep {
  return {
    kind: "document",
    id: "fallbacks",
    read: CONFIG,
    write: { method: "PUT", path: CONFIG },
    merge: {
      services: services.map(({ llm, fallback }) => ({
        name: llm.name,
        fallbackServiceID: fallback === undefined ? "" : serviceId(fallback),
      })),
    },
    lists: { services: { key: "name" } },
  };
}

function serviceId(name: string): SetupValue {
  return lookedUp({ list: `${BASE}/services`, where: { key: "name", value: name }, field: "id" });
}

function agentsStep({ agents }: AgentsConfiguration): CollectionStep {
  return {
    kind: "collection",
    id: "agents",
    list: `${BASE}/agents`,
    key: "name",
    items: agents.map(agentItem),
    create: { method: "POST", path: `${BASE}/agents`, also: { username: "name" } },
    update: { method: "PUT", path: `${BASE}/agents/{id}` },
  };
}

function agentItem(agent: Agent): Readonly<Record<string, SetupValue>> {
  const access = agent.access ?? { kind: "everyone" };
  const users = access.kind === "everyone" ? [] : access.users;
  const teams = access.kind === "everyone" ? [] : access.teams;
  return {
    name: agent.name,
    displayName: agent.displayName,
    serviceID: serviceId(agent.endpoint),
    customInstructions: agent.instructions ?? "",
    disableTools: !(agent.tools ?? false),
    enableVision: agent.vision ?? false,
    enabledNativeTools: [],
    channelAccessLevel: 0,
    userAccessLevel: ACCESS_LEVELS[access.kind],
    userIDs: users.map((name) => lookedUp({ list: `/api/v4/users/username/${name}`, field: "id" })),
    teamIDs: teams.map((name) => lookedUp({ list: `/api/v4/teams/name/${name}`, field: "id" })),
  };
}

function secretsOf({
  search,
  services,
  toolServers,
}: AgentsConfiguration): readonly (readonly [string, SecretKey])[] {
  const named = (name: string, key: SecretKey | undefined): readonly (readonly [string, SecretKey])[] =>
    key ? [[name, key]] : [];
  return [
    ...services.flatMap(({ llm }) => named(`service-${llm.name}`, llm.apiKey)),
    ...(search ? named(`embedding-${search.embedding.name}`, search.embedding.apiKey) : []),
    ...toolServers.flatMap(({ name, authorization }) => named(`tools-${name}`, authorization)),
  ];
}
