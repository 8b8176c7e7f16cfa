import {
  addressIn,
  AZURE_SUBNETS,
  contains,
  longestPrefixOf,
  overlap,
  PLANNED_PREFIXES,
  prefixOf,
  usableAddresses,
  type AzureSubnet,
} from "../../catalog/azure-address-plan";
import type { Site } from "../site";
import type { SiteAzure, SiteAzurePool } from "../site-azure";
import { inAzure, isPlanned, networkRanges, pairs, subnetRanges } from "./azure-read";
import { rules } from "./rule";

const SUBNETS = "Azure Virtual Network documentation, FAQ: subnets";
const ADDRESSES = "AKS documentation, Azure CNI overlay networking: IP address planning";

/** Machines that an upgrade adds to each pool for a while. */
const SURGE = 1;

/** A registry's endpoint has an address for what is asked, and one for images. */
const REGISTRY_ADDRESSES = 2;

/** Of the endpoint that metrics are sent to. */
const METRICS_ADDRESSES = 11;

/** AKS gives every node a /24 of the pods' range. */
const POD_PREFIX_OF_NODE = 24;

/** Rules on the addresses of a site in Azure. */
export const AZURE_NETWORK_RULES = rules(
  {
    code: "HF2460",
    severity: "error",
    title: "Two ranges that the site must tell apart share addresses.",
    fix: "give one of them a range that nothing else uses",
    reference: ADDRESSES,
    find: inAzure((azure) =>
      pairs(networkRanges(azure))
        .filter(([one, other]) => !(isHub(one.path) && isHub(other.path)) && overlap(one.range, other.range))
        .map(([one, other]) => ({
          path: other.path,
          message: `${other.path} is ${other.range}, ${one.path} is ${one.range}`,
          expected: `a range outside ${one.range}`,
        })),
    ),
  },
  {
    code: "HF2461",
    severity: "error",
    title: "A subnet lies outside the network.",
    fix: "choose a range inside azure.network.addressSpace",
    reference: SUBNETS,
    find: inAzure((azure, _site, spec) =>
      subnetRanges(azure, spec)
        .filter(({ range }) => !contains(azure.network.addressSpace, range))
        .map(({ path, range }) => ({
          path,
          message: `${path} is ${range}, azure.network.addressSpace is ${azure.network.addressSpace}`,
          expected: `a range inside ${azure.network.addressSpace}`,
        })),
    ),
  },
  {
    code: "HF2462",
    severity: "error",
    title: "Two subnets share addresses.",
    fix: "move one of them; those not set by hand have a fixed place in the address space",
    reference: SUBNETS,
    find: inAzure((azure, _site, spec) =>
      pairs(subnetRanges(azure, spec))
        .filter(([one, other]) => overlap(one.range, other.range))
        .map(([one, other]) => ({
          path: other.byHand ? other.path : one.path,
          message: `subnet ${one.use} is ${one.range}, subnet ${other.use} is ${other.range}`,
          expected: "ranges that are apart",
        })),
    ),
  },
  {
    code: "HF2463",
    severity: "error",
    title: "A subnet is smaller than Azure takes for its use.",
    fix: "give it a larger range",
    reference: SUBNETS,
    find: inAzure((azure, _site, spec) =>
      subnetRanges(azure, spec)
        .filter(({ use, range }) => prefixOf(range) > longestPrefixOf(use))
        .map(({ path, use, range }) => ({
          path,
          message: `subnet ${use} is ${range}`,
          expected: `/${longestPrefixOf(use)} or larger`,
        })),
    ),
  },
  {
    code: "HF2464",
    severity: "error",
    title: "An address space of this size isn't planned, and subnets of it are missing.",
    fix: "choose another address space, or write every range in azure.network.subnets",
    reference: SUBNETS,
    find: inAzure(({ network: { addressSpace } }, _site, spec) => {
      const written = spec.azure?.network.subnets ?? {};
      const missing = AZURE_SUBNETS.filter((use) => !(use in written));
      if (isPlanned(addressSpace) || missing.length === 0) return [];
      return [
        {
          path: "azure.network.addressSpace",
          message: `azure.network.addressSpace is ${addressSpace}, without ranges for ${missing.join(", ")}`,
          expected: `/${PLANNED_PREFIXES.shortest} to /${PLANNED_PREFIXES.longest}`,
        },
      ];
    }),
  },
  {
    code: "HF2465",
    severity: "error",
    title: "A subnet has too few addresses for its machines.",
    fix: "give the subnet a larger range in azure.network.subnets, or lower the maxima of its pools",
    reference: ADDRESSES,
    find: inAzure((azure, _site, spec) =>
      subnetRanges(azure, spec)
        .map((subnet) => ({ ...subnet, machines: mostMachines(poolsIn(azure, subnet.use)) }))
        .filter(({ range, machines }) => usableAddresses(range) < machines)
        .map(({ path, use, range, machines }) => ({
          path,
          message: `subnet ${use} is ${range}: ${usableAddresses(range)} addresses for ${machines} machines`,
          expected: `${machines} addresses: every pool at its maximum and one more each while it is upgraded`,
        })),
    ),
  },
  {
    code: "HF2468",
    severity: "error",
    title: "The subnet of private endpoints has too few addresses.",
    fix: "give azure.network.subnets.privateEndpoints a larger range: /26 is enough for every part",
    reference:
      "Azure Monitor documentation, design your private link setup: 11 addresses; Azure Container Registry documentation, private link: one for data too",
    find: inAzure((azure, site, spec) => {
      const needed = endpointAddresses(azure, site);
      return subnetRanges(azure, spec)
        .filter(({ use, range }) => use === "privateEndpoints" && usableAddresses(range) < needed)
        .map(({ path, use, range }) => ({
          path,
          message: `subnet ${use} is ${range}: ${usableAddresses(range)} addresses for ${needed}`,
          expected: `${needed} addresses`,
        }));
    }),
  },
  {
    code: "HF2466",
    severity: "error",
    title: "A range doesn't begin with its first address.",
    fix: "write the first address of the range",
    reference: SUBNETS,
    find: inAzure((azure, _site, spec) =>
      [...networkRanges(azure), ...subnetRanges(azure, spec).filter(({ byHand }) => byHand)]
        .filter(({ range }) => firstOf(range) !== range)
        .map(({ path, range }) => ({
          path,
          message: `${path} is ${range}`,
          expected: firstOf(range),
        })),
    ),
  },
  {
    code: "HF2467",
    severity: "error",
    title: "The pods' range is too small for the machines.",
    fix: "give azure.network.podRange a shorter prefix",
    reference: ADDRESSES,
    find: inAzure((azure) => {
      const { podRange } = azure.network;
      const nodes = Math.floor(2 ** (POD_PREFIX_OF_NODE - prefixOf(podRange)));
      const needed = mostMachines([...poolsIn(azure, "nodes"), ...poolsIn(azure, "media")]);
      if (nodes >= needed) return [];
      return [
        {
          path: "azure.network.podRange",
          message: `azure.network.podRange is ${podRange}: enough for ${nodes} machines of ${needed}`,
          expected: `/${POD_PREFIX_OF_NODE - Math.ceil(Math.log2(needed))} or larger: each machine takes a /${POD_PREFIX_OF_NODE}`,
        },
      ];
    }),
  },
);

