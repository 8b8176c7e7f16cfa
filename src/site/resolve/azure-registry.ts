import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import { AzureNames } from "../../catalog/azure-names";
import { DEFAULTS } from "../defaults";
import type { SiteAzureRegistry } from "../site-azure";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

/** The registry that the foundation makes; absent when images come from elsewhere. */
export function resolveAzureRegistry(spec: SiteSpec, ledger: Ledger): SiteAzureRegistry | undefined {
  const registry = spec.azure?.registry;
  if (registry === undefined) return undefined;
  return {
    host: ownRegistryHost(spec) ?? "",
    cache: ledger.chosen("azure.registry.cache", registry.cache, DEFAULTS.azure.registryCache),
  };
}

/** Host of the registry that the foundation makes: its name follows from the site's. */
export function ownRegistryHost({ azure, name, substrate }: SiteSpec): string | undefined {
  if (azure?.registry === undefined) return undefined;
  const cloud = substrate === "azure-government" ? "azure-government" : "azure";
  const { subscriptionId } = azure;
  return `${new AzureNames({ site: name, subscriptionId }).of("registry")}.${AZURE_CLOUDS[cloud].suffixes.registry}`;
}
