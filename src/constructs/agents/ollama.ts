import { Construct } from "constructs";
import type { Image } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import type { IConnections, Port } from "../kubernetes/connections";
import type { ClaimTemplate } from "../kubernetes/controller";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerProps, ContainerResources, PodProps, Probe } from "../kubernetes/pod";
import { refuse } from "../kubernetes/problems";
import type { Workload } from "../kubernetes/workload";
import { embeddingOf, limitsOf, type EndpointOptions } from "./endpoint-options";
import { gpuDevices, gpuNodes, type GpuPlacement } from "./gpu-placement";
import type { EmbeddingReference, IEmbeddingEndpoint, ILlmEndpoint, LlmReference } from "./llm-endpoint";
import type { ModelFiles, ModelSource } from "./model-files";
import { modelServer } from "./model-server";
import { ollamaEnvironment } from "./ollama-environment";
import { AGENTS_PROBLEMS } from "./problems";

export interface OllamaProps extends EndpointOptions {
  readonly namespace: INamespace;
  /** Name of the service in Mattermost, and of the pods. */
  readonly name: string;
  /** Model as Ollama names it, e.g. `llama3.2:3b-instruct-q4_K_M`. */
  readonly model: string;
  /** Its files: a folder with `manifests` and `blobs`, as `ollama pull` leaves it. */
  readonly source: ModelSource;
  /** @default - the processor, which is slow */
  readonly gpu?: GpuPlacement;
  /** @default 8 CPU and 8Gi; 2 CPU and 6Gi with GPU */
  readonly resources?: ContainerResources;
  /** Volume that the files are copied to. @default 20Gi of the default class */
  readonly storage?: ClaimTemplate;
  /** Conversations at the same time. @default 2 */
  readonly concurrent?: number;
  /** Questions that may wait. @default 64 */
  readonly queue?: number;
  /** @default - the catalogue's */
  readonly image?: Image | string;
}

const HTTP: Port = { name: "http", port: 11_434 };
const HOME = "/var/lib/ollama";
const DEFAULTS = {
  resources: { cpu: "8", memory: "8Gi" },
  gpuResources: { cpu: "2", memory: "6Gi" },
  storage: { size: "20Gi" },
  concurrent: 2,
  queue: 64,
  limits: { contextTokens: 8192, timeoutSeconds: 300 },
  gpuLimits: { contextTokens: 8192, timeoutSeconds: 30 },
} as const;
const ALIVE: Probe = { check: { http: { path: "/", port: HTTP.port } } };

/**
 * One model on Ollama, with or without GPU. It opens no connection, unless the model is to be fetched from its
 * publisher. It has neither login nor TLS, so only connections that are allowed reach it.
 */
export class Ollama extends Construct implements ILlmEndpoint, IEmbeddingEndpoint {
  public readonly llm: LlmReference;
  public readonly connections: IConnections;
  public readonly workload: Workload;
  private readonly dimensions?: number;

  public constructor(scope: Construct, id: string, props: OllamaProps) {
    super(scope, id);
    this.dimensions = props.dimensions;
    const limits = limitsOf(this, props, props.gpu ? DEFAULTS.gpuLimits : DEFAULTS.limits);
    this.check(props);
    const { workload, ...server } = modelServer(this, {
      namespace: props.namespace,
      name: props.name,
      source: props.source,
      storage: props.storage ?? DEFAULTS.storage,
      publisher: "registry.ollama.ai",
      http: HTTP,
      pod: (files) => this.pod(props, limits.contextTokens, files),
    });
    this.workload = workload;
    this.connections = workload.connections;
    this.llm = { ...server, model: props.model, ...limits };
  }

  /** The same server as one for vectors; its model must be one. */
  public get embedding(): EmbeddingReference {
    return embeddingOf(this, this.llm, this.dimensions);
  }

  private pod(props: OllamaProps, contextTokens: number, files: ModelFiles): Omit<PodProps, "user"> {
    const container = this.container(props, contextTokens, files);
    const fetched = "download" in props.source ? [fetching(container, props.model)] : [];
    return {
      volumes: files.volumes,
      initContainers: [...files.initContainers, ...fetched],
      containers: [container],
      ...gpuNodes(props.gpu),
    };
  }

  private container(props: OllamaProps, contextTokens: number, files: ModelFiles): ContainerProps {
    const { gpu } = props;
    return {
      name: "ollama",
      image: props.image ?? IMAGES.ollama,
      command: ["/bin/ollama", "serve"],
      env: ollamaEnvironment({
        contextTokens,
        concurrent: props.concurrent ?? DEFAULTS.concurrent,
        queue: props.queue ?? DEFAULTS.queue,
        gpu: gpu !== undefined,
        home: HOME,
        port: HTTP.port,
      }),
      ports: [HTTP],
      resources: props.resources ?? (gpu ? DEFAULTS.gpuResources : DEFAULTS.resources),
      devices: gpuDevices(gpu),
      scratch: [HOME, "/tmp"],
      mounts: [files.mount],
      startup: { ...ALIVE, periodSeconds: 2, failureThreshold: 60 },
      readiness: ALIVE,
      liveness: { ...ALIVE, periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 6 },
    };
  }

  private check({ concurrent, gpu, queue }: OllamaProps): void {
    for (const [what, count] of Object.entries({ concurrent, queue, gpus: gpu?.count })) {
      if (count === undefined || (Number.isInteger(count) && count >= 1)) continue;
      refuse(this, AGENTS_PROBLEMS.count, {
        message: `${what} is ${count}`,
        expected: "a whole number from 1 on",
      });
    }
  }
}

/** Fetches the model before the server starts; a later start finds it and asks for the manifest only. */
function fetching(server: ContainerProps, model: string): ContainerProps {
  return {
    name: "fetch-model",
    image: server.image,
    command: ["/bin/sh", "-c", FETCH],
    env: { ...server.env, OLLAMA_HOST: "127.0.0.1:11434", MODEL: model },
    resources: { cpu: "500m", memory: "1Gi" },
    scratch: server.scratch,
    mounts: server.mounts,
  };
}

const FETCH =
  'set -eu; ollama serve & until ollama list >/dev/null 2>&1; do sleep 1; done; ollama show "$MODEL" >/dev/null 2>&1 || ollama pull "$MODEL"';
