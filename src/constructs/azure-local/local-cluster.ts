import { ArcKubernetesProvisionedCluster } from "@cdktf/provider-azurerm/lib/arc-kubernetes-provisioned-cluster";
import { Construct } from "constructs";
import { placeOf, type IAzureGroup } from "../azure/azure-group";
import { AzapiResource } from "./azapi";
import { clusterBody, PROVISIONED_CLUSTER, type LocalClusterShape } from "./cluster-body";
import type { ILogicalNetwork } from "./logical-network";

export interface LocalClusterProps extends LocalClusterShape {
  readonly group: IAzureGroup;
  /** Id of the custom location, which stands for the instance. */
  readonly customLocationId: string;
  readonly network: ILogicalNetwork;
  /** Object ids of the Entra groups that administer the cluster while Azure is reached. */
  readonly adminGroups: readonly string[];
  /** Whether `terraform destroy` may take it. @default false */
  readonly disposable?: boolean;
}

/** Machines are made one after the other, each from an image. */
const TIMEOUTS = { create: "2h", update: "2h", delete: "1h" };

/**
 * An AKS cluster on an Azure Local instance, connected to Azure by Arc. Its certificate kubeconfig
 * (`az aksarc get-credentials --admin`) works while Azure can't be reached; making, scaling and upgrading don't.
 */
export class LocalCluster extends Construct {
  public readonly clusterName: string;
  /** Id of the Arc connection, which extensions belong to. */
  public readonly connectionId: string;
  /** What must be there before anything is put on the cluster. */
  public readonly ready: Construct;

  public constructor(scope: Construct, id: string, props: LocalClusterProps) {
    super(scope, id);
    const { group, adminGroups, customLocationId, network, disposable = false } = props;
    const lifecycle = { preventDestroy: !disposable };
    const connection = new ArcKubernetesProvisionedCluster(this, "Connection", {
      ...placeOf(group),
      name: group.azure.names.of("cluster"),
      identity: { type: "SystemAssigned" },
      arcAgentAutoUpgradeEnabled: true,
      azureActiveDirectory: {
        azureRbacEnabled: true,
        adminGroupObjectIds: [...adminGroups],
        tenantId: group.azure.tenantId,
      },
      lifecycle,
    });
    this.clusterName = connection.name;
    this.connectionId = connection.id;
    this.ready = new AzapiResource(this, "Cluster", {
      type: PROVISIONED_CLUSTER,
      name: "default",
      parentId: connection.id,
      body: clusterBody(props, customLocationId, network.networkId),
      timeouts: TIMEOUTS,
      lifecycle,
    });
    this.ready.node.addDependency(network);
  }
}
