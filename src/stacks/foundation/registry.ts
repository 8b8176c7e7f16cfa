import type { Construct } from "constructs";
import { MACHINE_SUBNETS } from "../../catalog/azure-address-plan";
import { zonesOf } from "../../catalog/azure-regions";
import { catalogueCacheRules } from "../../catalog/registry-cache";
import { ContainerRegistry } from "../../constructs/azure/container-registry";
import type { FoundationParts } from "./foundation-parts";

/** The site's own registry; nothing when its images come from elsewhere. It is there before the cluster. */
export function registryOf(
  scope: Construct,
  {
    azure,
    group,
    logs,
    network,
    site,
  }: Pick<FoundationParts, "azure" | "group" | "logs" | "network" | "site">,
): ContainerRegistry | undefined {
  if (azure.registry === undefined) return undefined;
  const registry = new ContainerRegistry(scope, "Registry", {
    group,
    network,
    logs,
    zoneRedundant: zonesOf(azure.cloud, azure.region) !== undefined,
    cacheRules: azure.registry.cache ? catalogueCacheRules() : [],
    disposable: site.disposable,
  });
  for (const use of MACHINE_SUBNETS) network.subnet(use).connections.allowTo(registry, "images");
  network.subnet("operators").connections.allowTo(registry, "people bring images");
  return registry;
}
