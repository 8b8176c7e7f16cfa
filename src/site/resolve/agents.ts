import { EMBEDDING_MODELS } from "../../catalog/language-models";
import type { Default } from "../defaults";
import type { SitePeople } from "../site";
import type { SiteAgent, SiteAgents, SiteToolServer } from "../site-agents";
import type { SiteSpec } from "../spec";
import { resolveEndpoint } from "./agents-endpoint";
import { ownOpenAi } from "./azure-open-ai";
import type { SiteGpuNodes } from "../site-agents";
import type { Ledger } from "./ledger";

type AgentsSpec = NonNullable<SiteSpec["agents"]>;

const PATH = "agents";

/** HNSW indexes hold 2000 dimensions of the type vector. */
const WIDEST_VECTOR = 2000;

function because<T>(value: T, reason: string, source?: string): Default<T> {
  return { value, reason, ...(source === undefined ? {} : { source }) };
}

const DEFAULTS = {
  instructions: because("", "nothing but the plugin's own"),
  tools: because(false, "a small model calls tools badly, and a tool reads posts in the asker's name"),
  vision: because(false, "few small models see"),
  webSearch: because(false, "a question searched for leaves the site"),
  revision: because(1, "the first revision"),
  secretKey: because("secret", "the key that this toolkit expects"),
} as const;

/** Assistants that answer in Mattermost; none by default. */
export function resolveAgents(
  spec: SiteSpec,
  people: SitePeople,
  gpuNodes: SiteGpuNodes | undefined,
  ledger: Ledger,
): SiteAgents | undefined {
  const { agents } = spec;
  if (agents === undefined) {
    ledger.absent(PATH, "no assistants");
    return undefined;
  }
  const openAi = ownOpenAi(spec);
  const endpoints = agents.endpoints.map((endpoint, index) =>
    resolveEndpoint(endpoint, `${PATH}.endpoints.${String(index)}`, { people, gpuNodes, openAi, ledger }),
  );
  return {
    endpoints,
    agents: agents.agents.map((agent, index) => resolveAgent(agent, index, ledger)),
    search: agents.search && resolveSearch(agents.search, agents, ledger),
    meetings: agents.meetings && {
      agent: ledger.chosen(
        `${PATH}.meetings.agent`,
        agents.meetings.agent,
        because(agents.agents[0]?.name ?? "", "the first agent"),
      ),
    },
    toolServers: (agents.toolServers ?? []).map((server, index) => resolveToolServer(server, index, ledger)),
    webSearch: ledger.chosen<boolean>(`${PATH}.webSearch`, agents.webSearch, DEFAULTS.webSearch),
  };
}

function resolveAgent(agent: AgentsSpec["agents"][number], index: number, ledger: Ledger): SiteAgent {
  const path = `${PATH}.agents.${String(index)}`;
  const { access } = agent;
  return {
    name: ledger.written(`${path}.name`, agent.name),
    displayName: ledger.chosen(
      `${path}.displayName`,
      agent.displayName,
      because(agent.name, "its user name"),
    ),
    endpoint: ledger.written(`${path}.endpoint`, agent.endpoint),
    instructions: ledger.chosen<string>(`${path}.instructions`, agent.instructions, DEFAULTS.instructions),
    tools: ledger.chosen<boolean>(`${path}.tools`, agent.tools, DEFAULTS.tools),
    vision: ledger.chosen<boolean>(`${path}.vision`, agent.vision, DEFAULTS.vision),
    access:
      access === undefined || access.kind === "everyone"
        ? { kind: "everyone" }
        : { kind: access.kind, users: access.users ?? [], teams: access.teams ?? [] },
  };
}

function resolveSearch(
  search: NonNullable<AgentsSpec["search"]>,
  agents: AgentsSpec,
  ledger: Ledger,
): NonNullable<SiteAgents["search"]> {
  const path = `${PATH}.search`;
  const endpoint = agents.endpoints.find(({ name }) => name === search.endpoint);
  const model = endpoint && ("model" in endpoint ? endpoint.model : endpoint.deployment);
  const own = endpoint && "dimensions" in endpoint ? endpoint.dimensions : undefined;
  const known = model === undefined ? undefined : EMBEDDING_MODELS[model];
  const dimensions = ledger.chosen(
    `${path}.dimensions`,
    search.dimensions,
    because(own ?? known?.dimensions ?? 0, `vectors of ${model ?? "the model"}`, known?.source),
  );
  return {
    endpoint: ledger.written(`${path}.endpoint`, search.endpoint),
    dimensions,
    elementType: ledger.chosen<"vector" | "halfvec">(
      `${path}.elementType`,
      search.elementType,
      because(
        dimensions > WIDEST_VECTOR ? "halfvec" : "vector",
        `${String(dimensions)} dimensions; an HNSW index holds ${String(WIDEST_VECTOR)} of the type vector`,
        "pgvector README, HNSW: vector up to 2,000 dimensions, halfvec up to 4,000",
      ),
    ),
  };
}

function resolveToolServer(
  server: NonNullable<AgentsSpec["toolServers"]>[number],
  index: number,
  ledger: Ledger,
): SiteToolServer {
  const path = `${PATH}.toolServers.${String(index)}`;
  return {
    name: ledger.written(`${path}.name`, server.name),
    url: ledger.written(`${path}.url`, server.url),
    worksOffline: ledger.written(`${path}.worksOffline`, server.worksOffline),
    addresses: server.addresses,
    token: server.token && {
      name: ledger.written(`${path}.token.secret`, server.token.secret),
      key: ledger.chosen<string>(`${path}.token.key`, server.token.key, DEFAULTS.secretKey),
      revision: ledger.chosen<number>(`${path}.token.revision`, server.token.revision, DEFAULTS.revision),
    },
  };
}
