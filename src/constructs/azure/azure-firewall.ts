import { Firewall } from "@cdktf/provider-azurerm/lib/firewall";
import { FirewallPolicy } from "@cdktf/provider-azurerm/lib/firewall-policy";
import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Construct } from "constructs";
import { addressIn, type AzureSubnet as SubnetUse } from "../../catalog/azure-address-plan";
import { zonesOf } from "../../catalog/azure-regions";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import {
  aksEgress,
  applicationRules,
  egressFaults,
  forwardingRules,
  isPlain,
  networkFqdnRules,
  type EgressRow,
  type ForwardedPort,
} from "./firewall-rules";
import type { LogAnalytics } from "./log-analytics";
import { AZURE_PROBLEMS } from "./problems";
import { refuse } from "../kubernetes/problems";

/** Azure gives a firewall the first free address of its subnet; four before it are its own. */
const FIRST_FREE = 4;

/** The address that the firewall of a network has, known before it is made. */
export function firewallAddressIn(range: string): string {
  return addressIn(range, FIRST_FREE);
}

export interface AzureFirewallProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** `Basic` resolves no names for its clients and only reports known attackers. @default "Standard" */
  readonly tier?: "Basic" | "Standard" | "Premium";
  /** Subnets whose traffic it lets out. @default - nodes and media */
  readonly uses?: readonly SubnetUse[];
  /** What may be reached, beside what AKS needs. @default [] */
  readonly egress?: readonly EgressRow[];
  /** What is handed on from its public address to the inside, e.g. Calls on 8443. @default [] */
  readonly forward?: readonly ForwardedPort[];
  /** Name servers that it asks. @default - Azure's own */
  readonly dnsServers?: readonly string[];
  /** Where its logs go. @default - nowhere */
  readonly logs?: LogAnalytics;
}

/**
 * The only way out of a network: hosts are let through by name, everything else is refused. Its clients resolve names
 * through it, so that both see the same addresses.
 */
export class AzureFirewall extends Construct {
  /** Address that routes point at and, but in the Basic tier, that resolves names. */
  public readonly privateAddress: string;
  /** Address that people outside reach, as a reference. */
  public readonly publicAddress: string;
  private readonly tier: "Basic" | "Standard" | "Premium";

  private readonly props: AzureFirewallProps;

  public constructor(scope: Construct, id: string, props: AzureFirewallProps) {
    super(scope, id);
    this.props = props;
    this.tier = props.tier ?? "Standard";
    const rows = this.checkedRows();
    const address = this.createAddress("Address", "firewall");
    this.publicAddress = address.ipAddress;
    this.privateAddress = firewallAddressIn(props.network.subnet("firewall").range);
    const policy = this.createPolicy();
    this.createRules(policy.id, rows);
    const firewall = this.createFirewall(policy.id, address.id);
    props.logs?.watch(`${id}Logs`, firewall.id);
    this.admitForwarded();
  }

  private checkedRows(): readonly EgressRow[] {
    const { cloud, region } = this.props.group.azure;
    const rows = [...aksEgress(cloud, region), ...(this.props.egress ?? [])];
    const [fault] = egressFaults(rows);
    if (fault !== undefined) {
      refuse(this, AZURE_PROBLEMS.egressRow, {
        message: fault,
        expected: "a name of its own, a port from 1 to 65535, and host names",
      });
    }
    const plain = rows.find(isPlain);
    if (this.tier === "Basic" && plain) {
      refuse(this, AZURE_PROBLEMS.firewallTier, {
        message: `"${plain.name}" goes by host name over ${plain.protocol}, in the Basic tier`,
        expected: "the Standard or the Premium tier",
      });
    }
    return rows;
  }

  private createAddress(id: string, part: string): PublicIp {
    const { group } = this.props;
    return new PublicIp(this, id, {
      ...placeOf(group),
      name: group.azure.names.of("publicIp", part),
      allocationMethod: "Static",
      sku: "Standard",
      zones: this.zones(),
    });
  }

  private createPolicy(): FirewallPolicy {
    const { group, dnsServers } = this.props;
    const basic = this.tier === "Basic";
    return new FirewallPolicy(this, "Policy", {
      ...placeOf(group),
      name: group.azure.names.of("firewallPolicy"),
      sku: this.tier,
      threatIntelligenceMode: basic ? "Alert" : "Deny",
      ...(!basic && { dns: { proxyEnabled: true, ...(dnsServers && { servers: [...dnsServers] }) } }),
      ...(this.tier === "Premium" && { intrusionDetection: { mode: "Deny" } }),
    });
  }

  private createRules(firewallPolicyId: string, rows: readonly EgressRow[]): void {
    const { network, uses = ["nodes", "media"], forward = [] } = this.props;
    const sources = uses.map((use) => network.subnet(use).range);
    const allow = (name: string, priority: number, rule: object[]) => ({
      name,
      priority,
      action: "Allow",
      rule: rule as never,
    });
    const plain = networkFqdnRules(rows, sources);
    new FirewallPolicyRuleCollectionGroup(this, "Rules", {
      name: "site",
      firewallPolicyId,
      priority: 500,
      ...(forward.length > 0 && {
        natRuleCollection: [
          {
            name: "forwarded",
            priority: 100,
            action: "Dnat",
            rule: forwardingRules(forward, this.publicAddress),
          },
        ],
      }),
      ...(plain.length > 0 && { networkRuleCollection: [allow("ports", 200, plain)] }),
      applicationRuleCollection: [allow("hosts", 300, applicationRules(rows, sources))],
    });
  }

  private createFirewall(firewallPolicyId: string, publicIpAddressId: string): Firewall {
    const { group, network } = this.props;
    return new Firewall(this, "Firewall", {
      ...placeOf(group),
      name: group.azure.names.of("firewall"),
      skuName: "AZFW_VNet",
      skuTier: this.tier,
      zones: this.zones(),
      firewallPolicyId,
      ipConfiguration: [{ name: "site", subnetId: network.subnet("firewall").subnetId, publicIpAddressId }],
      ...(this.tier === "Basic" && {
        managementIpConfiguration: {
          name: "management",
          subnetId: network.subnet("firewallManagement").subnetId,
          publicIpAddressId: this.createAddress("ManagementAddress", "firewall-management").id,
        },
      }),
    });
  }

  /** What the firewall hands on comes from its own addresses. */
  private admitForwarded(): void {
    const { network, forward = [] } = this.props;
    for (const { port, protocols, why } of forward) {
      for (const protocol of protocols) {
        network.subnet("media").admit({
          from: network.subnet("firewall").range,
          protocol: protocol === "TCP" ? "Tcp" : "Udp",
          ports: [String(port)],
          why: `the firewall: ${why}`,
        });
      }
    }
  }

  private zones(): string[] | undefined {
    const { cloud, region } = this.props.group.azure;
    return zonesOf(cloud, region)?.slice();
  }
}
