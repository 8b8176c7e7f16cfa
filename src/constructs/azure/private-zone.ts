import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { Construct, type IDependable } from "constructs";
import { AZURE_CLOUDS, type PrivateLinkService } from "../../catalog/azure-clouds";
import type { IAzureGroup } from "./azure-group";
import { AZURE_PROBLEMS } from "./problems";
import { refuse } from "../kubernetes/problems";

/** A private DNS zone that machines of the network ask. */
export interface IPrivateZone {
  readonly zoneId: string;
  /** What must be there before names in the zone are found. Absent for a zone that somebody else runs. */
  readonly link?: IDependable;
}

export interface PrivateZoneProps {
  readonly group: IAzureGroup;
  readonly service: PrivateLinkService;
  readonly networkId: string;
  /** Whether `terraform destroy` may take it. @default false */
  readonly disposable?: boolean;
}

/** The private DNS zone of one service, by the name that the cloud prescribes. */
export class PrivateZone extends Construct implements IPrivateZone {
  public readonly zoneId: string;
  public readonly link: IDependable;

  public constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(scope, id);
    const { azure } = props.group;
    const { privateLinkZones, title } = AZURE_CLOUDS[azure.cloud];
    const name =
      privateLinkZones[props.service]?.replace("<region>", azure.region) ??
      refuse(this, AZURE_PROBLEMS.noSuchService, {
        message: `no private DNS zone of "${props.service}" is known in ${title}`,
        expected: `one of ${Object.keys(privateLinkZones).join(", ")}`,
      });
    const zone = new PrivateDnsZone(this, "Zone", {
      name,
      resourceGroupName: azure.resourceGroup,
      tags: { ...azure.tags },
      lifecycle: { preventDestroy: !(props.disposable ?? false) },
    });
    this.zoneId = zone.id;
    this.link = new PrivateDnsZoneVirtualNetworkLink(this, "Link", {
      name: "site",
      resourceGroupName: azure.resourceGroup,
      privateDnsZoneName: zone.name,
      virtualNetworkId: props.networkId,
      tags: { ...azure.tags },
    });
  }
}
