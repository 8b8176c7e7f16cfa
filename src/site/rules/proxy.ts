import { hostOf } from "../addresses";
import { rules } from "./rule";

const NGINX = "Mattermost docs, set up an NGINX proxy";

/** Rules on NGINX and on how clients reach it. */
export const PROXY_RULES = rules(
  {
    code: "HF2501",
    severity: "error",
    title: "The proxy refuses uploads that the server allows.",
    fix: "raise proxy.maxBodySize, or lower mattermost.maxFileSize",
    reference: `${NGINX}: client_max_body_size and MaxFileSize must agree`,
    path: "proxy.maxBodySize",
    when: ({ proxy, mattermost }) => proxy.maxBodySize < mattermost.maxFileSize,
    message: ({ proxy, mattermost }) =>
      `proxy.maxBodySize is ${proxy.maxBodySize} MiB, mattermost.maxFileSize is ${mattermost.maxFileSize} MiB`,
    expected: ({ mattermost }) => `${mattermost.maxFileSize} MiB or more`,
  },
  {
    code: "HF2502",
    severity: "warning",
    title: "The only proxy stops with its node.",
    fix: "raise proxy.replicas to 2",
    reference: "Mattermost docs, high availability: no single point of failure",
    path: "proxy.replicas",
    when: ({ proxy, cluster }) => proxy.replicas === 1 && cluster.nodes.count > 1,
    message: ({ proxy, cluster }) => `proxy.replicas is ${proxy.replicas} on ${cluster.nodes.count} nodes`,
    expected: "2 or more",
  },
  {
    code: "HF2503",
    severity: "error",
    title: "Everybody may claim to be any client address.",
    fix: "name the load balancer's own networks",
    reference: "NGINX documentation: set_real_ip_from; rate limits, allow lists and audit rely on it",
    find: ({ proxy }) =>
      proxy.trustedProxies.flatMap((network, index) =>
        network.endsWith("/0")
          ? [
              {
                path: `proxy.trustedProxies[${index}]`,
                message: `proxy.trustedProxies[${index}] is ${network}, every address`,
                expected: "the networks of the load balancers",
              },
            ]
          : [],
      ),
  },
  {
    code: "HF2504",
    severity: "warning",
    title: "An allow list lets everybody in.",
    fix: "remove the entry, or remove proxy.allowFrom when everybody may connect",
    reference: "NGINX documentation: allow and deny",
    find: ({ proxy }) =>
      proxy.allowFrom.flatMap((network, index) =>
        network.endsWith("/0")
          ? [
              {
                path: `proxy.allowFrom[${index}]`,
                message: `proxy.allowFrom[${index}] is ${network}, every address`,
                expected: "the networks that may connect",
              },
            ]
          : [],
      ),
  },
  {
    code: "HF2505",
    severity: "error",
    title: "HTTP and HTTPS share a node port.",
    fix: "give them different ports",
    reference: "Kubernetes documentation: a node port belongs to one Service port",
    find: ({ cluster: { exposure } }) =>
      exposure.kind !== "node-port" || exposure.http !== exposure.https
        ? []
        : [
            {
              path: "cluster.exposure.http",
              message: `cluster.exposure.http and https are both ${exposure.http}`,
              expected: "two different ports",
            },
          ],
  },
  {
    code: "HF2506",
    severity: "warning",
    title: "Users type an address whose port nobody serves.",
    fix: "write the node port into mattermost.siteUrl, or name the load balancer before it in proxy.trustedProxies",
    reference: "Kubernetes documentation: node ports",
    find: ({ cluster: { exposure }, mattermost, proxy }) => {
      if (exposure.kind !== "node-port" || proxy.trustedProxies.length > 0) return [];
      const port = sitePort(mattermost.siteUrl);
      if (port === exposure.https) return [];
      return [
        {
          path: "cluster.exposure.https",
          message: `cluster.exposure.https is ${exposure.https}, mattermost.siteUrl uses port ${port}`,
          expected: `port ${exposure.https} in mattermost.siteUrl, or a load balancer that listens on ${port}`,
        },
      ];
    },
  },
  {
    code: "HF2507",
    severity: "warning",
    title: "Browsers may fall back to plain HTTP.",
    fix: "remove `hsts: false`",
    reference: `${NGINX}: Strict-Transport-Security`,
    path: "proxy.hsts",
    when: ({ proxy }) => !proxy.hsts,
    message: ({ proxy }) => `proxy.hsts is ${proxy.hsts}`,
    expected: "true",
  },
  {
    code: "HF2508",
    severity: "warning",
    title: "The certificate is issued for an address instead of a name.",
    fix: "give the site a DNS name; public authorities and many clients refuse addresses",
    reference: "CA/Browser Forum baseline requirements; Mattermost mobile apps verify the name",
    path: "mattermost.siteUrl",
    when: ({ mattermost, proxy }) =>
      proxy.tls.kind === "issuer" && /^(\d+\.){3}\d+$/.test(hostOf(mattermost.siteUrl)),
    message: ({ mattermost }) => `mattermost.siteUrl is ${mattermost.siteUrl} with a certificate issuer`,
    expected: "a DNS name",
  },
);

function sitePort(siteUrl: string): number {
  return Number(/^[a-z]+:\/\/[^/]*:(\d+)(?:[/?#]|$)/i.exec(siteUrl)?.[1] ?? 443);
}
