import { AZURE_REGIONS } from "../../../src/catalog/azure-regions";
import type { Site } from "../../../src/site/site";
import type { SiteAzure } from "../../../src/site/site-azure";

/** Values and consequences that must occur among the generated sites, beside every option; see `drawn-sites.ts`. */
export const WANTED: readonly string[] = [
  "cloud azure",
  "cloud azure-government",
  "cloud azure-local",
  "local, reporting to azure-government",
  "zones",
  "no zones",
  "short name",
  "long name",
  "small network",
  "large network",
  "own group",
  "disposable",
  "kept",
  "own firewall",
  "isolated",
  "narrow nodes",
  "narrow media",
  "narrow endpoints",
  "gateway internal",
  "gateway internet",
  "hosts to the gateway",
  "hosts to the load balancer",
  "a zone for each host",
  "one zone for all hosts",
  "hosts unknown in the hub",
  "a machine that applies",
  "a machine that applies nothing",
  "FIPS in azure",
  "FIPS in azure-government",
  "no FIPS in azure",
  "no FIPS in azure-government",
  "DDoS plan of its own",
  "DDoS plan of others",
  "firewall Premium",
  "own disk keys",
  "registry of others",
  "database cluster",
  "standby none",
  "standby same-zone",
  "standby zone-redundant",
  "replicas",
  "geo-backup",
  "Microsoft's database keys",
  "own database keys",
  "own keys of copied backups",
  "replicas behind endpoints",
  "no PgBouncer",
  "store cluster",
  "entra",
  "microsoft365 made",
  "microsoft365 existing",
  "calls",
  "TURN server",
  "sign-in beside the proxy",
  "sign-in beside the gateway",
  "offices behind the hub's gateway",
  "offices behind the hub's firewall",
];

/** Words for what a site is made of. */
export function featuresOf(site: Site): readonly string[] {
  const { azure, azureLocal, database, objectStore, microsoft365 } = site;
  const managed = database.kind === "azure" ? database : undefined;
  return told({
    [`cloud ${azure?.cloud ?? "azure-local"}`]: true,
    "local, reporting to azure-government": azureLocal?.cloud === "azure-government",
    "short name": site.name.length === 3,
    "long name": site.name.length >= 25,
    [site.disposable ? "disposable" : "kept"]: true,
    [`database ${database.kind}`]: true,
    [`standby ${managed?.standby ?? ""}`]: true,
    "Microsoft's database keys": managed?.dataKeys === "microsoft",
    "own database keys": managed?.dataKeys === "own" && !managed.geoBackup,
    "own keys of copied backups": managed?.dataKeys === "own" && managed.geoBackup,
    "replicas behind endpoints": managed?.network.kind === "private-endpoint" && managed.readReplicas > 0,
    replicas: managed !== undefined && managed.readReplicas + managed.searchReplicas > 0,
    "geo-backup": managed?.geoBackup === true,
    "no PgBouncer": managed !== undefined && managed.pooler === undefined,
    [`store ${objectStore.kind}`]: true,
    entra: site.entra !== undefined,
    "microsoft365 made": microsoft365?.application.kind === "create",
    "microsoft365 existing": microsoft365?.application.kind === "existing",
    calls: site.calls !== undefined,
    "TURN server": site.calls?.turn !== undefined && site.azure !== undefined,
    "sign-in beside the proxy": signsInByItself(site) && site.azure?.access.gateway === undefined,
    "sign-in beside the gateway": signsInByItself(site) && site.azure?.access.gateway !== undefined,
  }).concat(azure ? foundationFeatures(azure) : []);
}

function signsInByItself({ azure, identity }: Site): boolean {
  return azure !== undefined && identity?.kind === "keycloak" && identity.exposure.kind === "load-balancer";
}

function foundationFeatures(azure: SiteAzure): readonly string[] {
  const { access, egress, kubernetes, network } = azure;
  const { names, operators, ddosProtection: plan } = access;
  const prefix = Number(network.addressSpace.split("/")[1]);
  const isolated = kubernetes.egress === "isolated";
  const behindGateway = network.hub?.useGateway === true;
  return told({
    [AZURE_REGIONS[azure.cloud][azure.region]?.zones === 3 ? "zones" : "no zones"]: true,
    "small network": prefix === 18,
    "large network": prefix <= 14,
    [azure.resourceGroup === undefined ? "own group" : "existing group"]: true,
    "own firewall": !isolated && network.hub?.firewallAddress === undefined,
    isolated,
    "offices behind the hub's gateway":
      !isolated && behindGateway && network.hub.firewallAddress === undefined,
    "offices behind the hub's firewall": behindGateway && network.hub.firewallAddress !== undefined,
    "narrow nodes": network.subnets.nodes.endsWith("/27"),
    "narrow media": network.subnets.media.endsWith("/28") && kubernetes.mediaPool !== undefined,
    "narrow endpoints": network.subnets.privateEndpoints.endsWith("/28"),
    [`hosts to the ${names?.to.replace("-", " ") ?? ""}`]: true,
    "a zone for each host": names !== undefined && names.zone === undefined,
    "one zone for all hosts": names?.zone !== undefined,
    "hosts unknown in the hub": names?.linkHub === false && network.hub !== undefined,
    "a machine that applies": operators?.applies === true,
    "a machine that applies nothing": operators?.applies === false,
    [`${kubernetes.fips ? "FIPS" : "no FIPS"} in ${azure.cloud}`]: true,
    [`gateway ${access.gateway?.exposure ?? ""}`]: true,
    "DDoS plan of its own": plan !== undefined && plan.planId === undefined,
    "DDoS plan of others": plan?.planId !== undefined,
    "firewall Premium": egress.tier === "Premium",
    "own disk keys": kubernetes.diskKeys === "own",
    [azure.registry ? "registry of its own" : "registry of others"]: true,
  });
}

function told(features: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(features).filter((name) => features[name]);
}
