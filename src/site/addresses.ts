import type { Site } from "./site";

/** Host of an address such as `registry.example:5000/mirror` or `https://chat.example`. */
export function hostOf(address: string): string {
  const bare = address.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  return (bare.split(/[/:?#]/)[0] ?? bare).toLowerCase();
}

/** An address as it may be shown. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//(hidden)@");
}

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
