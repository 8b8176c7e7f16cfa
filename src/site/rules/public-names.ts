import ipaddr from "ipaddr.js";
import { hostOf } from "../addresses";

/** Registries of images and charts that stand on the internet, by host or domain. */
const PUBLIC_REGISTRIES = [
  "docker.io",
  "docker.com",
  "ghcr.io",
  "quay.io",
  "registry.k8s.io",
  "gcr.io",
  "pkg.dev",
  "mcr.microsoft.com",
  "public.ecr.aws",
  "cgr.dev",
  "registry.gitlab.com",
  "registry.redhat.io",
  "icr.io",
];

/** Services that are reached over the internet unless a private endpoint stands before them. */
const PUBLIC_SERVICES = [
  "amazonaws.com",
  "storage.googleapis.com",
  "blob.core.windows.net",
  "blob.core.usgovcloudapi.net",
  "digitaloceanspaces.com",
  "r2.cloudflarestorage.com",
  "backblazeb2.com",
  "wasabisys.com",
  "postgres.database.azure.com",
  "postgres.database.usgovcloudapi.net",
  "neon.tech",
  "supabase.co",
];

/** Addresses that aren't private but nobody outside reaches either. */
const PRIVATE_RANGES = ["private", "uniqueLocal", "loopback", "linkLocal", "carrierGradeNat", "reserved"];

/** Whether a registry stands on the internet. */
export function isPublicRegistry(address: string): boolean {
  return isUnder(hostOf(address), PUBLIC_REGISTRIES);
}

/** Whether an endpoint is a name of a public cloud service, or an address of the internet. */
export function isPublicEndpoint(address: string): boolean {
  const host = hostOf(address);
  if (ipaddr.isValid(host)) return !isPrivateAddress(host);
  return isUnder(host, PUBLIC_SERVICES);
}

/** Whether a network such as `10.0.0.0/8` is reachable from inside only. */
export function isPrivateNetwork(network: string): boolean {
  const address = network.split("/")[0] ?? network;
  return ipaddr.isValid(address) && isPrivateAddress(address);
}

function isPrivateAddress(address: string): boolean {
  return PRIVATE_RANGES.includes(ipaddr.parse(address).range());
}

function isUnder(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
