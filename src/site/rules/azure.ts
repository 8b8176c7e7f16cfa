import { closest } from "fastest-levenshtein";
import { contains } from "../../catalog/azure-address-plan";
import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import { AZURE_REGIONS } from "../../catalog/azure-regions";
import { NATIONAL_CLOUDS } from "../../catalog/national-clouds";
import type { Site } from "../site";
import type { SiteAzure } from "../site-azure";
import { inAzure } from "./azure-read";
import { loadBalancers } from "./load-balancers";
import { rules, type Finding } from "./rule";

const REGIONS = "Azure documentation, list of regions and availability zone support";

/** Without it Azure gives a Service of type LoadBalancer a public address. */
const INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";

/** Puts an internal load balancer into another subnet than that of the nodes. */
const INTERNAL_SUBNET = "service.beta.kubernetes.io/azure-load-balancer-internal-subnet";

/** Rules on whether, where and in which cloud a site is built in Azure. */
export const AZURE_RULES = rules(
  {
    code: "HF2450",
    severity: "error",
    title: "A site at the edge builds nothing in Azure.",
    fix: "write `topology: enterprise`, or remove azure",
    reference: "Holdfast: only the enterprise topology has a foundation stack",
    path: "azure",
    when: ({ azure, topology }) => azure !== undefined && topology === "edge",
    message: ({ topology }) => `azure is there, topology is ${topology}`,
    expected: "azure only with `topology: enterprise`",
  },
  {
    code: "HF2451",
    severity: "warning",
    title: "An enterprise site on Azure builds nothing there.",
    fix: "write azure, or accept this when the cluster is there already",
    reference: "Holdfast: the foundation stack is built from azure",
    path: "azure",
    when: ({ azure, topology, substrate }) =>
      azure === undefined && topology === "enterprise" && isAzureCloud(substrate),
    message: ({ substrate }) => `substrate is ${substrate}, azure is absent`,
    expected: "the subscription that network, cluster and vault are built in",
  },
  {
    code: "HF2452",
    severity: "error",
    title: "What a site names as its ground is not what azure builds.",
    fix: "write `substrate: azure` or `substrate: azure-government`, or remove azure",
    reference: "Holdfast: azure builds in one of the two clouds; a cluster on Azure Local is there already",
    path: "substrate",
    when: ({ azure, substrate }) => azure !== undefined && !isAzureCloud(substrate),
    message: ({ substrate }) => `azure is there, substrate is ${substrate}`,
    expected: "azure or azure-government",
  },
  {
    code: "HF2453",
    severity: "error",
    title: "The cloud has no such region.",
    fix: "name a region of the cloud",
    reference: REGIONS,
    find: inAzure((azure) => (regionOf(azure) ? [] : [unknownRegion(azure)])),
  },
  {
    code: "HF2454",
    severity: "warning",
    title: "The region has no availability zones: one failure of the data centre stops the whole site.",
    fix: "choose a region with zones, or accept this with the plan for such a day",
    reference: REGIONS,
    find: inAzure((azure) => {
      const region = regionOf(azure);
      if (region?.zones !== 1) return [];
      return [
        {
          path: "azure.region",
          message: `azure.region is ${azure.region} (${region.title}): machines and disks stand in one place`,
          expected: `a region with 3 zones, e.g. ${AZURE_CLOUDS[azure.cloud].exampleRegion}`,
        },
      ];
    }),
  },
  {
    code: "HF2455",
    severity: "warning",
    title: "A site in Azure can't do without Azure.",
    fix: "write `connectivity: connected`, or accept this when only users and the internet are cut off",
    reference: "AKS documentation, network isolated clusters: nodes always need the region's control plane",
    path: "connectivity",
    when: ({ azure, connectivity }) => azure !== undefined && connectivity === "disconnected",
    message: ({ connectivity }) => `connectivity is ${connectivity}, and the cluster stands in Azure`,
    expected: "connected or intermittent",
  },
  {
    code: "HF2457",
    severity: "warning",
    title: "A load balancer of the site gets an address on the internet.",
    fix: `write the annotation ${INTERNAL}: "true", or accept this with who may come in`,
    reference: "AKS documentation, internal load balancer",
    find: inAzure((_azure, site) =>
      loadBalancers(site)
        .filter(({ annotations }) => annotations[INTERNAL] !== "true")
        .map(({ path, annotations }) => ({
          path: `${path}.annotations`,
          message: `${path}.annotations has ${INTERNAL} ${annotations[INTERNAL] ?? "absent"}`,
          expected: "true: an address of the site's own network",
        })),
    ),
  },
  {
    code: "HF2458",
    severity: "error",
    title: "A load balancer waits for ever for an address that its subnet doesn't have.",
    fix: `choose an address of the nodes' subnet, or name the subnet in ${INTERNAL_SUBNET}`,
    reference: "AKS documentation, internal load balancer: specify an IP address, specify a different subnet",
    find: inAzure(({ network }, site) => {
      const { nodes } = network.subnets;
      return loadBalancers(site)
        .filter(({ annotations }) => annotations[INTERNAL] === "true" && !(INTERNAL_SUBNET in annotations))
        .flatMap(({ addresses }) => addresses)
        .filter(({ address }) => !contains(nodes, `${address}/32`))
        .map(({ path, address }) => ({
          path,
          message: `${path} is ${address}, the nodes are in ${nodes}`,
          expected: `an address of ${nodes} that nothing else has`,
        }));
    }),
  },
  {
    code: "HF2456",
    severity: "warning",
    title: "People sign in in one national cloud, and the site stands in another.",
    fix: "use a tenant of the same cloud, or accept this with who is responsible for each",
    reference: "Azure Government documentation, identity: tenant and subscription may be in different clouds",
    find: inAzure(({ cloud }, site) => {
      const host = brokerHost(site);
      if (host === undefined || host === AZURE_CLOUDS[cloud].loginHost || !isKnownLogin(host)) return [];
      return [
        {
          path: "identity.broker.loginHost",
          message: `identity.broker.loginHost is ${host}, the site stands in ${AZURE_CLOUDS[cloud].title}`,
          expected: AZURE_CLOUDS[cloud].loginHost,
        },
      ];
    }),
  },
);