function isHub(path: string): boolean {
  return path.startsWith("azure.network.hub.");
}

/** Pools whose machines stand in a subnet. */
function poolsIn({ kubernetes }: SiteAzure, use: AzureSubnet): readonly SiteAzurePool[] {
  const { systemPool, pool, gpuPool, mediaPool } = kubernetes;
  if (use === "media") return mediaPool ? [mediaPool] : [];
  return use === "nodes" ? [systemPool, pool, ...(gpuPool ? [gpuPool] : [])] : [];
}

/** Every pool at its maximum, each in the middle of an upgrade. */
function mostMachines(pools: readonly SiteAzurePool[]): number {
  return pools.reduce((sum, { maximum }) => sum + maximum + SURGE, 0);
}

/** Addresses that the private endpoints of a site take. */
function endpointAddresses(
  { monitoring, openAi, registry }: SiteAzure,
  { database, objectStore }: Site,
): number {
  const ownFiles =
    (objectStore.kind === "azure-blob" || objectStore.kind === "azure-files") &&
    objectStore.own !== undefined;
  const managed = database.kind === "azure" ? database : undefined;
  const servers =
    managed?.network.kind === "private-endpoint" ? 1 + managed.readReplicas + managed.searchReplicas : 0;
  const vaults = managed?.dataKeys === "own" && managed.geoBackup ? 2 : 1;
  return [
    vaults,
    servers,
    ownFiles ? 1 : 0,
    openAi ? 1 : 0,
    registry ? REGISTRY_ADDRESSES : 0,
    monitoring ? METRICS_ADDRESSES + 1 : 0,
    monitoring?.grafana ? 1 : 0,
  ].reduce((sum, each) => sum + each, 0);
}

function firstOf(range: string): string {
  return `${addressIn(range, 0)}/${prefixOf(range)}`;
}
