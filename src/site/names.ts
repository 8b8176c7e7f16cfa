import { gatewayAddressIn } from "../catalog/azure-address-plan";
import type { Site } from "./site";
import type { SiteAzureNames } from "./site-azure-access";

/** A host name that the proxy in the cluster serves. */
export interface ServedHost {
  /** Letters; tells the hosts of a site apart. */
  readonly name: "chat" | "signin";
  readonly host: string;
  /** Path that answers 200 while the host serves. */
  readonly probePath: string;
}

/** Where a name leads: an address of ours, one that Azure chooses, or what only whoever runs the cluster knows. */
export type NameTarget =
  | { readonly kind: "address"; readonly address: string; readonly of: string }
  | { readonly kind: "gateway" }
  | { readonly kind: "unknown"; readonly of: string };

/** A host name that people type. */
export interface SiteName {
  readonly host: string;
  readonly what: string;
  readonly target: NameTarget;
}

/** A private zone of the site's own with its names. */
export interface SiteZone {
  readonly zone: string;
  /** `@` is the zone's own name. */
  readonly records: readonly { readonly record: string; readonly target: NameTarget }[];
}

/** Host names that the proxy serves; chat is the first. */
export function servedHosts({
  mattermost,
  identity,
}: Pick<Site, "mattermost" | "identity">): readonly [ServedHost, ...ServedHost[]] {
  const chat: ServedHost = {
    name: "chat",
    host: new URL(mattermost.siteUrl).hostname,
    probePath: "/api/v4/system/ping",
  };
  const discovery = "/.well-known/openid-configuration";
  if (identity?.kind === "dex") {
    const { hostname, pathname } = new URL(identity.url);
    return [chat, { name: "signin", host: hostname, probePath: pathname.replace(/\/$/, "") + discovery }];
  }
  if (identity?.kind !== "keycloak" || identity.exposure.kind !== "proxy") return [chat];
  const { url, realm } = identity;
  return [chat, { name: "signin", host: new URL(url).hostname, probePath: `/realms/${realm}${discovery}` }];
}

/** Every host name of a site that somebody must be able to look up; a site by address has none. */
export function siteNames(site: Site): readonly SiteName[] {
  const target = proxyTarget(site);
  const served = servedHosts(site).map(({ name, host }): SiteName => {
    return { host, target, what: name === "chat" ? "Mattermost" : "sign-in" };
  });
  return [...served, ...ownSignIn(site)].filter(({ host }) => isName(host));
}

/** The private zones that a site asks for. Without a name of its own, each host is a zone, so that nothing is hidden. */
export function siteZones(site: Site): readonly SiteZone[] {
  const names = site.azure?.access.names;
  if (names === undefined) return [];
  const { zone } = names;
  const all = siteNames(site);
  if (zone === undefined)
    return all.map(({ host, target }) => ({ zone: host, records: [{ record: "@", target }] }));
  const records = all.map(({ host, target }) => ({ record: recordIn(zone, host), target }));
  return [{ zone, records: records.flatMap(({ record, target }) => (record ? [{ record, target }] : [])) }];
}

/** A host as a record of a zone; undefined when it lies outside. */
export function recordIn(zone: string, host: string): string | undefined {
  if (host === zone) return "@";
  return host.endsWith(`.${zone}`) ? host.slice(0, -zone.length - 1) : undefined;
}

function proxyTarget({ azure, cluster: { exposure } }: Site): NameTarget {
  const gateway = azure?.access.gateway;
  const to: SiteAzureNames["to"] = azure?.access.names?.to ?? (gateway ? "gateway" : "load-balancer");
  if (azure && gateway && to === "gateway") {
    if (gateway.exposure === "internet") return { kind: "gateway" };
    const address = gatewayAddressIn(azure.network.subnets.applicationGateway);
    return { kind: "address", address, of: "the gateway" };
  }
  return exposure.kind === "load-balancer"
    ? balanced("NGINX's load balancer", exposure.address)
    : { kind: "unknown", of: `a node, port ${exposure.https}` };
}

/** Whether people type a name and no address. */
function isName(host: string): boolean {
  return /[a-z]/i.test(host) && !host.startsWith("[");
}

/** Keycloak on an address of its own. */
function ownSignIn({ identity }: Site): readonly SiteName[] {
  if (identity?.kind !== "keycloak" || identity.exposure.kind === "proxy") return [];
  const { exposure, url } = identity;
  const target: NameTarget =
    exposure.kind === "load-balancer"
      ? balanced("Keycloak's load balancer", exposure.address)
      : { kind: "unknown", of: `a node, port ${exposure.https}` };
  return [{ host: new URL(url).hostname, what: "sign-in", target }];
}

function balanced(of: string, address: string | undefined): NameTarget {
  return address === undefined ? { kind: "unknown", of } : { kind: "address", address, of };
}
