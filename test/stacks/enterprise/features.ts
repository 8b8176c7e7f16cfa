import { AZURE_REGIONS } from "../../../src/catalog/azure-regions";
import type { Site } from "../../../src/site/site";
import type { SiteAzure } from "../../../src/site/site-azure";

/** What must occur among the generated sites; a generator that stops drawing one of them fails. */
export const WANTED: readonly string[] = [
  "cloud azure",
  "cloud azure-government",
  "cloud azure-local",
  "local, reporting to azure-government",
  "local network existing",
  "local network new",
  "local load balancer",
  "zones",
  "no zones",
  "short name",
  "long name",
  "small network",
  "large network",
  "own group",
  "existing group",
  "disposable",
  "kept",
  "hub",
  "hub's firewall",
  "own firewall",
  "isolated",
  "name servers",
  "pod range by hand",
  "narrow nodes",
  "narrow media",
  "narrow endpoints",
  "gateway internal",
  "gateway internet",
  "bastion",
  "DDoS plan of its own",
  "DDoS plan of others",
  "voice from outside",
  "egress rows",
  "firewall Premium",
  "media pool",
  "GPU pool",
  "own disk keys",
  "registry of its own",
  "registry of others",
  "models",
  "metrics",
  "dashboards",
  "database azure",
  "database cluster",
  "standby none",
  "standby same-zone",
  "standby zone-redundant",
  "replicas",
  "geo-backup",
  "no PgBouncer",
  "store azure-blob",
  "store azure-files",
  "store cluster",
  "customer key of files",
  "secrets from the vault",
  "entra",
  "microsoft365 made",
  "microsoft365 existing",
  "calls",
];

/** Words for what a site is made of. */
export function featuresOf(site: Site): readonly string[] {
  const { azure, azureLocal, database, objectStore, secrets, microsoft365 } = site;
  const managed = database.kind === "azure" ? database : undefined;
  const files =
    objectStore.kind === "azure-blob" || objectStore.kind === "azure-files" ? objectStore : undefined;
  return told({
    [`cloud ${azure?.cloud ?? "azure-local"}`]: true,
    "local, reporting to azure-government": azureLocal?.cloud === "azure-government",
    [`local network ${azureLocal?.network.kind ?? ""}`]: true,
    "local load balancer": azureLocal?.loadBalancer !== undefined,
    "short name": site.name.length === 3,
    "long name": site.name.length >= 25,
    [site.disposable ? "disposable" : "kept"]: true,
    [`database ${database.kind}`]: true,
    [`standby ${managed?.standby ?? ""}`]: true,
    replicas: managed !== undefined && managed.readReplicas + managed.searchReplicas > 0,
    "geo-backup": managed?.geoBackup === true,
    "no PgBouncer": managed !== undefined && managed.pooler === undefined,
    [`store ${objectStore.kind}`]: true,
    "customer key of files": files?.own?.customerKey !== undefined,
    "secrets from the vault": secrets.keyVault !== undefined,
    entra: site.entra !== undefined,
    "microsoft365 made": microsoft365?.application.kind === "create",
    "microsoft365 existing": microsoft365?.application.kind === "existing",
    calls: site.calls !== undefined,
  }).concat(azure ? foundationFeatures(azure) : []);
}

function foundationFeatures(azure: SiteAzure): readonly string[] {
  const { access, egress, kubernetes, network } = azure;
  const plan = access.ddosProtection;
  const prefix = Number(network.addressSpace.split("/")[1]);
  const isolated = kubernetes.egress === "isolated";
  return told({
    [AZURE_REGIONS[azure.cloud][azure.region]?.zones === 3 ? "zones" : "no zones"]: true,
    "small network": prefix === 18,
    "large network": prefix <= 14,
    [azure.resourceGroup === undefined ? "own group" : "existing group"]: true,
    hub: network.hub !== undefined,
    "hub's firewall": network.hub?.firewallAddress !== undefined,
    "own firewall": !isolated && network.hub?.firewallAddress === undefined,
    isolated,
    "name servers": network.dnsServers !== undefined,
    "narrow nodes": network.subnets.nodes.endsWith("/27"),
    "narrow media": network.subnets.media.endsWith("/28") && kubernetes.mediaPool !== undefined,
    "narrow endpoints": network.subnets.privateEndpoints.endsWith("/28"),
    "pod range by hand": network.podRange !== "10.244.0.0/16",
    [`gateway ${access.gateway?.exposure ?? ""}`]: true,
    bastion: access.bastion !== undefined,
    "DDoS plan of its own": plan !== undefined && plan.planId === undefined,
    "DDoS plan of others": plan?.planId !== undefined,
    "voice from outside": access.media !== undefined,
    "egress rows": egress.rows.length > 0,
    "firewall Premium": egress.tier === "Premium",
    "media pool": kubernetes.mediaPool !== undefined,
    "GPU pool": kubernetes.gpuPool !== undefined,
    "own disk keys": kubernetes.diskKeys === "own",
    [azure.registry ? "registry of its own" : "registry of others"]: true,
    models: azure.openAi !== undefined,
    metrics: azure.monitoring !== undefined,
    dashboards: azure.monitoring?.grafana !== undefined,
  });
}

function told(features: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(features).filter((name) => features[name]);
}
