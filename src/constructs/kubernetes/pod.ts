import type { Image } from "../../catalog/image";
import type { ConfigFiles } from "./config-files";
import type { Port } from "./connections";
import type { ISecret, SecretKey } from "./secret";

/** A value of an environment variable. `$(NAME)` in a text is expanded by Kubernetes from earlier variables. */
export type EnvValue = string | { readonly secret: SecretKey } | { readonly field: string };

/** A volume of a pod. */
export type Volume =
  /** Empty at each start. */
  | { readonly scratch: { readonly sizeLimit?: string; readonly memory?: boolean } }
  | { readonly files: ConfigFiles }
  | { readonly configMap: { readonly name: string; readonly items?: Readonly<Record<string, string>> } }
  /** `items` maps keys to file names; all keys if left out. */
  | { readonly secret: ISecret; readonly items?: Readonly<Record<string, string>> }
  | { readonly claim: string }
  /** File `token` of the pod's service account for one audience, renewed by the kubelet. The API server refuses it. */
  | { readonly token: { readonly audience: string } };

export interface Mount {
  /** Name of a volume of the pod, or of a claim template of a StatefulSet. */
  readonly volume: string;
  readonly path: string;
  /** One file or folder of the volume. */
  readonly subPath?: string;
  /** @default true for files and secrets, else false */
  readonly readOnly?: boolean;
}

/** A check of a container. Times in seconds. */
export interface Probe {
  readonly check:
    | { readonly http: { readonly path: string; readonly port: number; readonly scheme?: "HTTP" | "HTTPS" } }
    | { readonly tcp: number }
    | { readonly exec: readonly string[] };
  /** @default 10 */
  readonly periodSeconds?: number;
  /** @default 5 */
  readonly timeoutSeconds?: number;
  /** @default 3 */
  readonly failureThreshold?: number;
  /** @default 0 */
  readonly initialDelaySeconds?: number;
}

/** CPU is a request without limit (a limit would throttle); memory is request and limit at once. */
export interface ContainerResources {
  readonly cpu: string;
  readonly memory: string;
}

export interface ContainerProps {
  readonly name: string;
  /** An image of the catalogue, or an exact reference of your own, which is used as it is. */
  readonly image: Image | string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, EnvValue>>;
  readonly ports?: readonly Port[];
  readonly resources: ContainerResources;
  /**
   * Devices by their resource name, e.g. `{ "nvidia.com/gpu": 1 }`; requests and limits at once.
   * @default {}
   */
  readonly devices?: Readonly<Record<string, number>>;
  /** Folders that may be written; the rest of the root file system is read-only. */
  readonly scratch?: readonly string[];
  readonly mounts?: readonly Mount[];
  readonly startup?: Probe;
  readonly readiness?: Probe;
  readonly liveness?: Probe;
  /** Command that runs before the stop signal. */
  readonly preStop?: readonly string[];
}

/** A taint that a pod puts up with; without a value any value. */
export interface Toleration {
  readonly key: string;
  readonly value?: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** The user of a pod. Never root. */
export interface PodUser {
  readonly uid: number;
  /** @default - the uid */
  readonly gid?: number;
  /** Group that owns the volumes. @default - the gid */
  readonly fsGroup?: number;
}

/** A setting that is weaker than "restricted", and why. Every one of them reaches the evidence. */
export type Weakening =
  | { readonly setting: "hostNetwork"; readonly reason: string }
  | { readonly setting: "addCapability"; readonly capability: string; readonly reason: string }
  | { readonly setting: "writableRoot"; readonly reason: string };

export interface PodProps {
  readonly user: PodUser;
  readonly containers: readonly ContainerProps[];
  readonly initContainers?: readonly ContainerProps[];
  readonly volumes?: Readonly<Record<string, Volume>>;
  /** @default 30 */
  readonly terminationGraceSeconds?: number;
  /**
   * Whether two pods may share a node: `required` forbids it, `preferred` avoids it.
   * @default "preferred"
   */
  readonly spread?: "required" | "preferred";
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints of nodes that the pods put up with. @default [] */
  readonly tolerations?: readonly Toleration[];
  /** RuntimeClass of the nodes, e.g. `nvidia` on k3s. @default - the node's own */
  readonly runtimeClass?: string;
  /**
   * Service account whose token the pod gets.
   * @default - no token
   */
  readonly serviceAccount?: string;
  /**
   * Whether the containers get a token for the API server; a volume with a token for somebody else needs none.
   * @default true with a service account
   */
  readonly apiToken?: boolean;
  /** Containers see and may signal each other's processes, of the same user only. @default false */
  readonly sharedProcesses?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Anything else that must roll the pods when it changes, by name. */
  readonly rollOn?: Readonly<Record<string, string>>;
  /** @default [] */
  readonly weakenings?: readonly Weakening[];
}
