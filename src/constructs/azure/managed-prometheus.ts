import { MonitorDataCollectionEndpoint } from "@cdktf/provider-azurerm/lib/monitor-data-collection-endpoint";
import { MonitorDataCollectionRule } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule";
import { MonitorDataCollectionRuleAssociation } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association";
import { MonitorPrivateLinkScope } from "@cdktf/provider-azurerm/lib/monitor-private-link-scope";
import { MonitorPrivateLinkScopedService } from "@cdktf/provider-azurerm/lib/monitor-private-link-scoped-service";
import { MonitorWorkspace } from "@cdktf/provider-azurerm/lib/monitor-workspace";
import { Construct } from "constructs";
import type { IConnectable, IConnections } from "../kubernetes/connections";
import type { AksCluster } from "./aks-cluster";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import { PrivateEndpoint } from "./private-endpoint";

export interface ManagedPrometheusProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** A cluster with `metrics`; its add-on sends what it reads here. */
  readonly cluster: AksCluster;
  /** Whether `terraform destroy` may take what was collected. @default false */
  readonly disposable?: boolean;
}

/** Where the cluster's metrics are kept. */
export interface IManagedPrometheus {
  readonly workspaceId: string;
}

const STREAM = "Microsoft-PrometheusMetrics";
const WORKSPACE = "workspace";

/**
 * Azure's Prometheus: metrics of the cluster and of the site's pods, kept for 18 months in the region. They arrive by a
 * private link and are asked for by another; neither has a public address.
 */
export class ManagedPrometheus extends Construct implements IConnectable, IManagedPrometheus {
  public readonly workspaceId: string;
  /** What the cluster's nodes send to. */
  public readonly connections: IConnections;
  /** What asks for metrics by PromQL, from inside the network. */
  public readonly queries: IConnectable;

  public constructor(scope: Construct, id: string, props: ManagedPrometheusProps) {
    super(scope, id);
    const { group, network, cluster, disposable = false } = props;
    const workspace = new MonitorWorkspace(this, "Workspace", {
      ...placeOf(group),
      name: group.azure.names.of("monitorWorkspace"),
      publicNetworkAccessEnabled: false,
      lifecycle: { preventDestroy: !disposable },
    });
    this.workspaceId = workspace.id;
    const entry = new MonitorDataCollectionEndpoint(this, "Entry", {
      ...placeOf(group),
      name: group.azure.names.of("dataCollectionEndpoint"),
      kind: "Linux",
      publicNetworkAccessEnabled: false,
    });
    const ingestion = this.privateLink(props, entry.id);
    this.connections = ingestion.connections;
    this.queries = new PrivateEndpoint(this, "Queries", {
      ...{ group, network, service: "prometheus", targetId: workspace.id },
    });
    this.collect(group, cluster, entry.id).node.addDependency(ingestion);
  }

  /** Only what the scope names is reached by the link, and no other workspace by way of it. */
  private privateLink({ group, network }: ManagedPrometheusProps, entryId: string): PrivateEndpoint {
    const name = group.azure.names.of("monitorPrivateLink");
    const { resourceGroup, tags } = group.azure;
    const scope = new MonitorPrivateLinkScope(this, "Link", {
      name,
      resourceGroupName: resourceGroup,
      ingestionAccessMode: "PrivateOnly",
      queryAccessMode: "PrivateOnly",
      tags: { ...tags },
    });
    const linked = new MonitorPrivateLinkScopedService(this, "LinkedEntry", {
      name: "metrics",
      resourceGroupName: resourceGroup,
      scopeName: scope.name,
      linkedResourceId: entryId,
    });
    const ingestion = new PrivateEndpoint(this, "Ingestion", {
      ...{ group, network, service: "azureMonitor", targetId: scope.id },
    });
    ingestion.node.addDependency(linked);
    return ingestion;
  }

  /** The add-on asks for its rule at the entry, and sends by it. */
  private collect(group: IAzureGroup, cluster: AksCluster, dataCollectionEndpointId: string): Construct {
    const collection = new Construct(this, "Collection");
    const rule = new MonitorDataCollectionRule(collection, "Rule", {
      ...placeOf(group),
      name: group.azure.names.of("dataCollectionRule"),
      kind: "Linux",
      dataCollectionEndpointId,
      dataSources: { prometheusForwarder: [{ name: "metrics", streams: [STREAM] }] },
      destinations: { monitorAccount: [{ name: WORKSPACE, monitorAccountId: this.workspaceId }] },
      dataFlow: [{ streams: [STREAM], destinations: [WORKSPACE] }],
    });
    new MonitorDataCollectionRuleAssociation(collection, "ClusterRule", {
      name: "metrics",
      targetResourceId: cluster.clusterId,
      dataCollectionRuleId: rule.id,
    });
    // Azure takes no other name for the entry of a machine or cluster.
    new MonitorDataCollectionRuleAssociation(collection, "ClusterEntry", {
      name: "configurationAccessEndpoint",
      targetResourceId: cluster.clusterId,
      dataCollectionEndpointId,
    });
    return collection;
  }
}
