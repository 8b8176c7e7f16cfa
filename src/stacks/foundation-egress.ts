import { publicRegistryHosts } from "../catalog/registry-hosts";
import { isHostName, type EgressRow } from "../constructs/azure/firewall-rules";
import type { Site } from "../site/site";

/** What the parts of a site reach outside its network, beside what AKS itself needs. */
export function siteEgress({ cluster, timeSources }: Site): readonly EgressRow[] {
  const times = timeSources.filter(isHostName);
  return [
    ...registryRows(cluster.registry?.host),
    ...(times.length > 0
      ? [{ name: "time", fqdns: times, protocol: "UDP", port: 123, why: "time of the nodes" } as const]
      : []),
  ];
}

/** A registry by address needs no row here: it is reached inside the network. */
function registryRows(registry: string | undefined): readonly EgressRow[] {
  const row = { name: "images", protocol: "HTTPS", why: "images of the site's parts" } as const;
  if (registry === undefined) return [{ ...row, fqdns: publicRegistryHosts(), port: 443 }];
  const [host = "", port = "443"] = registry.split("/", 1).join("").split(":");
  return isHostName(host) ? [{ ...row, fqdns: [host], port: Number(port) }] : [];
}
