/** What is known of a model that writes. Public facts of its repository. */
export interface LanguageModel {
  /** Parameters, billions. */
  readonly parameters: number;
  /** Parameters that one token passes through, billions; fewer than all in a mixture of experts. */
  readonly activeParameters?: number;
  readonly layers: number;
  /** Heads of keys and values; their size is what the cache grows by. */
  readonly kvHeads: number;
  readonly headDimension: number;
  /** Longest context, tokens. */
  readonly maxContext: number;
  /** Name in Ollama's library, without the tag of the quantization. */
  readonly ollama: string;
  readonly licence: string;
  readonly source: string;
  /** When the model was published, `YYYY-MM-DD`. */
  readonly date: string;
}

/** What is known of a model that turns text into vectors. */
export interface EmbeddingModel {
  /** Parameters, billions. */
  readonly parameters: number;
  /** Numbers of one vector. */
  readonly dimensions: number;
  /** Longest text, tokens. */
  readonly maxContext: number;
  /** Name in Ollama's library. @default - not in it */
  readonly ollama?: string;
  readonly licence: string;
  readonly source: string;
  readonly date: string;
}

const card = (repository: string): string => `config.json and model card of ${repository}`;
const LLAMA = { kvHeads: 8, headDimension: 128, maxContext: 131_072 } as const;
const APACHE = "Apache-2.0";

/** Models that write, whose memory this toolkit can work out. */
export const LANGUAGE_MODELS: Readonly<Record<string, LanguageModel>> = {
  "llama-3.2-1b": {
    ...LLAMA,
    parameters: 1.24,
    layers: 16,
    headDimension: 64,
    ollama: "llama3.2:1b-instruct",
    licence: "Llama 3.2 Community License",
    source: card("meta-llama/Llama-3.2-1B-Instruct"),
    date: "2024-09-25",
  },
  "llama-3.2-3b": {
    ...LLAMA,
    parameters: 3.21,
    layers: 28,
    ollama: "llama3.2:3b-instruct",
    licence: "Llama 3.2 Community License",
    source: card("meta-llama/Llama-3.2-3B-Instruct"),
    date: "2024-09-25",
  },
  "llama-3.1-8b": {
    ...LLAMA,
    parameters: 8.03,
    layers: 32,
    ollama: "llama3.1:8b-instruct",
    licence: "Llama 3.1 Community License",
    source: card("meta-llama/Llama-3.1-8B-Instruct"),
    date: "2024-07-23",
  },
  "llama-3.3-70b": {
    ...LLAMA,
    parameters: 70.6,
    layers: 80,
    ollama: "llama3.3:70b-instruct",
    licence: "Llama 3.3 Community License",
    source: card("meta-llama/Llama-3.3-70B-Instruct"),
    date: "2024-12-06",
  },
  "qwen2.5-1.5b": {
    parameters: 1.54,
    layers: 28,
    kvHeads: 2,
    headDimension: 128,
    maxContext: 32_768,
    ollama: "qwen2.5:1.5b-instruct",
    licence: APACHE,
    source: card("Qwen/Qwen2.5-1.5B-Instruct"),
    date: "2024-09-19",
  },
  "qwen2.5-7b": {
    parameters: 7.62,
    layers: 28,
    kvHeads: 4,
    headDimension: 128,
    maxContext: 32_768,
    ollama: "qwen2.5:7b-instruct",
    licence: APACHE,
    source: card("Qwen/Qwen2.5-7B-Instruct"),
    date: "2024-09-19",
  },
  "qwen2.5-32b": {
    parameters: 32.8,
    layers: 64,
    kvHeads: 8,
    headDimension: 128,
    maxContext: 32_768,
    ollama: "qwen2.5:32b-instruct",
    licence: APACHE,
    source: card("Qwen/Qwen2.5-32B-Instruct"),
    date: "2024-09-19",
  },
  "mistral-7b": {
    parameters: 7.25,
    layers: 32,
    kvHeads: 8,
    headDimension: 128,
    maxContext: 32_768,
    ollama: "mistral:7b-instruct",
    licence: APACHE,
    source: card("mistralai/Mistral-7B-Instruct-v0.3"),
    date: "2024-05-22",
  },
  "mixtral-8x7b": {
    parameters: 46.7,
    activeParameters: 12.9,
    layers: 32,
    kvHeads: 8,
    headDimension: 128,
    maxContext: 32_768,
    ollama: "mixtral:8x7b-instruct",
    licence: APACHE,
    source: card("mistralai/Mixtral-8x7B-Instruct-v0.1"),
    date: "2023-12-11",
  },
};

/** Models that turn text into vectors. */
export const EMBEDDING_MODELS: Readonly<Record<string, EmbeddingModel>> = {
  "all-minilm": {
    parameters: 0.023,
    dimensions: 384,
    maxContext: 256,
    ollama: "all-minilm:l6-v2",
    licence: APACHE,
    source: card("sentence-transformers/all-MiniLM-L6-v2"),
    date: "2021-08-30",
  },
  "nomic-embed-text": {
    parameters: 0.137,
    dimensions: 768,
    maxContext: 2048,
    ollama: "nomic-embed-text:v1.5",
    licence: APACHE,
    source: card("nomic-ai/nomic-embed-text-v1.5"),
    date: "2024-02-14",
  },
  "bge-m3": {
    parameters: 0.568,
    dimensions: 1024,
    maxContext: 8192,
    ollama: "bge-m3:567m",
    licence: "MIT",
    source: card("BAAI/bge-m3"),
    date: "2024-01-30",
  },
  "qwen3-embedding-8b": {
    parameters: 7.57,
    dimensions: 4096,
    maxContext: 32_768,
    ollama: "qwen3-embedding:8b",
    licence: APACHE,
    source: card("Qwen/Qwen3-Embedding-8B"),
    date: "2025-06-05",
  },
  "text-embedding-ada-002": hosted(1536, "2022-12-15"),
  "text-embedding-3-small": hosted(1536, "2024-01-25"),
  "text-embedding-3-large": hosted(3072, "2024-01-25"),
};

/** Models of OpenAI, of unknown size: they run nowhere else. */
function hosted(dimensions: number, date: string): EmbeddingModel {
  return {
    parameters: 0,
    dimensions,
    maxContext: 8191,
    licence: "service terms of the provider",
    source: "OpenAI documentation, embedding models",
    date,
  };
}

/** Bits that one parameter takes, block scales and the finer kept layers counted in. */
export const QUANTIZATIONS = {
  q4_k_m: 4.9,
  q5_k_m: 5.7,
  q6_k: 6.6,
  q8_0: 8.5,
  fp8: 8.2,
  awq: 4.5,
  f16: 16,
} as const;

export type Quantization = keyof typeof QUANTIZATIONS;
