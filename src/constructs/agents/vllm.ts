import { Construct } from "constructs";
import type { Image } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import { ConfigFiles } from "../kubernetes/config-files";
import type { IConnections, Port } from "../kubernetes/connections";
import type { ClaimTemplate } from "../kubernetes/controller";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerProps, ContainerResources, PodProps, Probe, Volume } from "../kubernetes/pod";
import { refuse } from "../kubernetes/problems";
import { GeneratedSecret, type SecretKey } from "../kubernetes/secret";
import type { Workload } from "../kubernetes/workload";
import { embeddingOf, limitsOf, type EndpointOptions } from "./endpoint-options";
import { gpuDevices, gpuNodes, type GpuPlacement } from "./gpu-placement";
import type { EmbeddingReference, IEmbeddingEndpoint, ILlmEndpoint, LlmReference } from "./llm-endpoint";
import type { ModelFiles, ModelSource } from "./model-files";
import { modelServer } from "./model-server";
import { AGENTS_PROBLEMS } from "./problems";
import { vllmArguments, vllmEnvironment } from "./vllm-arguments";

export interface VllmProps extends EndpointOptions {
  readonly namespace: INamespace;
  /** Name of the service in Mattermost, and of the pods. */
  readonly name: string;
  /** Name that requests use for the model. */
  readonly model: string;
  /** Folder of the model's files below the source, `.` for the source itself; its name at Hugging Face for a download. */
  readonly path: string;
  /** Its files: a folder with `config.json` and `*.safetensors`. */
  readonly source: ModelSource;
  /** Several GPUs share the model: 1, 2, 4 or 8, all in one node. */
  readonly gpu: GpuPlacement;
  /** @default 4 CPU and 16Gi; the weights pass through memory on their way */
  readonly resources?: ContainerResources;
  /** Volume that the files are copied to. @default 50Gi of the default class */
  readonly storage?: ClaimTemplate;
  /** Conversations at the same time. @default 16 */
  readonly concurrent?: number;
  /** Jinja template of a conversation. @default - the model's own */
  readonly chatTemplate?: string;
  /** @default - generated in the cluster */
  readonly apiKey?: SecretKey;
  /** @default - the catalogue's */
  readonly image?: Image | string;
}

const HTTP: Port = { name: "http", port: 8000 };
const HOME = "/var/lib/vllm";
const TEMPLATE = { folder: "/etc/vllm", file: "chat-template.jinja" } as const;
const DEFAULTS = {
  resources: { cpu: "4", memory: "16Gi" },
  storage: { size: "50Gi" },
  concurrent: 16,
  limits: { contextTokens: 8192, timeoutSeconds: 30 },
} as const;
const HEALTH: Probe = { check: { http: { path: "/health", port: HTTP.port } } };
/** GPUs of one model pass their results through it. */
const SHARED_MEMORY = "2Gi";

/** One model on vLLM, on one or several GPUs of a node. Requests need its key; only allowed connections reach it. */
export class Vllm extends Construct implements ILlmEndpoint, IEmbeddingEndpoint {
  public readonly llm: LlmReference;
  public readonly connections: IConnections;
  public readonly workload: Workload;
  private readonly dimensions?: number;

  public constructor(scope: Construct, id: string, props: VllmProps) {
    super(scope, id);
    this.dimensions = props.dimensions;
    this.check(props);
    const limits = limitsOf(this, props, DEFAULTS.limits);
    const apiKey = props.apiKey ?? this.createKey(props);
    const { workload, ...server } = modelServer(this, {
      namespace: props.namespace,
      name: props.name,
      source: props.source,
      storage: props.storage ?? DEFAULTS.storage,
      publisher: "huggingface.co",
      http: HTTP,
      pod: (files) => this.pod(props, limits.contextTokens, apiKey, files),
    });
    this.workload = workload;
    this.connections = workload.connections;
    this.llm = { ...server, model: props.model, apiKey, ...limits };
  }

  /** The same server as one for vectors; its model must be one. */
  public get embedding(): EmbeddingReference {
    return embeddingOf(this, this.llm, this.dimensions);
  }

  private createKey({ name, namespace }: VllmProps): SecretKey {
    const secret = new GeneratedSecret(this, "Key", {
      namespace,
      name: `${name}-key`,
      fields: { apikey: { generate: { length: 48 } } },
    });
    return secret.key("apikey");
  }

  private pod(
    props: VllmProps,
    contextTokens: number,
    apiKey: SecretKey,
    files: ModelFiles,
  ): Omit<PodProps, "user"> {
    const template = this.template(props);
    return {
      terminationGraceSeconds: 60,
      volumes: {
        ...files.volumes,
        "shared-memory": { scratch: { memory: true, sizeLimit: SHARED_MEMORY } },
        ...(template && { template }),
      },
      initContainers: files.initContainers,
      containers: [container(props, contextTokens, apiKey, files)],
      ...gpuNodes(props.gpu),
    };
  }

  private template({ chatTemplate, name, namespace }: VllmProps): Volume | undefined {
    if (chatTemplate === undefined) return undefined;
    const files = new ConfigFiles(this, "Template", {
      namespace,
      name: `${name}-template`,
      files: { [TEMPLATE.file]: chatTemplate },
    });
    return { files };
  }

  private check({ concurrent, gpu }: VllmProps): void {
    const wrong = (message: string, expected: string): never =>
      refuse(this, AGENTS_PROBLEMS.count, { message, expected });
    if (![1, 2, 4, 8].includes(gpu.count)) wrong(`gpu.count is ${gpu.count}`, "1, 2, 4 or 8");
    if (concurrent !== undefined && !(Number.isInteger(concurrent) && concurrent >= 1))
      wrong(`concurrent is ${concurrent}`, "a whole number from 1 on");
  }
}

function container(
  props: VllmProps,
  contextTokens: number,
  apiKey: SecretKey,
  files: ModelFiles,
): ContainerProps {
  const fetched = "download" in props.source;
  return {
    name: "vllm",
    image: props.image ?? IMAGES.vllm,
    command: ["vllm", "serve"],
    args: vllmArguments({
      path: props.path,
      fetched,
      servedName: props.model,
      contextTokens,
      concurrent: props.concurrent ?? DEFAULTS.concurrent,
      gpus: props.gpu.count,
      port: HTTP.port,
      chatTemplate: props.chatTemplate === undefined ? undefined : `${TEMPLATE.folder}/${TEMPLATE.file}`,
      dimensions: props.dimensions,
    }),
    env: { ...vllmEnvironment(HOME, fetched), VLLM_API_KEY: { secret: apiKey } },
    ports: [HTTP],
    resources: props.resources ?? DEFAULTS.resources,
    devices: gpuDevices(props.gpu),
    scratch: [HOME, "/tmp"],
    mounts: [
      files.mount,
      { volume: "shared-memory", path: "/dev/shm" },
      ...(props.chatTemplate === undefined ? [] : [{ volume: "template", path: TEMPLATE.folder }]),
    ],
    // Half an hour: a large model is read, sharded and compiled first.
    startup: { ...HEALTH, periodSeconds: 10, failureThreshold: 180 },
    readiness: HEALTH,
    liveness: { ...HEALTH, periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 4 },
  };
}
