import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { VirtualNetworkPeering } from "@cdktf/provider-azurerm/lib/virtual-network-peering";
import { Construct } from "constructs";
import { AZURE_SUBNETS, planSubnets, type AzureSubnet as SubnetUse } from "../../catalog/azure-address-plan";
import type { PrivateLinkService } from "../../catalog/azure-clouds";
import { placeOf, type IAzureGroup } from "./azure-group";
import { AzureSubnet } from "./azure-subnet";
import { AZURE_PROBLEMS } from "./problems";
import { refuse } from "../kubernetes/problems";
import { PrivateZone, type IPrivateZone } from "./private-zone";

export interface AzureNetworkProps {
  readonly group: IAzureGroup;
  /** IPv4 range of the whole network, e.g. `10.40.0.0/16`. */
  readonly addressSpace: string;
  /** Parts that need a subnet. @default - all */
  readonly uses?: readonly SubnetUse[];
  /** Ranges set by hand. @default - a fixed place for each part in the address space */
  readonly subnets?: Readonly<Partial<Record<SubnetUse, string>>>;
  /** Name servers of the network. @default - Azure's own */
  readonly dnsServers?: readonly string[];
  /**
   * A network to be joined with. The other side's peering is made by whoever owns it.
   * @default - none
   */
  readonly hub?: {
    readonly virtualNetworkId: string;
    /** Whether the hub's VPN or ExpressRoute gateway is used. @default false */
    readonly useGateway?: boolean;
  };
  /** Existing private DNS zones by service, e.g. in the hub. @default - zones of the site's own */
  readonly privateZones?: Readonly<Partial<Record<PrivateLinkService, string>>>;
  /** Whether `terraform destroy` may take the zones of the site's own. @default false */
  readonly disposable?: boolean;
  /** DDoS protection plan that covers the public addresses. @default - none */
  readonly ddosProtectionPlanId?: string;
}

/** The virtual network of a site: a subnet for each part, each closed but for the connections of the stack. */
export class AzureNetwork extends Construct {
  public readonly networkId: string;
  public readonly networkName: string;
  public readonly addressSpace: string;
  private readonly subnets = new Map<SubnetUse, AzureSubnet>();
  private readonly zones = new Map<PrivateLinkService, IPrivateZone>();

  private readonly props: AzureNetworkProps;

  public constructor(scope: Construct, id: string, props: AzureNetworkProps) {
    super(scope, id);
    this.props = props;
    const { group, addressSpace } = props;
    this.addressSpace = addressSpace;
    const network = new VirtualNetwork(this, "Network", {
      ...placeOf(group),
      name: group.azure.names.of("virtualNetwork"),
      addressSpace: [addressSpace],
      dnsServers: props.dnsServers && [...props.dnsServers],
      ...(props.ddosProtectionPlanId && {
        ddosProtectionPlan: { enable: true, id: props.ddosProtectionPlanId },
      }),
    });
    this.networkId = network.id;
    this.networkName = network.name;
    this.createSubnets();
    if (props.hub) this.join(props.hub);
  }

  /** The subnet of a part; a problem when the network was made without it. */
  public subnet(use: SubnetUse): AzureSubnet {
    const found = this.subnets.get(use);
    if (found) return found;
    return refuse(this, AZURE_PROBLEMS.noSubnet, {
      message: `the network has no subnet for "${use}"`,
      expected: `one of ${[...this.subnets.keys()].join(", ")}`,
    });
  }

  /** The private DNS zone of a service, made when the first endpoint needs it. */
  public privateZone(service: PrivateLinkService): IPrivateZone {
    const made = this.zones.get(service);
    if (made) return made;
    const existing = this.props.privateZones?.[service];
    const zone = existing
      ? { zoneId: existing }
      : new PrivateZone(this, `Zone-${service}`, {
          group: this.props.group,
          service,
          networkId: this.networkId,
          disposable: this.props.disposable,
        });
    this.zones.set(service, zone);
    return zone;
  }

  private createSubnets(): void {
    const { group, addressSpace } = this.props;
    const plan = planSubnets(addressSpace, this.props.subnets);
    for (const use of this.props.uses ?? AZURE_SUBNETS) {
      const virtualNetworkName = this.networkName;
      const subnet = new AzureSubnet(this, use, { group, virtualNetworkName, use, range: plan[use] });
      this.subnets.set(use, subnet);
    }
  }

  private join({ virtualNetworkId, useGateway = false }: NonNullable<AzureNetworkProps["hub"]>): void {
    new VirtualNetworkPeering(this, "Hub", {
      name: "hub",
      resourceGroupName: this.props.group.azure.resourceGroup,
      virtualNetworkName: this.networkName,
      remoteVirtualNetworkId: virtualNetworkId,
      allowForwardedTraffic: true,
      useRemoteGateways: useGateway,
    });
  }
}
