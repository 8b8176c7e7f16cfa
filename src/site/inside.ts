import { hostOf } from "./rules/read";
import type { Site } from "./site";

/** The site's own names: what stands behind the first label of the address that people type. */
export function ownDomain({ mattermost }: Site): string {
  return hostOf(mattermost.siteUrl).split(".").slice(1).join(".");
}

/** Whether a host, named alone or in an address, can be reached without a link to the outside. */
export function isInside(site: Site, address: string): boolean {
  const host = hostOf(address);
  const domain = ownDomain(site);
  const inner = [domain, site.cluster.domain, "svc", "internal", "local", "lan"];
  if (inner.some((each) => host === each || host.endsWith(`.${each}`)) || !host.includes(".")) return true;
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host);
}
