import { GPU_SHARE } from "../../catalog/gpus";
import { MODELS } from "./model-files";

/** Settings of vLLM's server. */
export interface VllmSettings {
  /** Folder of the model below `/models`, or its name at Hugging Face when it is fetched. */
  readonly path: string;
  readonly fetched: boolean;
  /** Name that requests use. */
  readonly servedName: string;
  readonly contextTokens: number;
  readonly concurrent: number;
  /** GPUs that share the model. */
  readonly gpus: number;
  readonly port: number;
  /** File of a chat template. @default - the model's own */
  readonly chatTemplate?: string;
  /** @default - it writes */
  readonly dimensions?: number;
}

/** Command line of `vllm serve`. */
export function vllmArguments(settings: VllmSettings): readonly string[] {
  const { chatTemplate, dimensions } = settings;
  return [
    settings.fetched ? settings.path : `${MODELS}/${settings.path}`.replace(/\/\.?$/, ""),
    ...flags({
      host: "0.0.0.0",
      port: settings.port,
      "served-model-name": settings.servedName,
      "max-model-len": settings.contextTokens,
      "max-num-seqs": settings.concurrent,
      "tensor-parallel-size": settings.gpus,
      "gpu-memory-utilization": GPU_SHARE,
    }),
    ...(settings.fetched ? ["--download-dir", MODELS] : []),
    ...(chatTemplate ? ["--chat-template", chatTemplate] : []),
    // The plugin names the dimensions in each request, which vLLM refuses unless the model is said to be cut to them.
    ...(dimensions
      ? ["--runner", "pooling", "--hf-overrides", JSON.stringify({ matryoshka_dimensions: [dimensions] })]
      : []),
  ];
}

function flags(values: Readonly<Record<string, string | number>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

/** Environment of vLLM: no usage statistics, nothing fetched unless asked for, every cache in the writable folder. */
export function vllmEnvironment(home: string, fetched: boolean): Readonly<Record<string, string>> {
  const offline = fetched ? "0" : "1";
  return {
    HOME: home,
    // The image knows no user of this number, and PyTorch asks for a name.
    USER: "vllm",
    XDG_CACHE_HOME: `${home}/cache`,
    VLLM_CACHE_ROOT: `${home}/cache/vllm`,
    TRITON_CACHE_DIR: `${home}/cache/triton`,
    TORCHINDUCTOR_CACHE_DIR: `${home}/cache/inductor`,
    HF_HOME: `${home}/huggingface`,
    HF_HUB_OFFLINE: offline,
    TRANSFORMERS_OFFLINE: offline,
    HF_HUB_DISABLE_TELEMETRY: "1",
    VLLM_NO_USAGE_STATS: "1",
    DO_NOT_TRACK: "1",
  };
}
