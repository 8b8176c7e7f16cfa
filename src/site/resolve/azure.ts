import { AZURE_CURRENCY } from "../../catalog/azure-prices";
import type { AzureCloud } from "../../catalog/azure-clouds";
import { planSubnets, type AzureSubnet } from "../../catalog/azure-address-plan";
import { DEFAULTS } from "../defaults";
import type { Site } from "../site";
import type { SiteAzure } from "../site-azure";
import { podLoads, type LoadedSite } from "../sizing/azure-loads";
import type { SiteSpec } from "../spec";
import { resolveAccess, resolveEgress } from "./azure-access";
import { resolveAzureMonitoring } from "./azure-monitoring";
import { resolveAzureOpenAi } from "./azure-open-ai";
import { resolveKubernetes } from "./azure-kubernetes";
import { resolveAzureRegistry } from "./azure-registry";
import type { Ledger } from "./ledger";

type AzureSpec = NonNullable<SiteSpec["azure"]>;

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
  const loads = {
    nodes: site.cluster.nodes.count,
    pods: podLoads(site, { mediaApart: azure.kubernetes.mediaPool !== undefined }),
    gpuNodes: site.gpuNodes?.count ?? 0,
  };
  const cloud: AzureCloud = site.substrate === "azure-government" ? "azure-government" : "azure";
  return {
    cloud,
    subscriptionId: ledger.written("azure.subscriptionId", azure.subscriptionId),
    tenantId: ledger.written("azure.tenantId", azure.tenantId),
    region: ledger.written("azure.region", azure.region),
    resourceGroup: ledger.optional("azure.resourceGroup", azure.resourceGroup, "a new one, rg-<name>"),
    tags: ledger.chosen("azure.tags", azure.tags, { value: site.labels, reason: "the site's labels" }),
    network: resolveNetwork(azure.network, ledger),
    kubernetes: resolveKubernetes(azure.kubernetes, cloud, loads, ledger),
    access: resolveAccess(azure, cloud, directory, site, ledger),
    egress: resolveEgress(azure.egress, ledger),
    openAi: resolveAzureOpenAi(spec, ledger),
    registry: resolveAzureRegistry(spec, ledger),
    monitoring: resolveAzureMonitoring(spec, ledger),
    logRetentionDays: ledger.chosen(
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
