import { findRelease } from "../../catalog/mattermost-releases";
import type { Site } from "../site";
import { isPrivateNetwork, isPublicEndpoint, isPublicRegistry } from "./public-names";
import { type Finding, rules } from "./rule";

const AIR_GAP = "Mattermost docs, air-gapped deployment";

/** Rules on what a site may need from outside. */
export const CONNECTIVITY_RULES = rules(
  {
    code: "HF2601",
    severity: "error",
    title: "A disconnected site has no registry to take its images from.",
    fix: "mirror the images and name the registry in cluster.registry.host",
    reference: AIR_GAP,
    path: "cluster.registry",
    when: (site) => isDisconnected(site) && site.cluster.registry === undefined,
    message: ({ connectivity }) =>
      `connectivity is ${connectivity}, cluster.registry is absent: images would come from public registries`,
    expected: "a private registry",
  },
  {
    code: "HF2602",
    severity: "error",
    title: "A disconnected site names a public registry.",
    fix: "name a registry that the site reaches without a link",
    reference: AIR_GAP,
    path: "cluster.registry.host",
    when: (site) => isDisconnected(site) && isPublicRegistry(site.cluster.registry?.host ?? ""),
    message: ({ connectivity, cluster }) =>
      `cluster.registry.host is ${cluster.registry?.host ?? "absent"}, connectivity is ${connectivity}`,
    expected: "a registry inside the site",
  },
  {
    code: "HF2603",
    severity: "error",
    title: "A disconnected site takes charts from their public repositories.",
    fix: "name cluster.charts.directory or cluster.charts.registry",
    reference: AIR_GAP,
    path: "cluster.charts",
    when: (site) => isDisconnected(site) && installsCharts(site) && site.cluster.charts.kind === "public",
    message: ({ connectivity, cluster }) =>
      `connectivity is ${connectivity}, cluster.charts is ${cluster.charts.kind}`,
    expected: "a folder or a private registry with the charts",
  },
  {
    code: "HF2604",
    severity: "error",
    title: "A disconnected site takes charts from a public registry.",
    fix: "name a registry that the site reaches without a link, or a folder",
    reference: AIR_GAP,
    find: (site) => {
      const { charts } = site.cluster;
      if (!isDisconnected(site) || charts.kind !== "registry" || !isPublicRegistry(charts.url)) return [];
      return [
        {
          path: "cluster.charts.registry",
          message: `cluster.charts.registry is ${charts.url}, connectivity is ${site.connectivity}`,
          expected: "a registry inside the site",
        },
      ];
    },
  },
  {
    code: "HF2605",
    severity: "error",
    title: "A disconnected site keeps its files on the internet.",
    fix: "choose a store inside the site; for a private endpoint name its networks in objectStore.addresses",
    reference: AIR_GAP,
    find: (site) => {
      const store = site.objectStore;
      if (!isDisconnected(site) || store.kind !== "external-s3" || !isPublicEndpoint(store.endpoint))
        return [];
      const addresses = store.addresses ?? [];
      if (addresses.length > 0 && addresses.every(isPrivateNetwork)) return [];
      return [
        {
          path: "objectStore.endpoint",
          message: `objectStore.endpoint is ${store.endpoint}, connectivity is ${site.connectivity}`,
          expected: "an endpoint inside the site, or private networks in objectStore.addresses",
        },
      ];
    },
  },
  {
    code: "HF2606",
    severity: "warning",
    title: "A disconnected site names a database of a public cloud.",
    fix: "choose a database inside the site; accept this when a private endpoint leads there",
    reference: AIR_GAP,
    find: (site) => databaseFindings(site),
  },
  {
    code: "HF2607",
    severity: "warning",
    title: "The state of a disconnected site is kept on the internet.",
    fix: "choose a backend that the site's own people reach without a link",
    reference: "Terraform documentation: backends",
    find: (site) => {
      const place = publicBackend(site);
      if (!isDisconnected(site) || place === undefined) return [];
      return [
        {
          path: "backend",
          message: `backend is ${site.backend.kind} on ${place}, connectivity is ${site.connectivity}`,
          expected: "local, kubernetes, or an endpoint inside the site",
        },
      ];
    },
  },
  {
    code: "HF2608",
    severity: "warning",
    title: "Pods that move while the link is down can't pull their images.",
    fix: "mirror the images and name the registry in cluster.registry.host",
    reference: "Kubernetes documentation: images are pulled where a pod starts",
    path: "cluster.registry",
    when: (site) =>
      site.connectivity === "intermittent" &&
      (site.cluster.registry === undefined || isPublicRegistry(site.cluster.registry.host)),
    message: ({ connectivity, cluster }) =>
      `connectivity is ${connectivity}, cluster.registry is ${cluster.registry?.host ?? "absent"}`,
    expected: "a registry inside the site",
  },
  {
    code: "HF2609",
    severity: "warning",
    title: "A site with a weak link runs a release that is supported for months only.",
    fix: "choose the newest extended support release",
    reference: `${AIR_GAP}: extended support release advised`,
    path: "mattermost.version",
    when: ({ connectivity, mattermost }) =>
      connectivity !== "connected" && findRelease(mattermost.version)?.extendedSupport === false,
    message: ({ connectivity, mattermost }) =>
      `mattermost.version is ${mattermost.version}, connectivity is ${connectivity}`,
    expected: "a version of an extended support release",
  },
);

function isDisconnected(site: Site): boolean {
  return site.connectivity === "disconnected";
}

function installsCharts({ cluster: { platform } }: Site): boolean {
  return platform.cloudNativePg || platform.certManager || platform.externalSecrets;
}

function databaseFindings(site: Site): readonly Finding[] {
  const { database } = site;
  if (!isDisconnected(site) || database.kind !== "external") return [];
  const endpoints: readonly (readonly [path: string, host: string])[] = [
    ["database.writer.host", database.writer.host],
    ...database.readers.map(({ host }, index) => [`database.readers[${index}].host`, host] as const),
    ...database.searchReaders.map(
      ({ host }, index) => [`database.searchReaders[${index}].host`, host] as const,
    ),
  ];
  return endpoints
    .filter(([, host]) => isPublicEndpoint(host))
    .map(([path, host]) => ({
      path,
      message: `${path} is ${host}, connectivity is ${site.connectivity}`,
      expected: "a database inside the site",
    }));
}

/** Where on the internet the state is kept; undefined when it is not. */
function publicBackend({ backend }: Site): string | undefined {
  if (backend.kind === "azurerm") return `storage account ${backend.storageAccount}`;
  if (backend.kind === "http") return isPublicEndpoint(backend.address) ? backend.address : undefined;
  if (backend.kind !== "s3") return undefined;
  if (backend.endpoint === undefined) return `AWS region ${backend.region}`;
  return isPublicEndpoint(backend.endpoint) ? backend.endpoint : undefined;
}
