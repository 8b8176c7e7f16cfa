import { AZURE_SIZES } from "../../catalog/azure-sizes";
import type { AzureCloud } from "../../catalog/azure-clouds";
import { DEFAULTS } from "../defaults";
import type { SiteAzure, SiteAzurePool } from "../site-azure";
import { sizeNodes, type PodLoad } from "../sizing/azure";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

type KubernetesSpec = NonNullable<SiteSpec["azure"]>["kubernetes"];
type PoolSpec = KubernetesSpec["pool"];

/** What the site's machines carry, and how many there are. */
export interface NodeLoads {
  readonly nodes: number;
  readonly pods: readonly PodLoad[];
  /** Nodes with GPUs; 0 where there are none. */
  readonly gpuNodes: number;
}

/** The AKS cluster of a site. */
export function resolveKubernetes(
  kubernetes: KubernetesSpec,
  cloud: AzureCloud,
  loads: NodeLoads,
  ledger: Ledger,
): SiteAzure["kubernetes"] {
  const path = "azure.kubernetes";
  const defaults = DEFAULTS.azure;
  return {
    version: ledger.optional(`${path}.version`, kubernetes.version, "the newest that AKS calls stable"),
    tier: ledger.chosen(`${path}.tier`, kubernetes.tier, defaults.tier),
    adminGroups: ledger.written(`${path}.adminGroups`, kubernetes.adminGroups),
    egress: ledger.chosen(`${path}.egress`, kubernetes.egress, defaults.egress),
    registryId: ledger.optional(
      `${path}.registryId`,
      kubernetes.registryId,
      "nodes start from Microsoft's registry, through the firewall",
    ),
    diskKeys: ledger.chosen(`${path}.diskKeys`, kubernetes.diskKeys, defaults.diskKeys),
    fips: ledger.chosen(`${path}.fips`, kubernetes.fips, {
      value: cloud === "azure-government",
      reason: "agencies need validated cryptography; elsewhere the newest images come first",
    }),
    maintenance: ledger.chosen(`${path}.maintenance`, kubernetes.maintenance, defaults.maintenance),
    systemPool: resolvePool(`${path}.systemPool`, kubernetes.systemPool, systemPool(cloud), ledger),
    pool: resolvePool(`${path}.pool`, kubernetes.pool, sitePool(cloud, loads), ledger),
    mediaPool: mediaPool(kubernetes.mediaPool, cloud, ledger),
    gpuPool: gpuPool(kubernetes.gpuPool, loads, ledger),
  };
}

interface PoolSize {
  readonly vmSize: { readonly value: string; readonly reason: string; readonly source?: string };
  readonly minimum: { readonly value: number; readonly reason: string };
}

function resolvePool(path: string, pool: PoolSpec, size: PoolSize, ledger: Ledger): SiteAzurePool {
  const minimum = ledger.sized(`${path}.minimum`, pool?.minimum, size.minimum);
  return {
    vmSize: ledger.sized(`${path}.vmSize`, pool?.vmSize, size.vmSize),
    minimum,
    maximum: ledger.sized(`${path}.maximum`, pool?.maximum, {
      value: minimum + 1,
      reason: `${minimum} + 1: one more while a machine is replaced`,
    }),
  };
}

function systemPool(cloud: AzureCloud): PoolSize {
  const [smallest] = AZURE_SIZES[cloud];
  return {
    vmSize: { value: smallest.name, reason: "4 CPUs, the smallest that AKS recommends for its own parts" },
    minimum: { value: 3, reason: "one in each zone" },
  };
}

function sitePool(cloud: AzureCloud, { nodes, pods }: NodeLoads): PoolSize {
  return {
    vmSize: sizeNodes(pods, nodes, AZURE_SIZES[cloud]),
    minimum: { value: nodes, reason: "cluster.nodes.count" },
  };
}

function mediaPool(pool: PoolSpec, cloud: AzureCloud, ledger: Ledger): SiteAzurePool | undefined {
  const path = "azure.kubernetes.mediaPool";
  if (pool === undefined) {
    ledger.absent(path, "media routers run on the site's other machines");
    return undefined;
  }
  const [smallest, next = smallest] = AZURE_SIZES[cloud];
  const size: PoolSize = {
    vmSize: { value: next.name, reason: "8 CPUs: one router a machine" },
    minimum: { value: 2, reason: "one may be away" },
  };
  return resolvePool(path, pool, size, ledger);
}

function gpuPool(
  pool: KubernetesSpec["gpuPool"],
  { gpuNodes }: NodeLoads,
  ledger: Ledger,
): SiteAzurePool | undefined {
  const path = "azure.kubernetes.gpuPool";
  if (pool === undefined) {
    ledger.absent(path, "no machine with GPUs is made");
    return undefined;
  }
  const { vmSize, minimum, maximum } = pool;
  const made = resolvePool(
    path,
    { vmSize, minimum, maximum },
    {
      vmSize: { value: vmSize, reason: "only a person knows which GPUs the region has" },
      minimum: { value: gpuNodes, reason: "gpuNodes.count" },
    },
    ledger,
  );
  return { ...made, maximum: maximum ?? made.minimum };
}