function isAzureCloud(substrate: Site["substrate"]): boolean {
  return substrate in AZURE_CLOUDS;
}

function regionOf({ cloud, region }: SiteAzure) {
  return AZURE_REGIONS[cloud][region];
}

/**
 * Regions of the Department of Defense. Sources: AKS, managed identities (no identities of the user's own there); Azure
 * PostgreSQL, regions (2025-12-22, not listed); Azure Government, Impact Level 5 (all its regions).
 */
const DEFENSE = ["usdodcentral", "usdodeast"];

const DEFENSE_FIX =
  "name usgovvirginia, usgovarizona or usgovtexas, which are authorized for Impact Level 5 too: in the regions of the Department of Defense AKS takes no identities of the site's own, and Azure lists no PostgreSQL";

function unknownRegion({ cloud, region }: SiteAzure): Finding {
  const known = Object.keys(AZURE_REGIONS[cloud]);
  const elsewhere = Object.entries(AZURE_REGIONS).find(([, regions]) => region in regions)?.[0];
  return {
    path: "azure.region",
    message: `azure.region is ${region}`,
    expected: `a region of ${AZURE_CLOUDS[cloud].title}: ${known.join(", ")}`,
    fix: DEFENSE.includes(region)
      ? DEFENSE_FIX
      : elsewhere
        ? `write \`substrate: ${elsewhere}\`, whose region it is`
        : `did you mean ${closest(region, known)}?`,
  };
}

function brokerHost({ identity }: Site): string | undefined {
  return identity?.kind === "keycloak" ? identity.broker?.loginHost : undefined;
}

function isKnownLogin(host: string): boolean {
  return Object.values(NATIONAL_CLOUDS).some(({ loginHost }) => loginHost === host);
}
