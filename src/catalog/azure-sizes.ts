import type { AzureCloud } from "./azure-clouds";

/** A size of machine that a node pool can have. */
export interface AzureSize {
  readonly name: string;
  readonly cpus: number;
  /** GiB. */
  readonly memory: number;
}

/** Smallest first; there is always one. */
type AzureSizes = readonly [AzureSize, ...AzureSize[]];

function general(generation: number): AzureSizes {
  const size = (cpus: number): AzureSize => ({
    name: `Standard_D${cpus}ds_v${generation}`,
    cpus,
    memory: cpus * 4,
  });
  return [size(4), size(8), size(16), size(32), size(48), size(64)];
}

/**
 * Sizes that sizing chooses from, smallest first: general purpose with a local disk. The older generation for Azure
 * Government, whose regions are slower to get new ones. Source: Azure virtual machine sizes, Ddsv4 and Ddsv5. Whether a
 * region has a size, and quota for it, no table here knows.
 */
export const AZURE_SIZES: Readonly<Record<AzureCloud, AzureSizes>> = {
  azure: general(5),
  "azure-government": general(4),
};

/**
 * What AKS leaves for pods on a machine: CPUs, and memory in GiB. It keeps 60 to 140 thousandths of the first CPUs and
 * growing parts of the others, memory for the kubelet by the number of pods, and 100 Mi before it evicts.
 * Source: AKS documentation, resource reservations (Kubernetes 1.29 and later).
 */
export function allocatable(
  { cpus, memory }: AzureSize,
  maxPods: number,
): { readonly cpus: number; readonly memory: number } {
  const reservedCpus = 0.06 + 0.02 * Math.min(cpus, 4) + 0.01 * Math.max(0, cpus - 4);
  const kubelet = Math.min((20 * maxPods + 50) / 1024, memory * 0.25);
  return { cpus: cpus - reservedCpus, memory: memory - kubelet - 0.1 };
}
