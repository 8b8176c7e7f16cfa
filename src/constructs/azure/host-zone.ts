import { PrivateDnsARecord } from "@cdktf/provider-azurerm/lib/private-dns-a-record";
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { Construct } from "constructs";
import type { IAzureGroup } from "./azure-group";

/** A name in a zone and the address that it leads to. */
export interface HostRecord {
  /** `@` is the zone's own name. */
  readonly record: string;
  /** IPv4 address. */
  readonly address: string;
}

export interface HostZoneProps {
  readonly group: IAzureGroup;
  /** e.g. `chat.osprey.example`. Whoever asks in a linked network finds no other name of the zone than these. */
  readonly zone: string;
  readonly records: readonly HostRecord[];
  /** Networks whose machines ask here, by a name for each link. */
  readonly networks: Readonly<Record<string, string>>;
  /** Whether `terraform destroy` may take it. @default false */
  readonly disposable?: boolean;
}

/** Seconds that an answer is kept: a changed address is believed within minutes. */
const TTL = 300;

/** A private zone of a site's own hosts: inside its networks they lead to an address inside, whatever the internet says. */
export class HostZone extends Construct {
  public readonly zoneId: string;

  public constructor(scope: Construct, id: string, props: HostZoneProps) {
    super(scope, id);
    const { group, disposable = false } = props;
    const { resourceGroup: resourceGroupName, tags } = group.azure;
    const zone = new PrivateDnsZone(this, "Zone", {
      name: props.zone,
      resourceGroupName,
      tags: { ...tags },
      lifecycle: { preventDestroy: !disposable },
    });
    this.zoneId = zone.id;
    for (const { record, address } of props.records) {
      new PrivateDnsARecord(this, `Record-${record === "@" ? "zone" : record}`, {
        name: record,
        resourceGroupName,
        zoneName: zone.name,
        ttl: TTL,
        records: [address],
        tags: { ...tags },
      });
    }
    for (const [name, virtualNetworkId] of Object.entries(props.networks)) {
      new PrivateDnsZoneVirtualNetworkLink(this, `Link-${name}`, {
        name,
        resourceGroupName,
        privateDnsZoneName: zone.name,
        virtualNetworkId,
        registrationEnabled: false,
        tags: { ...tags },
      });
    }
  }
}
