import {
  DAYS_WITHOUT_AZURE,
  LOCAL_CONTROL_PLANE_SIZES,
  LOCAL_SIZES,
  MAX_LOCAL_POOL,
  localRegions,
} from "../../catalog/azure-local";
import type { Site } from "../site";
import type { SiteAzureLocal } from "../site-azure-local";
import { carries } from "../sizing/azure";
import { podLoads } from "../sizing/azure-loads";
import { rules, type Finding, type FindRule } from "./rule";

const CONNECTIVITY = "AKS on Azure Local documentation, connectivity modes";
const SCALE = "AKS on Azure Local documentation, scale requirements";

/** Rules on the Azure Local instance that a site is built on; those on its addresses are beside. */
export const AZURE_LOCAL_RULES = rules(
  {
    code: "HF2420",
    severity: "error",
    title: "What a site names as its ground is not the instance that it builds on.",
    fix: "write `topology: enterprise` and `substrate: azure-local`, and no azure; or remove azureLocal",
    reference: "Holdfast: only the enterprise topology has a foundation stack, and it stands on one ground",
    find: onLocal((_local, { topology, substrate, azure }) => {
      if (topology === "enterprise" && substrate === "azure-local" && azure === undefined) return [];
      return [
        {
          path: "azureLocal",
          message: `azureLocal is there, topology is ${topology}, substrate is ${substrate}, azure is ${azure ? "there too" : "absent"}`,
          expected: "topology enterprise on substrate azure-local, without azure",
        },
      ];
    }),
  },
  {
    code: "HF2421",
    severity: "error",
    title: "A disconnected site can't build on an instance that needs Azure.",
    fix: "make the cluster while Azure is reached, or with the instance's own disconnected operations; then remove azureLocal and name its kubeconfig in cluster",
    reference: CONNECTIVITY,
    path: "azureLocal",
    when: ({ azureLocal, connectivity }) => azureLocal !== undefined && connectivity === "disconnected",
    message: () => "azureLocal is there, connectivity is disconnected",
    expected: "connectivity connected or intermittent",
  },
  {
    code: "HF2422",
    severity: "error",
    title: "The planned disconnection is longer than a cluster on Azure Local does without Azure.",
    fix: `plan for at most ${DAYS_WITHOUT_AZURE} days, or use a cluster that needs no Azure`,
    reference: CONNECTIVITY,
    find: onLocal((_local, { identity }) => {
      const days = identity?.plannedDisconnectionDays;
      if (days === undefined || days <= DAYS_WITHOUT_AZURE) return [];
      return [
        {
          path: "identity.plannedDisconnectionDays",
          message: `identity.plannedDisconnectionDays is ${days}: the cluster's certificates end before`,
          expected: `at most ${DAYS_WITHOUT_AZURE}`,
        },
      ];
    }),
  },
  {
    code: "HF2423",
    severity: "warning",
    title: "While Azure can't be reached, the cluster can't be made larger, upgraded or repaired by Azure.",
    fix: "keep a certificate kubeconfig (az aksarc get-credentials --admin) with the site, and accept this with the plan for such a time",
    reference: CONNECTIVITY,
    path: "azureLocal",
    when: ({ azureLocal, connectivity }) => azureLocal !== undefined && connectivity === "intermittent",
    message: () =>
      `connectivity is intermittent: what runs goes on for ${DAYS_WITHOUT_AZURE} days, nothing can be changed`,
    expected: "a link that is there when it is needed",
  },
  {
    code: "HF2424",
    severity: "warning",
    title: "A cluster on Azure Local may not hold network policies: what is default-deny on paper is open.",
    fix: "separate the site by the instance's own network (VLAN, network security groups), and accept this with how",
    reference: "AKS documentation, comparison of platforms (2026-08-12): no network policies on Azure Local",
    path: "azureLocal",
    when: ({ azureLocal }) => azureLocal !== undefined,
    message: () => "AKS on Azure Local runs Calico, and Microsoft supports no network policies there",
    expected: "a cluster that holds network policies",
  },
  {
    code: "HF2425",
    severity: "error",
    title: "Azure Local takes no such size or number of machines.",
    fix: "choose one of the sizes",
    reference: SCALE,
    find: onLocal(({ kubernetes: { pool, controlPlane } }) => [
      ...unknownSize(
        "pool",
        pool.vmSize,
        LOCAL_SIZES.map(({ name }) => name),
      ),
      ...unknownSize("controlPlane", controlPlane.vmSize, LOCAL_CONTROL_PLANE_SIZES),
      ...(pool.maximum > MAX_LOCAL_POOL || pool.minimum > pool.maximum
        ? [
            {
              path: "azureLocal.kubernetes.pool.maximum",
              message: `azureLocal.kubernetes.pool has ${pool.minimum} to ${pool.maximum} machines`,
              expected: `a maximum from ${pool.minimum} to ${MAX_LOCAL_POOL}`,
            },
          ]
        : []),
    ]),
  },
  {
    code: "HF2426",
    severity: "error",
    title: "The machines can't carry the site's pods while one of them is away.",
    fix: "raise cluster.nodes.count, or choose a larger azureLocal.kubernetes.pool.vmSize",
    reference: SCALE,
    find: onLocal(({ kubernetes: { pool } }, site) => {
      const size = LOCAL_SIZES.find(({ name }) => name === pool.vmSize);
      const enough = pool.minimum >= site.cluster.nodes.count;
      if (
        size === undefined ||
        (enough && carries(podLoads(site, { mediaApart: false }), pool.minimum, size))
      )
        return [];
      return [
        {
          path: "azureLocal.kubernetes.pool.vmSize",
          message: `azureLocal.kubernetes.pool has ${pool.minimum} machines of ${pool.vmSize}, cluster.nodes.count is ${site.cluster.nodes.count}`,
          expected: "as many machines as nodes, with room for every pod on one fewer",
        },
      ];
    }),
  },
  {
    code: "HF2427",
    severity: "warning",
    title: "One machine carries the whole control plane.",
    fix: "write 3, or accept this: what runs goes on without it, nothing can be changed",
    reference: SCALE,
    path: "azureLocal.kubernetes.controlPlane.count",
    when: ({ azureLocal }) => azureLocal?.kubernetes.controlPlane.count === 1,
    message: () => "azureLocal.kubernetes.controlPlane.count is 1",
    expected: "3 or 5",
  },
  {
    code: "HF2428",
    severity: "error",
    title: "No instance is recorded in this region.",
    fix: "name a region of the cloud",
    reference: "Azure Local documentation, system requirements",
    find: onLocal(({ cloud, region }) => {
      const known = localRegions(cloud);
      if (known.includes(region)) return [];
      return [
        {
          path: "azureLocal.region",
          message: `azureLocal.region is ${region} in ${cloud}`,
          expected: cloud === "azure" ? "a region such as westeurope" : known.join(", "),
        },
      ];
    }),
  },
);

/** What a rule on the instance finds; nothing on a site without one. */
export function onLocal(find: (local: SiteAzureLocal, site: Site) => readonly Finding[]): FindRule["find"] {
  return (site) => (site.azureLocal ? find(site.azureLocal, site) : []);
}

function unknownSize(part: string, vmSize: string, known: readonly string[]): readonly Finding[] {
  if (known.includes(vmSize)) return [];
  const path = `azureLocal.kubernetes.${part}.vmSize`;
  return [{ path, message: `${path} is ${vmSize}`, expected: known.join(", ") }];
}
