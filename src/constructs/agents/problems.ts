import type { ProblemKind } from "../../errors/catalogue";

const PLUGIN = "Mattermost Agents plugin, sources of the 2.x line";

/** Kinds of problems with language models, and with the assistants that ask them. */
export const AGENTS_PROBLEMS = {
  count: {
    code: "HF3800",
    severity: "error",
    title: "A model server has an impossible number of GPUs, answers or tokens.",
    fix: "Correct the number; GPUs that share one model are 1, 2, 4 or 8.",
  },
  address: {
    code: "HF3801",
    severity: "error",
    title: "The address of a language model can't be used.",
    fix: "Give http(s)://host[:port][/path] without user, query and the path of a request; hosted ones by https.",
    reference: PLUGIN,
  },
  dimensions: {
    code: "HF3802",
    severity: "error",
    title: "An endpoint is asked for vectors, and nobody says how long they are.",
    fix: "Give the dimensions of its model.",
    reference: PLUGIN,
  },
  disconnected: {
    code: "HF3803",
    severity: "error",
    title: "A disconnected site would ask, or fetch, something outside.",
    fix: "Use a model on the site's own nodes, with its files from a volume, an image or the object store.",
  },
  licence: {
    code: "HF3804",
    severity: "error",
    title: "The licence does not allow what the assistants are to do.",
    fix: "Give a licence of the tier that is named, or leave it out.",
    reference: PLUGIN,
  },
  unknown: {
    code: "HF3805",
    severity: "error",
    title: "Assistants refer to an endpoint or an agent that is not given, or a name is given twice.",
    fix: "Correct the name.",
  },
  fallback: {
    code: "HF3806",
    severity: "error",
    title: "A chain of fallbacks can't work.",
    fix: "End every chain, and put at most one Azure OpenAI service into each.",
    reference: PLUGIN,
  },
  index: {
    code: "HF3807",
    severity: "error",
    title: "An index can't hold vectors of this length.",
    fix: "Choose a model with at most 2000 dimensions, or 4000 as halfvec.",
    reference: "pgvector README, HNSW: vector up to 2,000 dimensions, halfvec up to 4,000",
  },
  extension: {
    code: "HF3808",
    severity: "error",
    title: "The database has no pgvector.",
    fix: 'Let a superuser create the extension "vector" first; name it in the extensions of the database.',
    reference: "pgvector 0.7, control file: not trusted",
  },
  version: {
    code: "HF3809",
    severity: "error",
    title: "The server's Agents plugin is of the old line, whose configuration is another.",
    fix: "Update the server to 11.7 or later.",
    reference: "Mattermost changelog: Agents 2.0 with server 11.7",
  },
  objectStore: {
    code: "HF3810",
    severity: "error",
    title: "A model's files are to come from an object store that is none.",
    fix: "Give an S3 store, or a volume claim.",
  },
} as const satisfies Record<string, ProblemKind>;
