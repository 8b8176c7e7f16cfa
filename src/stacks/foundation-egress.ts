import { AZURE_CLOUDS } from "../catalog/azure-clouds";
import { NATIONAL_CLOUDS, type NationalCloud } from "../catalog/national-clouds";
import { APPLE_PUSH_HOSTS, GOOGLE_PUSH_HOSTS, HOSTED_PUSH_PROXIES } from "../catalog/push-hosts";
import { publicRegistryHosts } from "../catalog/registry-hosts";
import { isHostName, type EgressRow } from "../constructs/azure/firewall-rules";
import type { Site } from "../site/site";
import type { SitePush } from "../site/site-apps";

/** What the parts of a site reach outside its network, beside what AKS itself needs. */
export function siteEgress(site: Site): readonly EgressRow[] {
  const { apps, azure, cluster, microsoft365, timeSources } = site;
  const inside = azure?.registry !== undefined && azure.registry.host === cluster.registry?.host;
  const times = timeSources.filter(isHostName);
  return [
    ...(inside ? [] : registryRows(cluster.registry?.host)),
    ...(times.length > 0
      ? [{ name: "time", fqdns: times, protocol: "UDP", port: 123, why: "time of the nodes" } as const]
      : []),
    ...signInRows(site),
    ...microsoft365Rows(microsoft365?.cloud),
    ...pushRows(apps.push),
  ];
}

/** Pods that are somebody in Entra ID get their tokens there; it has no private address. */
function signInRows({ azure, objectStore, secrets }: Site): readonly EgressRow[] {
  if (azure === undefined) return [];
  const byIdentity = objectStore.kind === "azure-blob" && objectStore.credentials === undefined;
  if (!byIdentity && secrets.keyVault === undefined) return [];
  const fqdns = [AZURE_CLOUDS[azure.cloud].loginHost];
  return [
    { name: "sign-in", fqdns, protocol: "HTTPS", port: 443, why: "tokens for the vault and the files" },
  ];
}

function microsoft365Rows(cloud: NationalCloud | undefined): readonly EgressRow[] {
  if (cloud === undefined) return [];
  const { graphHost, loginHost } = NATIONAL_CLOUDS[cloud];
  const why = "tokens of Microsoft 365, and mentions in its activity feed";
  return [{ name: "microsoft-365", fqdns: [loginHost, graphHost], protocol: "HTTPS", port: 443, why }];
}

/** A registry by address needs no row here: it is reached inside the network. */
function registryRows(registry: string | undefined): readonly EgressRow[] {
  const row = { name: "images", protocol: "HTTPS", why: "images of the site's parts" } as const;
  if (registry === undefined) return [{ ...row, fqdns: publicRegistryHosts(), port: 443 }];
  const [host = "", port = "443"] = registry.split("/", 1).join("").split(":");
  return isHostName(host) ? [{ ...row, fqdns: [host], port: Number(port) }] : [];
}

function pushRows(push: SitePush | undefined): readonly EgressRow[] {
  if (push === undefined) return [];
  const why = `push notifications (${push.contents})`;
  return [{ name: "push", fqdns: pushHosts(push), protocol: "HTTPS", port: 443, why }];
}

function pushHosts(push: SitePush): readonly string[] {
  if (push.kind === "hosted") return [HOSTED_PUSH_PROXIES[push.region]];
  return [
    ...(push.apple ? [APPLE_PUSH_HOSTS[push.apple.sandbox ? "sandbox" : "production"]] : []),
    ...(push.android ? Object.values(GOOGLE_PUSH_HOSTS) : []),
  ];
}
