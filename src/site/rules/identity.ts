import { rules } from "./rule";
import { hostOf, withoutPassword } from "../addresses";

const MAX_SITE_NAME = 30;
const REDIRECTS = "Mattermost docs, site URL: used in links, redirects and WebSocket origin checks";

/** Rules on what the site is called, where it is found, and its time. */
export const IDENTITY_RULES = rules(
  {
    code: "HF2001",
    severity: "error",
    title: "The display name is longer than the server allows.",
    fix: "shorten displayName",
    reference: "Mattermost server: TeamSettings.SiteName, 30 bytes",
    path: "displayName",
    when: ({ displayName }) => Buffer.byteLength(displayName) > MAX_SITE_NAME,
    message: ({ displayName }) =>
      `displayName is ${JSON.stringify(displayName)}, ${Buffer.byteLength(displayName)} bytes long`,
    expected: `at most ${MAX_SITE_NAME} bytes of UTF-8`,
  },
  {
    code: "HF2002",
    severity: "warning",
    title: "The site says nothing about where its nodes get their time.",
    fix: "name the NTP servers, or the GPS or PTP clock, in timeSources",
    reference: "Mattermost docs, high availability: all nodes need one time; certificates and sign-in too",
    path: "timeSources",
    when: ({ timeSources }) => timeSources.length === 0,
    message: ({ timeSources }) => `timeSources has ${timeSources.length} entries`,
    expected: "at least one time source",
  },
  {
    code: "HF2003",
    severity: "error",
    title: "The site URL is not an HTTPS address.",
    fix: "write an address that begins with https://",
    reference: "Mattermost docs, transport encryption; the proxy serves HTTPS only",
    path: "mattermost.siteUrl",
    when: ({ mattermost }) => !mattermost.siteUrl.toLowerCase().startsWith("https://"),
    message: ({ mattermost }) => `mattermost.siteUrl is ${withoutPassword(mattermost.siteUrl)}`,
    expected: "an address that begins with https://",
  },
  {
    code: "HF2004",
    severity: "error",
    title: "The site URL has a path.",
    fix: "give the site a host name of its own",
    reference:
      "Mattermost server: a sub-path rewrites the web client at start, which a read-only file system forbids",
    path: "mattermost.siteUrl",
    when: ({ mattermost }) => /[^/]/.test(urlParts(mattermost.siteUrl).path),
    message: ({ mattermost }) =>
      `mattermost.siteUrl is ${withoutPassword(mattermost.siteUrl)}, with the path ${urlParts(mattermost.siteUrl).path}`,
    expected: "scheme and host only, e.g. https://chat.outpost-kestrel.example",
  },
  {
    code: "HF2005",
    severity: "error",
    title: "The site URL ends with a slash.",
    fix: "remove the slash at the end",
    reference: REDIRECTS,
    path: "mattermost.siteUrl",
    when: ({ mattermost }) => /^[^?#]*[^/:]\/+$/.test(mattermost.siteUrl),
    message: ({ mattermost }) => `mattermost.siteUrl is ${withoutPassword(mattermost.siteUrl)}`,
    expected: "no slash at the end",
  },
  {
    code: "HF2006",
    severity: "error",
    title: "The site URL has a part that an address of a site can't have.",
    fix: "write scheme, host and port only",
    reference: REDIRECTS,
    path: "mattermost.siteUrl",
    when: ({ mattermost }) => /[?#]/.test(mattermost.siteUrl) || urlParts(mattermost.siteUrl).user !== "",
    message: ({ mattermost }) =>
      `mattermost.siteUrl is ${withoutPassword(mattermost.siteUrl)}, with a user, query or fragment`,
    expected: "no user, query or fragment",
  },
  {
    code: "HF2007",
    severity: "error",
    title: "The site URL names the machine that reads it.",
    fix: "write the name that users type",
    reference: REDIRECTS,
    path: "mattermost.siteUrl",
    when: ({ mattermost }) => /^(localhost|127\..*|0\.0\.0\.0)$/.test(hostOf(mattermost.siteUrl)),
    message: ({ mattermost }) => `mattermost.siteUrl is ${withoutPassword(mattermost.siteUrl)}`,
    expected: "a name or address that every client can reach",
  },
  {
    code: "HF2008",
    severity: "error",
    title: "A label belongs to Kubernetes or to this toolkit.",
    fix: "choose a key under a domain of your own",
    reference: "Kubernetes documentation: labels under kubernetes.io and k8s.io are reserved",
    find: ({ labels }) =>
      Object.keys(labels)
        .filter((key) => RESERVED_LABEL.test(key))
        .map((key) => ({
          path: `labels.${key}`,
          message: `labels has the key ${key}, which selects or describes objects`,
          expected: "a key under a domain of your own",
        })),
  },
  {
    code: "HF2009",
    severity: "error",
    title: "The site's name is that of a namespace that others use.",
    fix: "give the site a name of its own",
    reference: "Kubernetes documentation: initial namespaces; the site's name is its namespace",
    path: "name",
    when: ({ name }) => TAKEN_NAMESPACE.test(name),
    message: ({ name }) => `name is ${name}`,
    expected: "a name that no namespace of the cluster's own parts has",
  },
);

const RESERVED_LABEL = /^([a-z0-9.-]+\.)?(kubernetes|k8s)\.io\//;
const TAKEN_NAMESPACE = /^(default|kube-.*|cert-manager|cnpg-system|terraform-state)$/;

/** User and path of an address, empty when it has none. */
function urlParts(address: string): { readonly user: string; readonly path: string } {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:([^/?#@]*)@)?[^/?#]*([^?#]*)/i.exec(address);
  return { user: match?.[1] ?? "", path: match?.[2] ?? "" };
}
