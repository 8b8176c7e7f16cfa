import { CHARTS } from "./charts";
import type { Image } from "./image";
import { IMAGES } from "./images";

/** Hosts that a pull from a public registry touches: the registry, its sign-in and where it keeps layers. */
const HOSTS: Readonly<Record<string, readonly string[]>> = {
  "docker.io": ["registry-1.docker.io", "auth.docker.io", "production.cloudflare.docker.com"],
  "ghcr.io": ["ghcr.io", "pkg-containers.githubusercontent.com"],
  "quay.io": ["quay.io", "*.quay.io"],
  "registry.k8s.io": ["registry.k8s.io", "*.pkg.dev", "*.amazonaws.com"],
  "nvcr.io": ["nvcr.io", "layers.nvcr.io", "authn.nvidia.com"],
};

/** Hosts that nodes reach to pull everything in the catalogue from its publishers. */
export function publicRegistryHosts(): readonly string[] {
  const images: readonly Image[] = [
    ...Object.values(IMAGES),
    ...Object.values(CHARTS).flatMap(({ images: all }) => Object.values<Image>(all)),
  ];
  const registries = [...new Set(images.map(({ registry }) => registry))].sort();
  return registries.flatMap((registry) => HOSTS[registry] ?? [registry]);
}
