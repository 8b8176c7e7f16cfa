import { NetworkSecurityGroup } from "@cdktf/provider-azurerm/lib/network-security-group";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association";
import { Lazy, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { AzureSubnet as SubnetUse } from "../../catalog/azure-address-plan";
import { Connections, type IConnectable, type IConnections } from "../kubernetes/connections";
import { placeOf, type IAzureGroup } from "./azure-group";
import { networkRules, type PlatformNeed } from "./network-rules";

export interface AzureSubnetProps {
  readonly group: IAzureGroup;
  readonly virtualNetworkName: string;
  readonly use: SubnetUse;
  /** CIDR notation. */
  readonly range: string;
}

/** Names that Azure prescribes. */
const FIXED_NAMES: Readonly<Partial<Record<SubnetUse, string>>> = {
  firewall: "AzureFirewallSubnet",
  firewallManagement: "AzureFirewallManagementSubnet",
  bastion: "AzureBastionSubnet",
};

/** Azure Firewall filters by itself; Azure refuses a security group there. */
const WITHOUT_SECURITY_GROUP: readonly SubnetUse[] = ["firewall", "firewallManagement"];

const POSTGRES_DELEGATION = {
  name: "postgres",
  serviceDelegation: {
    name: "Microsoft.DBforPostgreSQL/flexibleServers",
    actions: ["Microsoft.Network/virtualNetworks/subnets/join/action"],
  },
};

/** One subnet with its security group, which lets in what the connections of the stack need. */
export class AzureSubnet extends Construct implements IConnectable {
  public readonly range: string;
  public readonly subnetId: string;
  /** Everything in the subnet as one side. */
  public readonly connections: IConnections;
  /** What must be in place before machines are put into the subnet. */
  public readonly securityGroup?: SubnetNetworkSecurityGroupAssociation;
  private readonly needs: PlatformNeed[] = [];

  public constructor(scope: Construct, id: string, props: AzureSubnetProps) {
    super(scope, id);
    const { use, range, group } = props;
    this.range = range;
    this.connections = new Connections(this, "Connections", { name: `subnet ${use}`, addresses: [range] });
    const subnet = new Subnet(this, "Subnet", {
      name: FIXED_NAMES[use] ?? group.azure.names.of("subnet", dashed(use)),
      resourceGroupName: group.azure.resourceGroup,
      virtualNetworkName: props.virtualNetworkName,
      addressPrefixes: [range],
      // Azure Firewall and Bastion come with a public address of their own.
      ...(FIXED_NAMES[use] === undefined && { defaultOutboundAccessEnabled: false }),
      ...(use === "privateEndpoints" && { privateEndpointNetworkPolicies: "NetworkSecurityGroupEnabled" }),
      ...(use === "postgres" && {
        delegation: [POSTGRES_DELEGATION],
        serviceEndpoints: ["Microsoft.Storage"],
      }),
    });
    this.subnetId = subnet.id;
    if (!WITHOUT_SECURITY_GROUP.includes(use)) this.securityGroup = this.guard(props);
  }

  /** Lets in what a part of Azure needs here, which no connection of the site can say. */
  public admit(need: PlatformNeed): void {
    this.needs.push(need);
  }

  private guard({ use, range, group }: AzureSubnetProps): SubnetNetworkSecurityGroupAssociation {
    const guard = new NetworkSecurityGroup(this, "SecurityGroup", {
      ...placeOf(group),
      name: group.azure.names.of("networkSecurityGroup", dashed(use)),
      securityRule: Lazy.anyValue({ produce: () => this.rules(use, range) }),
    });
    return new SubnetNetworkSecurityGroupAssociation(this, "Guarded", {
      subnetId: this.subnetId,
      networkSecurityGroupId: guard.id,
    });
  }

  /** Known only when the whole stack is built, for a connection may be made at any time. */
  private rules(use: SubnetUse, range: string): readonly Readonly<Record<string, unknown>>[] {
    return networkRules(use, range, Connections.allBelow(TerraformStack.of(this)), this.needs).map(
      (rule) => ({
        name: rule.name,
        description: rule.description,
        priority: rule.priority,
        direction: rule.direction,
        access: rule.access,
        protocol: rule.protocol,
        source_port_range: "*",
        ...oneOrSeveral("destination_address_prefix", "destination_address_prefixes", rule.destinations),
        ...oneOrSeveral("source_address_prefix", "source_address_prefixes", rule.sources),
        ...oneOrSeveral("destination_port_range", "destination_port_ranges", rule.ports),
        ...UNUSED_RULE_ATTRIBUTES,
      }),
    );
  }
}

/** Terraform wants every attribute of an object, also those that say nothing. */
const UNUSED_RULE_ATTRIBUTES = {
  source_port_ranges: null,
  source_application_security_group_ids: null,
  destination_application_security_group_ids: null,
};

/** The provider takes one value here and several there, never both. */
function oneOrSeveral(single: string, several: string, values: readonly string[]): object {
  const [only] = values;
  return values.length === 1 ? { [single]: only, [several]: null } : { [single]: null, [several]: values };
}

function dashed(use: SubnetUse): string {
  return use.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
