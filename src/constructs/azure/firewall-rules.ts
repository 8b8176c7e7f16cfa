import type {
  FirewallPolicyRuleCollectionGroupApplicationRuleCollectionRule as ApplicationRule,
  FirewallPolicyRuleCollectionGroupNatRuleCollectionRule as NatRule,
  FirewallPolicyRuleCollectionGroupNetworkRuleCollectionRule as NetworkRule,
} from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group";
import type { AzureSubnet as SubnetUse } from "../../catalog/azure-address-plan";
import { AZURE_CLOUDS, type AzureCloud } from "../../catalog/azure-clouds";

/** One thing that may be reached outside the network; what has no row is refused. */
export type EgressRow = EgressBasics &
  (
    | { readonly protocol: "HTTPS" | "HTTP"; readonly fqdns: readonly string[] }
    | { readonly protocol: "HTTPS" | "HTTP"; readonly fqdnTags: readonly string[] }
    | { readonly protocol: "TCP" | "UDP"; readonly fqdns: readonly string[] }
    | { readonly protocol: "TCP" | "UDP"; readonly addresses: readonly string[] }
  );

interface EgressBasics {
  /** Letters, digits, `-`, `_` and `.`; unique among the rows. */
  readonly name: string;
  /** 1 to 65535. */
  readonly port: number;
  readonly why: string;
  /** Subnets that it is for. @default all that the firewall lets out */
  readonly from?: readonly SubnetUse[];
}

/** Ranges of the subnets that a row is for. */
export type Sources = (row: EgressRow) => readonly string[];

/** Traffic from outside that is handed on unchanged, e.g. voice. */
export interface ForwardedPort {
  readonly name: string;
  readonly port: number;
  readonly protocols: readonly ("TCP" | "UDP")[];
  /** Address that people outside dial. @default the firewall's own */
  readonly at?: string;
  /** IPv4 address of the side that listens. */
  readonly to: string;
  /** Ranges that may come in. @default - any */
  readonly from?: readonly string[];
  readonly why: string;
}

const HOST = /^(\*\.|\*)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;
const NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?$/;

/** Whether a text is a full host name, e.g. `ntp1.osprey.example`; `*` may stand for its first part. */
export function isHostName(text: string): boolean {
  return HOST.test(text);
}

/** What is wrong with the rows, in words; empty when nothing is. */
export function egressFaults(rows: readonly EgressRow[]): readonly string[] {
  const names = rows.map(({ name }) => name);
  return rows.flatMap((row, index) => [
    ...(NAME.test(row.name) ? [] : [`"${row.name}" is no name of a rule`]),
    ...(names.indexOf(row.name) === index ? [] : [`"${row.name}" is there twice`]),
    ...(row.port >= 1 && row.port <= 65535 ? [] : [`"${row.name}" names port ${row.port}`]),
    ...targetFaults(row),
  ]);
}

/** What the nodes of AKS reach, with the add-ons that a site uses. Source: AKS outbound rules, 2026-08-21. */
export function aksEgress(cloud: AzureCloud, region: string): readonly EgressRow[] {
  const { loginHost, nodeHosts, policyHosts } = AZURE_CLOUDS[cloud];
  const fqdnTags = ["AzureKubernetesService"];
  const hosts = nodeHosts.map((host) => host.replace("<region>", region));
  return [
    { name: "aks", fqdnTags, protocol: "HTTPS", port: 443, why: "AKS nodes and their control plane" },
    { name: "aks-packages", fqdnTags, protocol: "HTTP", port: 80, why: "packages of AKS nodes" },
    { name: "sign-in", fqdns: [loginHost], protocol: "HTTPS", port: 443, why: "workload identities" },
    { name: "policy", fqdns: policyHosts, protocol: "HTTPS", port: 443, why: "Azure Policy on the cluster" },
    ...(hosts.length > 0
      ? [{ name: "aks-hosts", fqdns: hosts, protocol: "HTTPS", port: 443, why: "AKS in this cloud" } as const]
      : []),
  ];
}

/** Rules by host name that the firewall reads from TLS or HTTP. */
export function applicationRules(rows: readonly EgressRow[], sources: Sources): ApplicationRule[] {
  return rows.filter(isWeb).map((row) => ({
    name: row.name,
    sourceAddresses: [...sources(row)],
    ...("fqdnTags" in row && { destinationFqdnTags: [...row.fqdnTags] }),
    ...("fqdns" in row && { destinationFqdns: [...row.fqdns] }),
    protocols: [{ type: row.protocol === "HTTPS" ? "Https" : "Http", port: row.port }],
  }));
}

/** Rules by address, or by host name that the firewall resolves itself, as its clients do through its DNS proxy. */
export function networkRules(rows: readonly EgressRow[], sources: Sources): NetworkRule[] {
  return rows.filter(isPlain).map((row) => ({
    name: row.name,
    sourceAddresses: [...sources(row)],
    ...("fqdns" in row && { destinationFqdns: [...row.fqdns] }),
    ...("addresses" in row && { destinationAddresses: [...row.addresses] }),
    destinationPorts: [String(row.port)],
    protocols: [row.protocol],
  }));
}

/** @param publicAddress address of the firewall that people outside reach */
export function forwardingRules(ports: readonly ForwardedPort[], publicAddress: string): NatRule[] {
  return ports.map(({ name, port, protocols, to, from = ["*"], at = publicAddress }) => ({
    name,
    sourceAddresses: [...from],
    destinationAddress: at,
    destinationPorts: [String(port)],
    translatedAddress: to,
    translatedPort: port,
    protocols: [...protocols],
  }));
}

export function isPlain({ protocol }: EgressRow): boolean {
  return protocol === "TCP" || protocol === "UDP";
}

function isWeb(row: EgressRow): boolean {
  return !isPlain(row);
}

function targetFaults(row: EgressRow): readonly string[] {
  const targets = targetsOf(row);
  if (targets.length === 0) return [`"${row.name}" names no host`];
  if (!("fqdns" in row)) return [];
  const wrong = targets.filter((host) => !isHostName(host) || (isPlain(row) && host.startsWith("*")));
  return wrong.map((host) => `"${row.name}" names the host "${host}"`);
}

/** Hosts, addresses or tags that a row lets through. */
export function targetsOf(row: EgressRow): readonly string[] {
  if ("fqdnTags" in row) return row.fqdnTags;
  return "addresses" in row ? row.addresses : row.fqdns;
}
