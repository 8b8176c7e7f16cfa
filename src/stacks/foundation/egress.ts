import { Construct } from "constructs";
import { MACHINE_SUBNETS, type AzureSubnet } from "../../catalog/azure-address-plan";
import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import { CHARTS } from "../../catalog/charts";
import { publicRegistryHosts } from "../../catalog/registry-hosts";
import type { AzureNetwork } from "../../constructs/azure/azure-network";
import { aksEgress, isHostName, targetsOf, type EgressRow } from "../../constructs/azure/firewall-rules";
import { Connections } from "../../constructs/kubernetes/connections";
import type { Site } from "../../site/site";
import type { SiteAzure } from "../../site/site-azure";
import { machineEgress } from "./operators";

const OPERATORS: readonly AzureSubnet[] = ["operators"];
/** Where Terraform gets its providers. */
const TERRAFORM_HOSTS = ["registry.terraform.io", "releases.hashicorp.com"];

/**
 * What nodes and operators reach outside, beside what AKS needs. What pods reach is read off their connections, once
 * the stacks with the pods are built.
 */
export function foundationEgress(site: Site, azure: SiteAzure): readonly EgressRow[] {
  const extra = azure.egress.rows.map((row, index): EgressRow => {
    const { hosts: fqdns, port, protocol, reason: why } = row;
    const from = row.from === "operators" ? OPERATORS : MACHINE_SUBNETS;
    const basics = { name: `site-${index + 1}`, fqdns, port, why, from };
    const web = protocol === "TCP" ? WEB[port] : undefined;
    return web ? { ...basics, protocol: web } : { ...basics, protocol };
  });
  return [
    ...registryRows(site, azure),
    ...timeRows(site),
    ...operatorsEgress(site, azure),
    ...machineEgress(azure),
    ...extra,
  ];
}

/** A registry by address needs no row here, nor one of the site's own: both are reached inside the network. */
function registryRows({ cluster }: Site, { registry: own }: SiteAzure): readonly EgressRow[] {
  const registry = cluster.registry?.host;
  if (own !== undefined && own.host === registry) return [];
  const row = { name: "images", protocol: "HTTPS", why: "images of the site's parts" } as const;
  if (registry === undefined) return [{ ...row, fqdns: publicRegistryHosts(), port: 443 }];
  const [host = "", port = "443"] = registry.split("/", 1).join("").split(":");
  return isHostName(host) ? [{ ...row, fqdns: [host], port: Number(port) }] : [];
}

function timeRows({ timeSources }: Site): readonly EgressRow[] {
  const fqdns = timeSources.filter(isHostName);
  return fqdns.length > 0
    ? [{ name: "time", fqdns, protocol: "UDP", port: 123, why: "time of the nodes" }]
    : [];
}

const WEB: Readonly<Record<number, "HTTPS" | "HTTP">> = { 443: "HTTPS", 80: "HTTP" };

/** Whoever applies the stacks from the operators' subnet. */
function operatorsEgress({ cluster }: Site, { cloud }: SiteAzure): readonly EgressRow[] {
  const { loginHost, resourceManagerHost } = AZURE_CLOUDS[cloud];
  const row = { protocol: "HTTPS", port: 443, from: OPERATORS } as const;
  const charts = Object.values(CHARTS).map(({ repository }) => new URL(repository).hostname);
  return [
    { ...row, name: "operators-azure", fqdns: [resourceManagerHost, loginHost], why: "Terraform and Azure" },
    { ...row, name: "operators-terraform", fqdns: TERRAFORM_HOSTS, why: "providers of Terraform" },
    ...(cluster.charts.kind === "public"
      ? [{ ...row, name: "operators-charts", fqdns: [...new Set(charts)].sort(), why: "charts" }]
      : []),
  ];
}

/** Tells the same rows as connections, so that the firewall matrix has what the firewall lets out. */
export function tellEgress(
  scope: Construct,
  network: AzureNetwork,
  { cloud, region }: SiteAzure,
  rows: readonly EgressRow[],
): void {
  const inside = new Construct(scope, "Outside");
  for (const row of [...aksEgress(cloud, region), ...rows]) {
    const { name, port, from = MACHINE_SUBNETS, why } = row;
    const protocol = row.protocol === "UDP" ? "UDP" : "TCP";
    for (const target of targetsOf(row)) {
      const side = new Connections(inside, `${name}-${target}`.replaceAll("*", "any"), {
        name: target,
        ports: [{ name: "outside", port, protocol }],
      });
      for (const use of from) network.subnet(use).connections.allowTo(side, why);
    }
  }
}
