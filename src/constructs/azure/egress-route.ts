import { RouteTable } from "@cdktf/provider-azurerm/lib/route-table";
import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association";
import { Construct } from "constructs";
import type { AzureSubnet as SubnetUse } from "../../catalog/azure-address-plan";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";

export interface EgressRouteProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** Private address of the firewall, in this network or in the hub. */
  readonly firewallAddress: string;
  /** Subnets whose traffic leaves through it. */
  readonly uses: readonly SubnetUse[];
  /**
   * Whether routes that a VPN or ExpressRoute gateway learned apply beside it. Networks behind a gateway that send
   * packets past the firewall must get their answers past it too.
   * @default false
   */
  readonly learnRoutes?: boolean;
}

/**
 * Everything that leaves these subnets passes the firewall, but for what a gateway leads to. PostgreSQL's own subnet keeps two ways of its own: Entra ID
 * and its replicas, which Azure must reach directly.
 */
export class EgressRoute extends Construct {
  public constructor(scope: Construct, id: string, props: EgressRouteProps) {
    super(scope, id);
    for (const use of props.uses) {
      const subnet = props.network.subnet(use);
      const table = new RouteTable(this, `Table-${use}`, {
        ...placeOf(props.group),
        name: props.group.azure.names.of("routeTable", use.toLowerCase()),
        bgpRoutePropagationEnabled: props.learnRoutes ?? false,
        route: [
          {
            name: "firewall",
            addressPrefix: "0.0.0.0/0",
            nextHopType: "VirtualAppliance",
            nextHopInIpAddress: props.firewallAddress,
          },
          ...(use === "postgres" ? postgresRoutes(subnet.range) : []),
        ],
      });
      new SubnetRouteTableAssociation(this, `Routed-${use}`, {
        subnetId: subnet.subnetId,
        routeTableId: table.id,
      });
    }
  }
}

/** Source: Azure Database for PostgreSQL, virtual network integration behind a user-defined route. */
function postgresRoutes(range: string) {
  return [
    { name: "entra-id", addressPrefix: "AzureActiveDirectory", nextHopType: "Internet" },
    { name: "replicas", addressPrefix: range, nextHopType: "VnetLocal" },
  ];
}
