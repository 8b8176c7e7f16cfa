import { MODELS } from "./model-files";

/** Settings of Ollama's server. */
export interface OllamaSettings {
  /** Context of one conversation. */
  readonly contextTokens: number;
  /** Conversations at the same time; each has its own cache. */
  readonly concurrent: number;
  /** Questions that may wait; more are refused with 503. */
  readonly queue: number;
  readonly gpu: boolean;
  /** Writable folder. */
  readonly home: string;
  readonly port: number;
}

/**
 * Environment of `ollama serve`. One model stays loaded for ever. Nothing of its cloud is asked: without OLLAMA_NO_CLOUD
 * it calls ollama.com at each start, seen with 0.32.15.
 */
export function ollamaEnvironment(settings: OllamaSettings): Readonly<Record<string, string>> {
  return {
    HOME: settings.home,
    OLLAMA_HOST: `0.0.0.0:${settings.port}`,
    OLLAMA_MODELS: MODELS,
    OLLAMA_CONTEXT_LENGTH: String(settings.contextTokens),
    OLLAMA_NUM_PARALLEL: String(settings.concurrent),
    OLLAMA_MAX_LOADED_MODELS: "1",
    OLLAMA_MAX_QUEUE: String(settings.queue),
    OLLAMA_KEEP_ALIVE: "-1",
    OLLAMA_LOAD_TIMEOUT: "15m",
    OLLAMA_KV_CACHE_TYPE: "f16",
    OLLAMA_FLASH_ATTENTION: String(settings.gpu),
    OLLAMA_NO_CLOUD: "true",
    OLLAMA_NOPRUNE: "true",
    OLLAMA_NOHISTORY: "true",
    // The image asks for every GPU of the node, and gets them where the NVIDIA runtime is the default one.
    ...(settings.gpu ? {} : { NVIDIA_VISIBLE_DEVICES: "void" }),
  };
}
