import { DEFAULTS, type Default } from "../defaults";
import type { SiteCluster, SiteMattermost, SitePeople, SiteProxy, TlsSource } from "../site";
import { sizeProxyReplicas, sizeProxyResources, sizeWorkerConnections, sizeWorkers } from "../sizing/proxy";
import type { SiteSpec } from "../spec";
import { gatewayRange } from "./azure-access";
import type { Ledger } from "./ledger";
import { resolveResources } from "./resources";

/** NGINX before the servers. */
export function resolveProxy(
  spec: SiteSpec,
  people: SitePeople,
  cluster: SiteCluster,
  mattermost: SiteMattermost,
  ledger: Ledger,
): SiteProxy {
  const proxy = spec.proxy ?? {};
  const defaults = DEFAULTS.proxy;
  const users = people.concurrentUsers;
  const replicas = ledger.sized(
    "proxy.replicas",
    proxy.replicas,
    sizeProxyReplicas(users, cluster.nodes.count),
  );
  const size = sizeProxyResources(users, replicas);
  const resources = resolveResources("proxy.resources", proxy.resources, size, ledger);
  const workers = ledger.sized("proxy.workers", undefined, sizeWorkers(resources.cpu));
  return {
    replicas,
    resources,
    workers,
    workerConnections: ledger.sized(
      "proxy.workerConnections",
      undefined,
      sizeWorkerConnections(users, replicas, workers),
    ),
    tls: resolveTls("proxy.tls", proxy.tls, ledger),
    maxBodySize: ledger.sized("proxy.maxBodySize", proxy.maxBodySize, {
      value: mattermost.maxFileSize + defaults.bodyReserve,
      reason: `mattermost.maxFileSize ${mattermost.maxFileSize} + ${defaults.bodyReserve} for the rest of a request`,
    }),
    allowFrom: ledger.chosen("proxy.allowFrom", proxy.allowFrom, defaults.allowFrom),
    trustedProxies: ledger.chosen("proxy.trustedProxies", proxy.trustedProxies, trustedBy(spec)),
    hsts: ledger.chosen("proxy.hsts", proxy.hsts, defaults.hsts),
  };
}

/** A gateway before the proxy is believed; nobody else is. */
function trustedBy(spec: SiteSpec): Default<readonly string[]> {
  const range = gatewayRange(spec);
  if (range === undefined) return DEFAULTS.proxy.trustedProxies;
  return { value: [range], reason: "the subnet of azure.access.gateway" };
}

/** Where a certificate comes from: an authority of the site's own by default. */
export function resolveTls(
  path: string,
  tls: NonNullable<SiteSpec["proxy"]>["tls"],
  ledger: Ledger,
): TlsSource {
  if (tls && "secret" in tls) {
    return {
      kind: ledger.written(`${path}.kind`, "secret"),
      secret: ledger.written(`${path}.secret`, tls.secret),
      revision: ledger.chosen(`${path}.revision`, tls.revision, DEFAULTS.revision),
      expires: tls.expires,
    };
  }
  if (tls && "issuer" in tls) {
    return {
      kind: ledger.written(`${path}.kind`, "issuer"),
      issuer: ledger.written(`${path}.issuer`, tls.issuer),
    };
  }
  const authority = {
    value: "site-authority" as const,
    reason: "a certificate authority of the site's own needs nothing from outside",
  };
  return { kind: ledger.chosen(`${path}.kind`, tls ? authority.value : undefined, authority) };
}
