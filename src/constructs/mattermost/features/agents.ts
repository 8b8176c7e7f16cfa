import { gte } from "semver";
import { PLUGINS } from "../../../catalog/plugins";
import { problem } from "../../../errors/catalogue";
import { ProblemError, type Problem } from "../../../errors/problem";
import type { IEmbeddingEndpoint, ILlmEndpoint } from "../../agents/llm-endpoint";
import { AGENTS_PROBLEMS } from "../../agents/problems";
import type { IConnectable } from "../../kubernetes/connections";
import type { IPostgresDatabase } from "../../postgres/postgres-database";
import type { LicenceTier } from "../licence";
import type { IMattermostFeature, MattermostFeatureConfig } from "../mattermost-feature";
import type { IMattermostServer } from "../mattermost-reference";
import { checkChains, checkNames, indexProblem } from "./agents-checks";
import { agentsSetup, type Agent, type AgentsConfiguration, type AgentToolServer } from "./agents-setup";

export interface AgentsProps {
  /** Models that are asked; the first is the default. Each may name another that is asked when it fails. */
  readonly endpoints: readonly { readonly endpoint: ILlmEndpoint; readonly fallback?: string }[];
  /** Bots that people talk to; the first is the default. */
  readonly agents: readonly Agent[];
  /** Search by meaning. @default - off */
  readonly search?: {
    readonly endpoint: IEmbeddingEndpoint;
    /** Mattermost's own database; the extension `vector` must be in it. */
    readonly database: IPostgresDatabase;
    /** @default "vector", and "halfvec" above 2000 dimensions */
    readonly elementType?: "vector" | "halfvec";
  };
  /** Name of the agent that sums up recorded and transcribed calls. @default - nobody */
  readonly meetings?: string;
  /** Remote tool servers. @default - none */
  readonly toolServers?: readonly (AgentToolServer & {
    readonly peer: IConnectable;
    readonly worksOffline: boolean;
  })[];
  /** Lets models of a provider search the web in channels. @default false */
  readonly webSearch?: boolean;
}

/** First server with the plugin's line 2, whose configuration is in the database. */
const FIRST_SERVER = "11.7.0";

/** pgvector's index holds this many dimensions of the type vector. */
const WIDEST_VECTOR = 2000;

/**
 * The Agents plugin: bots that ask language models. Of its configuration only the switch is in the environment; the rest
 * lives in the database and is brought up to date over the plugin's API, so that no key of a model is in Mattermost's
 * own configuration and nothing restarts.
 */
export class Agents implements IMattermostFeature {
  public readonly featureName = "agents";
  private readonly configuration: AgentsConfiguration;

  public constructor(private readonly props: AgentsProps) {
    const { search } = props;
    const embedding = search?.endpoint.embedding;
    this.configuration = {
      services: props.endpoints.map(({ endpoint, fallback }) => ({ llm: endpoint.llm, fallback })),
      agents: props.agents,
      search: embedding && {
        embedding,
        elementType: search.elementType ?? (embedding.dimensions > WIDEST_VECTOR ? "halfvec" : "vector"),
      },
      meetings: props.meetings,
      toolServers: props.toolServers ?? [],
      webSearch: props.webSearch ?? false,
    };
  }

  public bind(server: IMattermostServer): MattermostFeatureConfig {
    const problems = [
      ...checkNames(this.configuration, server.node.path),
      ...checkChains(this.configuration, server.node.path),
      ...this.checkServer(server),
      ...this.checkSearch(server.node.path),
    ];
    if (problems.length > 0) throw new ProblemError(problems);
    return {
      plugins: { [PLUGINS.agents]: { enabled: true } },
      setup: agentsSetup(this.configuration),
      // Models are called at any address, tool servers at a private one only when told: the plugin's two HTTP clients.
      internalHosts: (this.props.toolServers ?? [])
        .filter(({ worksOffline }) => worksOffline)
        .map(({ url }) => new URL(url).hostname),
      reaches: [
        ...this.props.endpoints.map(({ endpoint }) => ({ peer: endpoint, why: "questions of people" })),
        ...(this.props.search ? [{ peer: this.props.search.endpoint, why: "vectors of posts" }] : []),
        ...(this.props.toolServers ?? []).map(({ peer }) => ({ peer, why: "tools of agents" })),
      ],
    };
  }

  private checkServer(server: IMattermostServer): readonly Problem[] {
    const { connectivity, licenceTier, version } = server.mattermost;
    const { path } = server.node;
    const outside = connectivity === "disconnected" ? this.outside() : [];
    return [
      ...(gte(version, FIRST_SERVER)
        ? []
        : [
            problem(AGENTS_PROBLEMS.version, {
              path,
              message: `the server is ${version}`,
              expected: `${FIRST_SERVER} or later`,
            }),
          ]),
      ...(outside.length > 0
        ? [
            problem(AGENTS_PROBLEMS.disconnected, {
              path,
              message: `a disconnected site would need ${outside.join(", ")}`,
              expected: "nothing outside",
            }),
          ]
        : []),
      ...this.checkLicence(licenceTier, path),
    ];
  }

  private outside(): readonly string[] {
    const { search, services, webSearch } = this.configuration;
    const embedding = search && !search.embedding.worksOffline ? [search.embedding.name] : [];
    return [
      ...services.filter(({ llm }) => !llm.worksOffline).map(({ llm }) => llm.name),
      ...embedding,
      ...(this.props.toolServers ?? []).filter((each) => !each.worksOffline).map(({ name }) => name),
      ...(webSearch ? ["the web search of a provider"] : []),
    ];
  }

  /** Without a licence the server is Mattermost Entry, which has what the tier enterprise has. */
  private checkLicence(tier: LicenceTier | undefined, path: string): readonly Problem[] {
    if (tier !== "professional") return [];
    const { agents, meetings, search, services, toolServers } = this.configuration;
    const wanted = [
      ...(services.length > 1 ? [`${services.length} endpoints`] : []),
      ...(agents.length > 3 ? [`${agents.length} agents`] : []),
      ...(services.some(({ fallback }) => fallback !== undefined) ? ["fallbacks"] : []),
      ...(search ? ["search by meaning"] : []),
      ...(meetings === undefined ? [] : ["summaries of calls"]),
      ...(toolServers.length > 0 ? ["remote tool servers"] : []),
    ];
    if (wanted.length === 0) return [];
    return [
      problem(AGENTS_PROBLEMS.licence, {
        path,
        message: `a licence of the tier professional, and ${wanted.join(", ")}`,
        expected: "a licence of the tier enterprise or advanced, or one endpoint with at most three agents",
      }),
    ];
  }

  private checkSearch(path: string): readonly Problem[] {
    const { search } = this.configuration;
    if (!search || !this.props.search) return [];
    const { extensions, database } = this.props.search.database.postgres;
    return [
      ...indexProblem(search, path),
      ...(extensions.includes("vector")
        ? []
        : [
            problem(AGENTS_PROBLEMS.extension, {
              path,
              message: `the database ${database} has the extensions ${extensions.join(", ") || "none"}`,
              expected: "vector among them",
            }),
          ]),
    ];
  }
}
