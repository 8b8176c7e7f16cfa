import { DashboardGrafana } from "@cdktf/provider-azurerm/lib/dashboard-grafana";
import { DashboardGrafanaManagedPrivateEndpoint } from "@cdktf/provider-azurerm/lib/dashboard-grafana-managed-private-endpoint";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Construct } from "constructs";
import type { IConnectable, IConnections } from "../kubernetes/connections";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import type { ILogs } from "./log-analytics";
import type { IManagedPrometheus } from "./managed-prometheus";
import { PrivateEndpoint } from "./private-endpoint";

export interface ManagedGrafanaProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  readonly logs: ILogs;
  readonly prometheus: IManagedPrometheus;
  /** Object ids of the Entra groups that change dashboards, sources and alerts. */
  readonly adminGroups: readonly string[];
  /** Object ids of the Entra groups that look at dashboards. @default [] */
  readonly viewerGroups?: readonly string[];
  /** In several zones, where the region has them. @default false */
  readonly zoneRedundant?: boolean;
  /** Whether `terraform destroy` may take the dashboards. @default false */
  readonly disposable?: boolean;
}

const MAJOR_VERSION = "11";

/**
 * Azure's Grafana behind a private endpoint. People sign in at Entra ID and nobody by a key; Grafana reads the metrics
 * by its own identity, over a private link that the owner of the workspace has to approve once.
 */
export class ManagedGrafana extends Construct implements IConnectable {
  /** Address that people open, from inside the network. */
  public readonly endpoint: string;
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: ManagedGrafanaProps) {
    super(scope, id);
    const { group, network, prometheus, zoneRedundant = false, disposable = false } = props;
    const grafana = new DashboardGrafana(this, "Grafana", {
      ...placeOf(group),
      name: group.azure.names.of("grafana"),
      sku: "Standard",
      grafanaMajorVersion: MAJOR_VERSION,
      apiKeyEnabled: false,
      deterministicOutboundIpEnabled: false,
      publicNetworkAccessEnabled: false,
      zoneRedundancyEnabled: zoneRedundant,
      identity: { type: "SystemAssigned" },
      azureMonitorWorkspaceIntegrations: [{ resourceId: prometheus.workspaceId }],
      lifecycle: { preventDestroy: !disposable },
    });
    this.endpoint = grafana.endpoint;
    this.connections = new PrivateEndpoint(this, "Endpoint", {
      ...{ group, network, service: "grafana", targetId: grafana.id },
    }).connections;
    new DashboardGrafanaManagedPrivateEndpoint(this, "Metrics", {
      name: "metrics",
      location: group.azure.region,
      grafanaId: grafana.id,
      privateLinkResourceId: prometheus.workspaceId,
      privateLinkResourceRegion: group.azure.region,
      groupIds: ["prometheusMetrics"],
      requestMessage: "Grafana of the site reads its metrics",
      tags: { ...group.azure.tags },
    });
    new RoleAssignment(this, "ReadsMetrics", {
      scope: prometheus.workspaceId,
      roleDefinitionName: "Monitoring Data Reader",
      principalId: grafana.identity.principalId,
      principalType: "ServicePrincipal",
      skipServicePrincipalAadCheck: true,
    });
    this.allow(grafana.id, "Grafana Admin", props.adminGroups);
    this.allow(grafana.id, "Grafana Viewer", props.viewerGroups ?? []);
    props.logs.watch("GrafanaLogs", grafana.id);
  }

  private allow(scope: string, role: string, groups: readonly string[]): void {
    for (const principalId of groups) {
      new RoleAssignment(this, `${role.replace(" ", "")}-${principalId}`, {
        scope,
        roleDefinitionName: role,
        principalId,
        principalType: "Group",
      });
    }
  }
}
