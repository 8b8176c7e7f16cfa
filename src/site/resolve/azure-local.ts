import { LOCAL_SIZES } from "../../catalog/azure-local";
import { DEFAULTS } from "../defaults";
import type { Site } from "../site";
import type { SiteAzureLocal } from "../site-azure-local";
import { sizeNodes } from "../sizing/azure";
import { podLoads, type LoadedSite } from "../sizing/azure-loads";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

type LocalSpec = NonNullable<SiteSpec["azureLocal"]>;

/** What is decided before: the pods that the machines carry. */
type Decided = LoadedSite & Pick<Site, "labels" | "cluster">;

/** The Azure Local instance of the site; absent for a site on a cluster that is there already. */
export function resolveAzureLocal(
  { azureLocal }: SiteSpec,
  site: Decided,
  ledger: Ledger,
): SiteAzureLocal | undefined {
  if (azureLocal === undefined) {
    ledger.absent("azureLocal", "nothing is built on Azure Local");
    return undefined;
  }
  const path = "azureLocal";
  return {
    cloud: ledger.chosen(`${path}.cloud`, azureLocal.cloud, DEFAULTS.azureLocal.cloud),
    subscriptionId: ledger.written(`${path}.subscriptionId`, azureLocal.subscriptionId),
    tenantId: ledger.written(`${path}.tenantId`, azureLocal.tenantId),
    region: ledger.written(`${path}.region`, azureLocal.region),
    resourceGroup: ledger.optional(`${path}.resourceGroup`, azureLocal.resourceGroup, "a new one, rg-<name>"),
    tags: ledger.chosen(`${path}.tags`, azureLocal.tags, { value: site.labels, reason: "the site's labels" }),
    customLocationId: ledger.written(`${path}.customLocationId`, azureLocal.customLocationId),
    network: ledger.written(`${path}.network`, azureLocal.network),
    kubernetes: resolveKubernetes(azureLocal.kubernetes, site, ledger),
    loadBalancer: ledger.optional(
      `${path}.loadBalancer`,
      azureLocal.loadBalancer,
      "something else gives Services their addresses",
    ),
  };
}

function resolveKubernetes(
  { controlPlane, pool, ...kubernetes }: LocalSpec["kubernetes"],
  site: Decided,
  ledger: Ledger,
): SiteAzureLocal["kubernetes"] {
  const path = "azureLocal.kubernetes";
  const defaults = DEFAULTS.azureLocal;
  const nodes = site.cluster.nodes.count;
  const minimum = ledger.sized(`${path}.pool.minimum`, pool?.minimum, {
    value: nodes,
    reason: "cluster.nodes.count",
  });
  return {
    version: ledger.optional(`${path}.version`, kubernetes.version, "the newest that the instance has"),
    adminGroups: ledger.written(`${path}.adminGroups`, kubernetes.adminGroups),
    sshPublicKeys: ledger.written(`${path}.sshPublicKeys`, kubernetes.sshPublicKeys),
    controlPlane: {
      address: ledger.written(`${path}.controlPlane.address`, controlPlane.address),
      count: ledger.chosen<number>(
        `${path}.controlPlane.count`,
        controlPlane.count,
        defaults.controlPlaneCount,
      ),
      vmSize: ledger.chosen<string>(
        `${path}.controlPlane.vmSize`,
        controlPlane.vmSize,
        defaults.controlPlaneSize,
      ),
    },
    pool: {
      vmSize: ledger.sized(
        `${path}.pool.vmSize`,
        pool?.vmSize,
        sizeNodes(podLoads(site, { mediaApart: false }), nodes, LOCAL_SIZES),
      ),
      minimum,
      maximum: ledger.sized(`${path}.pool.maximum`, pool?.maximum, {
        value: minimum,
        reason: "as many as at rest: the hosts are as many as they are",
      }),
    },
    podRange: ledger.chosen(`${path}.podRange`, kubernetes.podRange, DEFAULTS.azure.podRange),
    hybridBenefit: ledger.chosen(`${path}.hybridBenefit`, kubernetes.hybridBenefit, defaults.hybridBenefit),
  };
}
