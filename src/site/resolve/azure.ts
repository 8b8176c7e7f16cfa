import { AZURE_CURRENCY } from "../../catalog/azure-prices";
import { AZURE_SIZES } from "../../catalog/azure-sizes";
import type { AzureCloud } from "../../catalog/azure-clouds";
import { planSubnets, type AzureSubnet } from "../../catalog/azure-address-plan";
import { DEFAULTS } from "../defaults";
import type { Site } from "../site";
import type { SiteAzure, SiteAzurePool } from "../site-azure";
import { sizeNodes } from "../sizing/azure";
import { podLoads } from "../sizing/azure-loads";
import { resolveAzureOpenAi } from "./azure-open-ai";
import { resolveKubernetes } from "./azure-kubernetes";
import type { SiteSpec } from "../spec";
import { resolveAccess, resolveEgress } from "./azure-access";
import { resolveAzureRegistry } from "./azure-registry";
import type { Ledger } from "./ledger";

type AzureSpec = NonNullable<SiteSpec["azure"]>;
type PoolSpec = AzureSpec["kubernetes"]["pool"];

/** What is decided before Azure is: the pods that its machines carry. */
type Decided = LoadedSite & Pick<Site, "name" | "labels" | "substrate" | "cluster" | "people">;

/** The Azure subscription of the site; absent for a site on a cluster that is there already. */
export function resolveAzure(
  spec: SiteSpec,
  site: Decided,
  directory: string,
  ledger: Ledger,
): SiteAzure | undefined {
  const { azure } = spec;
  if (azure === undefined) {
    ledger.absent("azure", "nothing is built in Azure");
    return undefined;
  }
  const cloud: AzureCloud = site.substrate === "azure-government" ? "azure-government" : "azure";
  return {
    cloud,
    subscriptionId: ledger.written("azure.subscriptionId", azure.subscriptionId),
    tenantId: ledger.written("azure.tenantId", azure.tenantId),
    region: ledger.written("azure.region", azure.region),
    resourceGroup: ledger.optional("azure.resourceGroup", azure.resourceGroup, "a new one, rg-<name>"),
    tags: ledger.chosen("azure.tags", azure.tags, { value: site.labels, reason: "the site's labels" }),
    network: resolveNetwork(azure.network, ledger),
    kubernetes: resolveKubernetes(azure.kubernetes, cloud, site, ledger),
    access: resolveAccess(azure.access, directory, site, ledger),
    egress: resolveEgress(azure.egress, ledger),
    registry: resolveAzureRegistry(spec, ledger),
    logRetentionDays: ledger.chosen(
    openAi: resolveAzureOpenAi(spec, ledger),
      "azure.logRetentionDays",
      azure.logRetentionDays,
      DEFAULTS.azure.logRetentionDays,
    ),
    prices: resolvePrices(azure.prices, ledger),
    runner: ledger.optional("azure.runner", azure.runner, "a machine in the operators' subnet"),
  };
}

function resolvePrices(prices: AzureSpec["prices"], ledger: Ledger): SiteAzure["prices"] {
  if (prices === undefined) {
    ledger.absent("azure.prices", "the public prices that are built in");
    return undefined;
  }
  const currency = ledger.chosen("azure.prices.currency", prices.currency, {
    value: AZURE_CURRENCY,
    reason: "the currency of the public prices",
  });
  return ledger.written("azure.prices", { ...prices, currency });
}

function resolveNetwork(network: AzureSpec["network"], ledger: Ledger): SiteAzure["network"] {
  const path = "azure.network";
  const byHand = (network.subnets ?? {}) as Partial<Record<AzureSubnet, string>>;
  const addressSpace = ledger.written(`${path}.addressSpace`, network.addressSpace);
  return {
    addressSpace,
    subnets: ledger.chosen(`${path}.subnets`, undefined, {
      value: planSubnets(addressSpace, byHand),
      reason: "a fixed place for each part in the address space; those set by hand stay",
    }),
    podRange: ledger.chosen(`${path}.podRange`, network.podRange, DEFAULTS.azure.podRange),
    serviceRange: ledger.chosen(`${path}.serviceRange`, network.serviceRange, DEFAULTS.azure.serviceRange),
    dnsServers: ledger.optional(`${path}.dnsServers`, network.dnsServers, "Azure's own name servers"),
    hub: resolveHub(network.hub, ledger),
  };
}

function resolveHub(hub: AzureSpec["network"]["hub"], ledger: Ledger): SiteAzure["network"]["hub"] {
  const path = "azure.network.hub";
  if (hub === undefined) {
    ledger.absent(path, "the site's network stands alone");
    return undefined;
  }
  return {
    virtualNetworkId: ledger.written(`${path}.virtualNetworkId`, hub.virtualNetworkId),
    addressSpaces: ledger.written(`${path}.addressSpaces`, hub.addressSpaces),
    useGateway: ledger.chosen(`${path}.useGateway`, hub.useGateway, DEFAULTS.azure.useGateway),
    firewallAddress: ledger.optional(
      `${path}.firewallAddress`,
      hub.firewallAddress,
      "a firewall of the site's own",
    ),
  };
}

function resolveKubernetes(
  kubernetes: AzureSpec["kubernetes"],
  cloud: AzureCloud,
  site: Decided,
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
    systemPool: resolvePool(`${path}.systemPool`, kubernetes.systemPool, systemPool(cloud), ledger),
    pool: resolvePool(`${path}.pool`, kubernetes.pool, sitePool(cloud, site), ledger),
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

function sitePool(cloud: AzureCloud, site: Decided): PoolSize {
  const nodes = site.cluster.nodes.count;
  return {
    vmSize: sizeNodes(podLoads(site), nodes, AZURE_SIZES[cloud]),
    minimum: { value: nodes, reason: "cluster.nodes.count" },
  };
}
