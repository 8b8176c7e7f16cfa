import { AZURE_REGIONS } from "./azure-regions";
import type { AzureCloud } from "./azure-clouds";
import type { AzureSize } from "./azure-sizes";

/**
 * Sizes of worker machines that AKS on Azure Local takes, smallest first. Sizes for Windows are left out.
 * Source: AKS on Azure Local documentation, scale requirements.
 */
export const LOCAL_SIZES: readonly [AzureSize, ...AzureSize[]] = [
  { name: "Standard_A2_v2", cpus: 2, memory: 4 },
  { name: "Standard_A4_v2", cpus: 4, memory: 8 },
  { name: "Standard_D4s_v3", cpus: 4, memory: 16 },
  { name: "Standard_D8s_v3", cpus: 8, memory: 32 },
];

/** Sizes of control plane machines. Source: as above. */
export const LOCAL_CONTROL_PLANE_SIZES: readonly string[] = [
  "Standard_A4_v2",
  "Standard_D4s_v3",
  "Standard_D8s_v3",
];

/** Most machines in a pool. Source: as above. */
export const MAX_LOCAL_POOL = 64;

/**
 * Days that a cluster does without Azure before its certificates end.
 * Source: AKS on Azure Local documentation, connectivity modes (2025-04).
 */
export const DAYS_WITHOUT_AZURE = 30;

/** Regions that an instance is recorded in; in Azure Government it is one. Source: Azure Local system requirements. */
export function localRegions(cloud: AzureCloud): readonly string[] {
  return cloud === "azure-government" ? ["usgovvirginia"] : Object.keys(AZURE_REGIONS.azure);
}
