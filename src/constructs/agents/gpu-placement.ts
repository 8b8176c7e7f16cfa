import type { PodProps, Toleration } from "../kubernetes/pod";

/** GPUs of a pod, and the nodes that have them. */
export interface GpuPlacement {
  /** GPUs, or slices of one. */
  readonly count: number;
  /** @default "nvidia.com/gpu" */
  readonly resource?: string;
  /** Labels of the nodes. @default nvidia.com/gpu.present: true */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints of the nodes. @default nvidia.com/gpu, NoSchedule */
  readonly tolerations?: readonly Toleration[];
  /** @default - the node's own */
  readonly runtimeClass?: string;
}

export const GPU_RESOURCE = "nvidia.com/gpu";

const DEFAULTS = {
  nodeSelector: { "nvidia.com/gpu.present": "true" },
  tolerations: [{ key: GPU_RESOURCE, effect: "NoSchedule" }],
} as const;

/** Resource of a MIG slice such as `1g.10gb`, with the strategy `mixed`. */
export function sliceResource(profile: string): string {
  return `nvidia.com/mig-${profile}`;
}

/** What the container asks for. */
export function gpuDevices(gpu: GpuPlacement | undefined): Readonly<Record<string, number>> | undefined {
  return gpu && { [gpu.resource ?? GPU_RESOURCE]: gpu.count };
}

/** Where the pod may stand. */
export function gpuNodes(
  gpu: GpuPlacement | undefined,
): Pick<PodProps, "nodeSelector" | "tolerations" | "runtimeClass"> {
  if (!gpu) return {};
  return {
    nodeSelector: gpu.nodeSelector ?? DEFAULTS.nodeSelector,
    tolerations: gpu.tolerations ?? DEFAULTS.tolerations,
    runtimeClass: gpu.runtimeClass,
  };
}
