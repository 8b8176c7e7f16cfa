import { PrivateEndpoint as PrivateEndpointResource } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { Construct } from "constructs";
import type { PrivateLinkService } from "../../catalog/azure-clouds";
import { Connections, type IConnectable, type IConnections } from "../kubernetes/connections";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";

export interface PrivateEndpointProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  readonly service: PrivateLinkService;
  /** Id of the resource that is reached through the endpoint. */
  readonly targetId: string;
  /** Tells endpoints of one service apart. @default - the service */
  readonly part?: string;
}

/** Part of a resource that an endpoint leads to. Source: Azure private-link availability. */
const SUBRESOURCES: Readonly<Record<PrivateLinkService, string>> = {
  postgres: "postgresqlServer",
  keyVault: "vault",
  blob: "blob",
  file: "file",
  openAi: "account",
  registry: "registry",
  managedRedis: "redisEnterprise",
  azureMonitor: "azuremonitor",
  prometheus: "prometheusMetrics",
  grafana: "grafana",
};

const PORTS: Readonly<Partial<Record<PrivateLinkService, number>>> = {
  postgres: 5432,
  file: 2049,
  managedRedis: 10000,
};

/** A resource at an address of the site's own network. */
export class PrivateEndpoint extends Construct implements IConnectable {
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: PrivateEndpointProps) {
    super(scope, id);
    const { group, network, service, part = service } = props;
    const zone = network.privateZone(service);
    const subnet = network.subnet("privateEndpoints");
    const endpoint = new PrivateEndpointResource(this, "Endpoint", {
      ...placeOf(group),
      name: group.azure.names.of("privateEndpoint", part.toLowerCase()),
      subnetId: subnet.subnetId,
      privateServiceConnection: {
        name: part.toLowerCase(),
        isManualConnection: false,
        privateConnectionResourceId: props.targetId,
        subresourceNames: [SUBRESOURCES[service]],
      },
      privateDnsZoneGroup: { name: "default", privateDnsZoneIds: [zone.zoneId] },
    });
    if (zone.link) endpoint.node.addDependency(zone.link);
    this.connections = new Connections(this, "Connections", {
      name: part,
      addresses: [subnet.range],
      ports: [{ name: "service", port: PORTS[service] ?? 443 }],
    });
  }
}
