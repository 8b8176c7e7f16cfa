import type { Construct } from "constructs";
import { zonesOf } from "../../catalog/azure-regions";
import { AksCluster, type AksClusterProps } from "../../constructs/azure/aks-cluster";
import type { AksNodePoolProps } from "../../constructs/azure/aks-node-pool";
import type { ContainerRegistry } from "../../constructs/azure/container-registry";
import { DiskEncryption } from "../../constructs/azure/disk-encryption";
import { MEDIA_TAINT } from "../../constructs/azure/pool-taints";
import type { Site } from "../../site/site";
import type { SiteGpuNodes } from "../../site/site-agents";
import type { SiteAzure, SiteAzurePool } from "../../site/site-azure";
import type { FoundationParts } from "./foundation-parts";

type Before = Pick<FoundationParts, "site" | "azure" | "group" | "network" | "logs"> & {
  readonly registry?: ContainerRegistry;
  readonly diskEncryption?: DiskEncryption;
  readonly egress: AksClusterProps["egress"];
};

/** The AKS cluster with its pools, its disks' key and its logs. */
export function clusterOf(scope: Construct, parts: Before): AksCluster {
  const { site, azure, group, network, logs, registry, egress, diskEncryption } = parts;
  const { kubernetes } = azure;
  const cluster = new AksCluster(scope, "Cluster", {
    group,
    network,
    version: kubernetes.version,
    tier: kubernetes.tier,
    adminGroups: kubernetes.adminGroups,
    egress,
    registry,
    podRange: azure.network.podRange,
    serviceRange: azure.network.serviceRange,
    maintenance: kubernetes.maintenance,
    metrics: azure.monitoring !== undefined,
    diskEncryptionSetId: diskEncryption?.setId,
    systemPool: poolOf(kubernetes.systemPool, azure),
    pools: poolsOf(site, azure),
  });
  if (diskEncryption) cluster.node.addDependency(diskEncryption.ready);
  logs.watch("ClusterLogs", cluster.clusterId, ["kube-audit-admin", "kube-apiserver", "guard"]);
  return cluster;
}

/** The key of the site's own for disks, and who uses it; nothing when Microsoft's do. */
export function diskEncryptionOf(
  scope: Construct,
  { azure, site, group, vault }: Pick<FoundationParts, "azure" | "site" | "group" | "vault">,
): DiskEncryption | undefined {
  if (azure.kubernetes.diskKeys !== "own") return undefined;
  return new DiskEncryption(scope, "DiskKeys", { group, vault, disposable: site.disposable });
}

function poolsOf({ gpuNodes }: Site, azure: SiteAzure): Readonly<Record<string, AksNodePoolProps>> {
  const { pool, mediaPool, gpuPool } = azure.kubernetes;
  const { key, value, effect } = MEDIA_TAINT;
  return {
    site: poolOf(pool, azure),
    ...(mediaPool && {
      media: { ...poolOf(mediaPool, azure), use: "media", taints: [`${key}=${value}:${effect}`] },
    }),
    ...(gpuPool && gpuNodes && { gpu: { ...poolOf(gpuPool, azure), ...gpuSettings(gpuNodes) } }),
  };
}

/** The label and the taint that the site's GPU pods look for, and the slices that each card is cut into. */
function gpuSettings({ label, taint, slice }: SiteGpuNodes): Partial<AksNodePoolProps> {
  return {
    use: "gpu",
    labels: { [label.key]: label.value },
    taints: [`${taint.key}=${taint.value ?? "present"}:${taint.effect}`],
    gpuInstance: slice && `MIG${slice.split(".", 1).join("")}`,
  };
}

function poolOf(
  { vmSize, minimum, maximum }: SiteAzurePool,
  { cloud, kubernetes: { fips }, region }: SiteAzure,
): AksNodePoolProps {
  return { vmSize, minimum, maximum, zones: zonesOf(cloud, region), ...(fips && { fips }) };
}
