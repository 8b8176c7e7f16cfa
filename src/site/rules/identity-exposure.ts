import ipaddr from "ipaddr.js";
import type { Site } from "../site";
import { rules } from "./rule";

const REVERSE_PROXY = "Keycloak documentation, configuring a reverse proxy: exposed path recommendations";

/** Rules on how people reach the identity provider of the site. */
export const IDENTITY_EXPOSURE_RULES = rules(
  {
    code: "HF2914",
    severity: "warning",
    title: "Whoever reaches the sign-in page reaches the administrators' pages, too.",
    fix: "remove identity.exposure: the site's proxy then serves the realm alone",
    reference: REVERSE_PROXY,
    path: "identity.exposure",
    when: ({ identity }) => exposureOf(identity) !== "proxy" && identity?.kind === "keycloak",
    message: ({ identity }) => `identity.exposure is ${exposureOf(identity)}`,
    expected: "kind proxy",
  },
  {
    code: "HF2915",
    severity: "error",
    title: "The sign-in page and Mattermost are behind one proxy, but at two ports.",
    fix: "write the port of mattermost.siteUrl into identity.url",
    reference: "RFC 6454, the origin of an address; the proxy listens on one port",
    path: "identity.url",
    when: ({ identity, mattermost }) =>
      exposureOf(identity) === "proxy" && portOf(urlOf(identity)) !== portOf(mattermost.siteUrl),
    message: ({ identity, mattermost }) =>
      `identity.url uses port ${portOf(urlOf(identity))}, mattermost.siteUrl uses port ${portOf(mattermost.siteUrl)}`,
    expected: ({ mattermost }) => `port ${portOf(mattermost.siteUrl)}`,
  },
  {
    code: "HF2916",
    severity: "error",
    title: "Networks may reach the sign-in page that may not reach the proxy before it.",
    fix: "remove identity.allowFrom, or add its networks to proxy.allowFrom",
    reference: "The proxy's own list is looked at first, by the load balancer and the network policy",
    find: ({ identity, proxy }) =>
      exposureOf(identity) !== "proxy" || proxy.trustedProxies.length > 0
        ? []
        : networksOf(identity)
            .filter((network) => !allows(proxy.allowFrom, network))
            .map((network) => ({
              path: "identity.allowFrom",
              message: `identity.allowFrom has ${network}, proxy.allowFrom has ${proxy.allowFrom.join(", ")}`,
              expected: "networks within those of proxy.allowFrom",
            })),
  },
);

function exposureOf(identity: Site["identity"]): string {
  if (identity?.kind === "dex") return "proxy";
  return identity?.kind === "keycloak" ? identity.exposure.kind : "none";
}

function networksOf(identity: Site["identity"]): readonly string[] {
  return identity?.kind === "keycloak" || identity?.kind === "dex" ? identity.allowFrom : [];
}

function urlOf(identity: Site["identity"]): string {
  return identity?.kind === "keycloak" || identity?.kind === "dex" ? identity.url : "";
}

function portOf(url: string): string {
  const port = URL.canParse(url) ? new URL(url).port : "";
  return port === "" ? "443" : port;
}

/** Whether every address of a network is in one of the networks; none means everyone. */
function allows(networks: readonly string[], network: string): boolean {
  if (networks.length === 0) return true;
  const [address, length] = ipaddr.parseCIDR(network);
  return networks.some((each) => {
    const [base, prefix] = ipaddr.parseCIDR(each);
    return address.kind() === base.kind() && length >= prefix && address.match(base, prefix);
  });
}
