import {
  AZURE_SUBNETS,
  PLANNED_PREFIXES,
  prefixOf,
  type AzureSubnet,
} from "../../catalog/azure-address-plan";
import type { Site } from "../site";
import type { SiteAzure } from "../site-azure";
import type { SiteSpec } from "../spec";
import type { Finding, FindRule } from "./rule";

/** What a rule on the Azure subscription finds; nothing on a site without one. */
export function inAzure(
  find: (azure: SiteAzure, site: Site, spec: SiteSpec) => readonly Finding[],
): FindRule["find"] {
  return (site, spec) => (site.azure ? find(site.azure, site, spec) : []);
}

/** A range of the site file and where it stands there. */
export interface PlacedRange {
  readonly path: string;
  readonly range: string;
}

/** Whether the subnets of an address space are planned by us. */
export function isPlanned(addressSpace: string): boolean {
  const prefix = prefixOf(addressSpace);
  return prefix >= PLANNED_PREFIXES.shortest && prefix <= PLANNED_PREFIXES.longest;
}

/** Subnets that are set by hand, and with a planned address space the others too. */
export function subnetRanges(
  { network }: SiteAzure,
  spec: SiteSpec,
): readonly (PlacedRange & { readonly use: AzureSubnet; readonly byHand: boolean })[] {
  const written = spec.azure?.network.subnets ?? {};
  return AZURE_SUBNETS.filter((use) => use in written || isPlanned(network.addressSpace)).map((use) => ({
    use,
    byHand: use in written,
    path: use in written ? `azure.network.subnets.${use}` : "azure.network.addressSpace",
    range: network.subnets[use],
  }));
}

/** Ranges that the site's machines and pods must tell apart, the subnets aside. */
export function networkRanges({ network }: SiteAzure): readonly PlacedRange[] {
  const { addressSpace, podRange, serviceRange, hub } = network;
  return [
    { path: "azure.network.addressSpace", range: addressSpace },
    { path: "azure.network.podRange", range: podRange },
    { path: "azure.network.serviceRange", range: serviceRange },
    ...(hub?.addressSpaces ?? []).map((range, index) => ({
      path: `azure.network.hub.addressSpaces[${index}]`,
      range,
    })),
  ];
}

/** Every two of a list, once. */
export function pairs<T>(list: readonly T[]): readonly (readonly [T, T])[] {
  return list.flatMap((one, index) => list.slice(index + 1).map((other) => [one, other] as const));
}
