import { AZURE_SIZES } from "../../catalog/azure-sizes";
import { carries } from "../sizing/azure";
import { podLoads } from "../sizing/azure-loads";
import type { Site } from "../site";
import type { SiteAzure, SiteAzurePool } from "../site-azure";
import { inAzure } from "./azure-read";
import { isPublicRegistry } from "./public-names";
import { rules } from "./rule";

const POOLS = "AKS documentation, cluster autoscaler";
const ISOLATED = "AKS documentation, network isolated clusters: a registry that the site reaches privately";

/** Azure's names of sizes, e.g. `Standard_D8ds_v5`, `Standard_NC24ads_A100_v4`. */
const SIZE_NAME = /^Standard_[A-Z]{1,3}\d+(-\d+)?[a-z]*(_[A-Z][A-Za-z0-9]+)?(_v\d+)?$/;

/** Rules on the cluster that a site builds in Azure. */
export const AZURE_KUBERNETES_RULES = rules(
  {
    code: "HF2470",
    severity: "error",
    title: "A pool's minimum is above its maximum.",
    fix: "raise the maximum, or lower the minimum",
    reference: POOLS,
    find: inAzure((azure) =>
      pools(azure)
        .filter(([, { minimum, maximum }]) => minimum > maximum)
        .map(([path, { minimum, maximum }]) => ({
          path: `${path}.minimum`,
          message: `${path}.minimum is ${minimum}, its maximum is ${maximum}`,
          expected: `at most ${maximum}`,
        })),
    ),
  },
  {
    code: "HF2471",
    severity: "error",
    title: "The pool has fewer machines than the site is sized for.",
    fix: "raise azure.kubernetes.pool.minimum, or lower cluster.nodes.count",
    reference: POOLS,
    find: inAzure(({ kubernetes: { pool } }, { cluster }) =>
      pool.minimum >= cluster.nodes.count
        ? []
        : [
            {
              path: "azure.kubernetes.pool.minimum",
              message: `azure.kubernetes.pool.minimum is ${pool.minimum}, cluster.nodes.count is ${cluster.nodes.count}`,
              expected: `${cluster.nodes.count} or more`,
            },
          ],
    ),
  },
  {
    code: "HF2472",
    severity: "error",
    title: "Azure names no size of machine like that.",
    fix: "write the name as `az vm list-skus` shows it",
    reference: "Azure documentation, virtual machine naming conventions",
    find: inAzure((azure) =>
      pools(azure)
        .filter(([, { vmSize }]) => !SIZE_NAME.test(vmSize))
        .map(([path, { vmSize }]) => ({
          path: `${path}.vmSize`,
          message: `${path}.vmSize is ${vmSize}`,
          expected: `a name like ${AZURE_SIZES[azure.cloud][0].name}`,
        })),
    ),
  },
  {
    code: "HF2473",
    severity: "error",
    title: "The machines can't carry the site's pods while one of them is away.",
    fix: "raise cluster.nodes.count, or choose a larger azure.kubernetes.pool.vmSize",
    reference: "AKS documentation, resource reservations",
    find: inAzure(({ cloud, kubernetes: { pool } }, site) => {
      const size = AZURE_SIZES[cloud].find(({ name }) => name === pool.vmSize);
      if (size === undefined || carries(loadsOf(site), pool.minimum, size)) return [];
      return [
        {
          path: "azure.kubernetes.pool.vmSize",
          message: `azure.kubernetes.pool.vmSize is ${pool.vmSize}, ${pool.minimum} of them`,
          expected: "room for every pod of the site on one fewer",
        },
      ];
    }),
  },
  {
    code: "HF2474",
    severity: "error",
    title: "An isolated cluster has no registry that it reaches.",
    fix: "write azure.registry, or name a private registry in cluster.registry",
    reference: ISOLATED,
    find: inAzure(({ kubernetes, registry: own }, { cluster: { registry } }) => {
      if (kubernetes.egress !== "isolated") return [];
      if (registry && (registry.host === own?.host || !isPublicRegistry(registry.host))) return [];
      return [
        {
          path: "cluster.registry",
          message: `azure.kubernetes.egress is isolated, cluster.registry is ${registry?.host ?? "absent"}`,
          expected: "a registry at an address of the site's own networks",
        },
      ];
    }),
  },
  {
    code: "HF2475",
    severity: "error",
    title: "An isolated cluster's nodes have no registry to start from.",
    fix: "write azure.registry, or azure.kubernetes.registryId",
    reference: ISOLATED,
    path: "azure.kubernetes.registryId",
    when: ({ azure }) =>
      azure?.kubernetes.egress === "isolated" &&
      azure.kubernetes.registryId === undefined &&
      azure.registry === undefined,
    message: () => "azure.kubernetes.egress is isolated, azure.kubernetes.registryId is absent",
    expected: "the id of an Azure registry that caches what AKS nodes start from",
  },
  {
    code: "HF2476",
    severity: "error",
    title: "A pool of machines has nothing to carry.",
    fix: "remove the pool, or write what it is for",
    reference: POOLS,
    find: inAzure(({ kubernetes: { mediaPool, gpuPool } }, { calls, gpuNodes }) => [
      ...(mediaPool && calls?.router.kind !== "rtcd"
        ? [
            {
              path: "azure.kubernetes.mediaPool",
              message: `azure.kubernetes.mediaPool is there, calls.router is ${calls?.router.kind ?? "absent"}`,
              expected: "calls with media routers in the cluster",
            },
          ]
        : []),
      ...(gpuPool && gpuNodes === undefined
        ? [
            {
              path: "azure.kubernetes.gpuPool",
              message: "azure.kubernetes.gpuPool is there, gpuNodes is absent",
              expected: "gpuNodes, which says what these machines have",
            },
          ]
        : []),
    ]),
  },
  {
    code: "HF2477",
    severity: "warning",
    title: "Disks are encrypted by keys that Microsoft manages.",
    fix: "write `diskKeys: own`, or accept this",
    reference: "AKS documentation, customer-managed keys for disks",
    path: "azure.kubernetes.diskKeys",
    when: ({ azure, substrate }) =>
      azure?.kubernetes.diskKeys === "microsoft" && substrate === "azure-government",
    message: () => "azure.kubernetes.diskKeys is microsoft in Azure Government",
    expected: "own",
  },
  {
    code: "HF2478",
    severity: "warning",
    title: "Machines in Azure Government use cryptography that nobody validated.",
    fix: "write `fips: true`, or accept this",
    reference: "AKS documentation, FIPS for node pools",
    path: "azure.kubernetes.fips",
    when: ({ azure, substrate }) => azure?.kubernetes.fips === false && substrate === "azure-government",
    message: () => "azure.kubernetes.fips is false in Azure Government",
    expected: "true",
  },
);

/** What the site's own machines carry. */
function loadsOf(site: Site) {
  return podLoads(site, { mediaApart: site.azure?.kubernetes.mediaPool !== undefined });
}

function pools({
  kubernetes: { systemPool, pool, mediaPool, gpuPool },
}: SiteAzure): readonly (readonly [string, SiteAzurePool])[] {
  return [
    ["azure.kubernetes.systemPool", systemPool],
    ["azure.kubernetes.pool", pool],
    ...(mediaPool ? [["azure.kubernetes.mediaPool", mediaPool] as const] : []),
    ...(gpuPool ? [["azure.kubernetes.gpuPool", gpuPool] as const] : []),
  ];
}
