import { CHARTS } from "./charts";
import type { Image } from "./image";
import { IMAGES, mattermostImage } from "./images";

/** Repositories of a publisher under the same path in a registry of one's own. `*` stands for the rest of a path. */
export interface CacheRule {
  readonly name: string;
  /** e.g. `quay.io/keycloak/*`. */
  readonly source: string;
  /** e.g. `keycloak/*`. */
  readonly target: string;
}

/** Registries that Azure's artifact cache can ask. Source: Azure Container Registry documentation, artifact cache. */
const UPSTREAMS = ["docker.io", "ghcr.io", "quay.io", "registry.k8s.io"];

/**
 * Rules by which an Azure registry fetches what the catalogue names when it is asked for it first. Images of other
 * publishers (NVIDIA's) are brought there by hand.
 */
export function catalogueCacheRules(): readonly CacheRule[] {
  const images: readonly Image[] = [
    ...Object.values(IMAGES),
    ...Object.values(CHARTS).flatMap(({ images: all }) => Object.values<Image>(all)),
    mattermostImage("enterprise", "0"),
  ];
  const paths = images
    .filter(({ registry }) => UPSTREAMS.includes(registry))
    .map(({ registry, repository }) => [registry, repository.split("/", 1).join("")] as const);
  const rules = paths.map(([registry, path]): readonly [string, CacheRule] => [
    `${registry}/${path}`,
    { name: `${path}-cache`, source: `${registry}/${path}/*`, target: `${path}/*` },
  ]);
  return [...new Map(rules).values()].sort((a, b) => (a.target < b.target ? -1 : 1));
}

/** What nodes of an isolated AKS cluster start with. Source: AKS documentation, network isolated clusters. */
export const AKS_CACHE_RULE: CacheRule = {
  name: "aks-managed-mcr",
  source: "mcr.microsoft.com/*",
  target: "aks-managed-repository/*",
};
