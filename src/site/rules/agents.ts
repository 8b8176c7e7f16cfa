import { gte } from "semver";
import type { Site } from "../site";
import { AGENTS_PLUGIN } from "./agents-read";
import { licenceText } from "./read";
import { rules, type Finding } from "./rule";

const FIRST_SERVER = "11.7.0";

/** Rules on assistants: what they refer to, what they may, whom they ask. */
export const AGENTS_RULES = rules(
  {
    code: "HF2755",
    severity: "error",
    title: "A site without a link would ask a model, or a tool server, outside.",
    fix: "use kind ollama or vllm, or a server inside the site",
    reference: "Holdfast: a disconnected site needs nothing outside at any time",
    find: (site) => (site.connectivity === "disconnected" ? outside(site) : []),
  },
  {
    code: "HF2762",
    severity: "error",
    title: "The licence does not allow what the assistants are to do.",
    fix: "give a licence of the tier enterprise or advanced, or leave it out",
    reference: `${AGENTS_PLUGIN}, levels of licences; Mattermost Entry has what enterprise has`,
    find: (site) => licenceFindings(site),
  },
  {
    code: "HF2763",
    severity: "error",
    title: "The server's Agents plugin is of the old line, whose configuration is another.",
    fix: "update the server to 11.7 or later",
    reference: "Mattermost changelog: Agents 2.0 with server 11.7",
    path: "mattermost.version",
    when: ({ agents, mattermost }) => agents !== undefined && !gte(mattermost.version, FIRST_SERVER),
    message: ({ mattermost }) => `mattermost.version is ${mattermost.version} with agents`,
    expected: `${FIRST_SERVER} or later`,
  },
  {
    code: "HF2766",
    severity: "error",
    title: "Search by meaning lacks the extension that holds its vectors.",
    fix: "let a superuser run CREATE EXTENSION vector in the database, then name it in database.extensions",
    reference: `${AGENTS_PLUGIN}: pgvector; only a superuser can create it`,
    path: "database.extensions",
    when: ({ agents, database }) =>
      agents?.search !== undefined && database.kind === "external" && !database.extensions.includes("vector"),
    message: ({ database }) =>
      `database.extensions is ${(database.kind === "external" && database.extensions.join(", ")) || "empty"} with agents.search`,
    expected: '"vector" among them',
  },
  {
    code: "HF2764",
    severity: "error",
    title: "Assistants refer to something that is not there, or a name is given twice.",
    fix: "correct the name",
    reference: AGENTS_PLUGIN,
    find: (site) => nameFindings(site),
  },
);

function outside({ agents }: Site): readonly Finding[] {
  const finding = (path: string, what: string): Finding => ({
    path,
    message: `${path} is ${what}, connectivity is disconnected`,
    expected: "something inside the site",
  });
  return [
    ...(agents?.endpoints ?? []).flatMap((endpoint, index) => {
      const path = `agents.endpoints.${index}`;
      switch (endpoint.kind) {
        case "openai":
        case "anthropic":
          return [finding(`${path}.kind`, endpoint.kind)];
        case "azure-openai":
          return endpoint.privateEndpoint ? [] : [finding(`${path}.privateEndpoint`, "false")];
        case "openai-compatible":
          return endpoint.worksOffline ? [] : [finding(`${path}.worksOffline`, "false")];
        default:
          return [];
      }
    }),
    ...(agents?.toolServers ?? []).flatMap(({ worksOffline }, index) =>
      worksOffline ? [] : [finding(`agents.toolServers.${index}.worksOffline`, "false")],
    ),
    ...(agents?.webSearch ? [finding("agents.webSearch", "true")] : []),
  ];
}

function licenceFindings(site: Site): readonly Finding[] {
  const { agents, mattermost } = site;
  if (agents === undefined || mattermost.licence?.tier !== "professional") return [];
  const answering = agents.endpoints.filter(({ name }) => name !== agents.search?.endpoint);
  const wanted: readonly (readonly [string, string, boolean])[] = [
    ["agents.endpoints", `${answering.length} endpoints`, answering.length > 1],
    ["agents.agents", `${agents.agents.length} agents`, agents.agents.length > 3],
    ["agents.search", "search by meaning", agents.search !== undefined],
    ["agents.meetings", "summaries of calls", agents.meetings !== undefined],
    ["agents.toolServers", "remote tool servers", agents.toolServers.length > 0],
  ];
  return wanted
    .filter(([, , asked]) => asked)
    .map(([path, what]) => ({
      path,
      message: `${what} with ${licenceText(site)}`,
      expected: "tier enterprise or advanced",
    }));
}

function nameFindings({ agents }: Site): readonly Finding[] {
  if (agents === undefined) return [];
  const endpoints = agents.endpoints.map(({ name }) => name);
  const bots = agents.agents.map(({ name }) => name);
  const missing = (path: string, name: string | undefined, known: readonly string[]): readonly Finding[] =>
    name === undefined || known.includes(name)
      ? []
      : [{ path, message: `${path} is ${name}`, expected: `one of ${known.join(", ")}` }];
  const twice = (path: string, names: readonly string[]): readonly Finding[] =>
    names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [
            {
              path: `${path}.${index}.name`,
              message: `${name} is given twice`,
              expected: "a name of its own",
            },
          ]
        : [],
    );
  return [
    ...twice("agents.endpoints", endpoints),
    ...twice("agents.agents", bots),
    ...agents.endpoints.flatMap(({ fallback }, index) =>
      missing(`agents.endpoints.${index}.fallback`, fallback, endpoints),
    ),
    ...agents.agents.flatMap(({ endpoint }, index) =>
      missing(`agents.agents.${index}.endpoint`, endpoint, endpoints),
    ),
    ...missing("agents.search.endpoint", agents.search?.endpoint, endpoints),
    ...missing("agents.meetings.agent", agents.meetings?.agent, bots),
  ];
}
