import { problem } from "../../../errors/catalogue";
import type { Problem } from "../../../errors/problem";
import { AGENTS_PROBLEMS } from "../../agents/problems";
import type { AgentsConfiguration } from "./agents-setup";

/** Dimensions that an HNSW index of pgvector holds, by type of the column. */
const INDEX_LIMITS = { vector: 2000, halfvec: 4000 } as const;

/** Names that lead nowhere, and names that are given twice. */
export function checkNames(configuration: AgentsConfiguration, path: string): readonly Problem[] {
  const { agents, meetings, services, toolServers } = configuration;
  const endpoints = services.map(({ llm }) => llm.name);
  const bots = agents.map(({ name }) => name);
  const unknown = (message: string, known: readonly string[]): Problem =>
    problem(AGENTS_PROBLEMS.unknown, { path, message, expected: `one of ${known.join(", ") || "none"}` });
  const twice = (what: string, names: readonly string[]): readonly Problem[] =>
    names
      .filter((name, index) => names.indexOf(name) < index)
      .map((name) =>
        problem(AGENTS_PROBLEMS.unknown, {
          path,
          message: `${what} ${name} is given twice`,
          expected: "a name each",
        }),
      );
  return [
    ...twice("the endpoint", endpoints),
    ...twice("the agent", bots),
    ...twice(
      "the tool server",
      toolServers.map(({ name }) => name),
    ),
    ...agents
      .filter(({ endpoint }) => !endpoints.includes(endpoint))
      .map(({ name, endpoint }) => unknown(`the agent ${name} asks ${endpoint}`, endpoints)),
    ...services
      .filter(({ fallback }) => fallback !== undefined && !endpoints.includes(fallback))
      .map(({ llm, fallback }) => unknown(`${llm.name} falls back to ${fallback ?? ""}`, endpoints)),
    ...(meetings === undefined || bots.includes(meetings)
      ? []
      : [unknown(`calls are summed up by ${meetings}`, bots)]),
    ...(endpoints.length > 0 && bots.length > 0
      ? []
      : [
          unknown(`there are ${endpoints.length} endpoints and ${bots.length} agents`, ["at least one each"]),
        ]),
  ];
}

/** Chains of fallbacks that never end, or that the plugin can't tell apart. */
export function checkChains({ services }: AgentsConfiguration, path: string): readonly Problem[] {
  const byName = new Map(services.map((each) => [each.llm.name, each]));
  return services.flatMap(({ llm }) => {
    const chain: string[] = [];
    for (
      let name: string | undefined = llm.name;
      name !== undefined && !chain.includes(name) && byName.has(name);
      name = byName.get(name)?.fallback
    )
      chain.push(name);
    const last = byName.get(chain.at(-1) ?? "")?.fallback;
    const azure = chain.filter((name) => byName.get(name)?.llm.protocol === "azure");
    const circle = last !== undefined && chain.includes(last);
    if (!circle && azure.length < 2) return [];
    return [
      problem(AGENTS_PROBLEMS.fallback, {
        path,
        message: `the chain ${[...chain, ...(circle ? [last] : [])].join(", ")} ${circle ? "is a circle" : "has two services of Azure"}`,
        expected: circle ? "an end" : "one service of Azure at most",
      }),
    ];
  });
}

/** Vectors that no index holds. */
export function indexProblem(
  { elementType, embedding }: NonNullable<AgentsConfiguration["search"]>,
  path: string,
): readonly Problem[] {
  const limit = INDEX_LIMITS[elementType];
  if (embedding.dimensions <= limit) return [];
  return [
    problem(AGENTS_PROBLEMS.index, {
      path,
      message: `vectors of ${embedding.dimensions} dimensions as ${elementType}`,
      expected: `at most ${limit}`,
    }),
  ];
}
