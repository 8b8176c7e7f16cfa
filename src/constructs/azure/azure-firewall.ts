import { Firewall } from "@cdktf/provider-azurerm/lib/firewall";
import { FirewallPolicy } from "@cdktf/provider-azurerm/lib/firewall-policy";
import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group";
import type { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import { Construct } from "constructs";
import { addressIn, MACHINE_SUBNETS } from "../../catalog/azure-address-plan";
import { zonesOf } from "../../catalog/azure-regions";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import {
  aksEgress,
  applicationRules,
  egressFaults,
  forwardingRules,
  isPlain,
  networkRules,
  type EgressRow,
  type ForwardedPort,
  type Sources,
} from "./firewall-rules";
import type { LogAnalytics } from "./log-analytics";
import { AZURE_PROBLEMS } from "./problems";
import { refuse } from "../kubernetes/problems";
import { publicAddress } from "./public-address";
import { WayIn } from "./ways-in";

/** Azure gives a firewall the first free address of its subnet; four before it are its own. */
const FIRST_FREE = 4;

/** Rows that name no subnet are for these. */
const FIRST_PRIORITY = 500;

/** The address that the firewall of a network has, known before it is made. */
export function firewallAddressIn(range: string): string {
  return addressIn(range, FIRST_FREE);
}

export interface AzureFirewallProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** `Basic` resolves no names for its clients and only reports known attackers. @default "Standard" */
  readonly tier?: "Basic" | "Standard" | "Premium";
  /** What may be reached, beside what AKS needs; more by `letOut`. @default [] */
  readonly egress?: readonly EgressRow[];
  /** What is handed on from its public address to the inside, e.g. Calls on 8443. @default [] */
  readonly forward?: readonly ForwardedPort[];
  /** Public addresses that it has beside its own, by id, for what is handed on. @default [] */
  readonly publicAddressIds?: readonly string[];
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
  private readonly policyId: string;
  private ruleGroups = 0;
  private readonly props: AzureFirewallProps;

  public constructor(scope: Construct, id: string, props: AzureFirewallProps) {
    super(scope, id);
    this.props = props;
    this.tier = props.tier ?? "Standard";
    const address = this.createAddress("Address", "firewall");
    this.publicAddress = address.ipAddress;
    this.privateAddress = firewallAddressIn(props.network.subnet("firewall").range);
    this.policyId = this.createPolicy().id;
    const { cloud, region } = props.group.azure;
    const rows = this.checked([...aksEgress(cloud, region), ...(props.egress ?? [])]);
    this.createRules("Rules", "site", rows, props.forward);
    const firewall = this.createFirewall(this.policyId, address.id);
    props.logs?.watch(`${id}Logs`, firewall.id);
    this.admitForwarded();
  }

  /**
   * Lets through what others need too.
   * @param name of the group of rules, e.g. `services`
   */
  public letOut(name: string, rows: readonly EgressRow[]): void {
    if (rows.length > 0) this.createRules(`Rules-${name}`, name, this.checked(rows));
  }

  private checked(rows: readonly EgressRow[]): readonly EgressRow[] {
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
    const { group, logs } = this.props;
    return publicAddress(this, id, { group, part, logs });
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

  private createRules(
    id: string,
    name: string,
    rows: readonly EgressRow[],
    forward: readonly ForwardedPort[] = [],
  ): void {
    const { network } = this.props;
    const sources: Sources = ({ from = MACHINE_SUBNETS }) => from.map((use) => network.subnet(use).range);
    const plain = networkRules(rows, sources);
    const web = applicationRules(rows, sources);
    new FirewallPolicyRuleCollectionGroup(this, id, {
      name,
      firewallPolicyId: this.policyId,
      priority: FIRST_PRIORITY + 100 * this.ruleGroups++,
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
      ...(plain.length > 0 && { networkRuleCollection: [allowed("ports", 200, plain)] }),
      ...(web.length > 0 && { applicationRuleCollection: [allowed("hosts", 300, web)] }),
    });
  }

  private createFirewall(firewallPolicyId: string, publicIpAddressId: string): Firewall {
    const { group, network, publicAddressIds = [] } = this.props;
    return new Firewall(this, "Firewall", {
      ...placeOf(group),
      name: group.azure.names.of("firewall"),
      skuName: "AZFW_VNet",
      skuTier: this.tier,
      zones: this.zones(),
      firewallPolicyId,
      ipConfiguration: [
        { name: "site", subnetId: network.subnet("firewall").subnetId, publicIpAddressId },
        ...publicAddressIds.map((id, index) => ({ name: `more-${index}`, publicIpAddressId: id })),
      ],
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
    for (const { name, at, from, port, protocols, to, why } of forward) {
      for (const protocol of protocols) {
        new WayIn(this, `Forwarded-${name}-${protocol}`, {
          ...{ from: "devices outside", fromRanges: from, to: `firewall, for ${to}` },
          ...{ toRanges: at === undefined ? [] : [`${at}/32`], ports: [port], protocol, why },
          heldBy: "the firewall, which hands it on",
        });
        for (const use of MACHINE_SUBNETS) {
          network.subnet(use).admit({
            from: network.subnet("firewall").range,
            protocol: protocol === "TCP" ? "Tcp" : "Udp",
            ports: [String(port)],
            why: `the firewall: ${why}`,
            to: [`${to}/32`],
          });
        }
      }
    }
  }

  private zones(): string[] | undefined {
    const { cloud, region } = this.props.group.azure;
    return zonesOf(cloud, region)?.slice();
  }
}

function allowed<Rule>(name: string, priority: number, rule: Rule[]) {
  return { name, priority, action: "Allow", rule };
}
