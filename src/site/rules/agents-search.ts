import { EMBEDDING_MODELS, LANGUAGE_MODELS } from "../../catalog/language-models";
import type { Site } from "../site";
import { isLocal, AGENTS_PLUGIN } from "./agents-read";
import { rules } from "./rule";

const PGVECTOR = "pgvector README, HNSW: vector up to 2,000 dimensions, halfvec up to 4,000";
const INDEX_LIMITS = { vector: 2000, halfvec: 4000 } as const;

/** Rules on search by meaning. */
export const AGENTS_SEARCH_RULES = rules(
  {
    code: "HF2751",
    severity: "error",
    title: "The vectors of the search have another length than those of its model.",
    fix: "remove agents.search.dimensions, or give what the model makes",
    reference: `${AGENTS_PLUGIN}: the column's length must equal the model's`,
    find: ({ agents }) => {
      const made = embeddingModel(agents)?.dimensions;
      const wanted = agents?.search?.dimensions;
      if (made === undefined || wanted === made) return [];
      return [
        {
          path: "agents.search.dimensions",
          message: `agents.search.dimensions is ${wanted ?? "absent"}, the model makes ${made}`,
          expected: String(made),
        },
      ];
    },
  },
  {
    code: "HF2752",
    severity: "error",
    title: "The search asks an endpoint that makes no vectors, or nobody says how long they are.",
    fix: "point agents.search.endpoint at an embedding model, with dimensions where the catalogue doesn't know it",
    reference: AGENTS_PLUGIN,
    find: ({ agents }) => {
      const search = agents?.search;
      const endpoint = agents?.endpoints.find(({ name }) => name === search?.endpoint);
      if (search === undefined || endpoint === undefined) return [];
      const writes = isLocal(endpoint) && endpoint.model in LANGUAGE_MODELS;
      if (search.dimensions > 0 && !writes && endpoint.kind !== "anthropic") return [];
      return [
        {
          path: "agents.search.endpoint",
          message: `agents.search.endpoint is ${search.endpoint}, of the kind ${endpoint.kind} with the model ${endpoint.model}`,
          expected: "an embedding model with known dimensions",
        },
      ];
    },
  },
  {
    code: "HF2753",
    severity: "error",
    title: "No index holds vectors of this length.",
    fix: "choose a model with shorter vectors",
    reference: PGVECTOR,
    find: ({ agents }) => {
      const search = agents?.search;
      if (search === undefined || search.dimensions <= INDEX_LIMITS[search.elementType]) return [];
      return [
        {
          path: "agents.search.endpoint",
          message: `agents.search has ${search.dimensions} dimensions as ${search.elementType}`,
          expected: `at most ${INDEX_LIMITS[search.elementType]}`,
        },
      ];
    },
  },
  {
    code: "HF2754",
    severity: "warning",
    title:
      "The type halfvec is new in the Agents plugin; a release that doesn't know it can't make the index.",
    fix: "choose a model with at most 2000 dimensions, or try the search before you rely on it",
    reference: `${AGENTS_PLUGIN}: seen in the newest sources only`,
    path: "agents.search",
    when: ({ agents }) => agents?.search?.elementType === "halfvec",
    message: ({ agents }) => `agents.search stores ${agents?.search?.dimensions ?? 0} dimensions as halfvec`,
    expected: "vector",
  },
);

function embeddingModel(agents: Site["agents"]): { readonly dimensions: number } | undefined {
  const endpoint = agents?.endpoints.find(({ name }) => name === agents.search?.endpoint);
  return endpoint && EMBEDDING_MODELS[endpoint.model];
}
