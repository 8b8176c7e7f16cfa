import { Construct } from "constructs";
import { CHARTS } from "../../catalog/charts";
import { imageReference } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import { Chart, type ChartLocation } from "../kubernetes/chart";
import { clusterOf } from "../kubernetes/cluster";
import { Connections, type IConnectable, type IConnections } from "../kubernetes/connections";
import { kubernetesApi } from "../kubernetes/kubernetes-api";
import { Namespace, type INamespace } from "../kubernetes/namespace";
import { imageParts, pullSecrets } from "./chart-images";

export interface CloudNativePgProps {
  readonly location: ChartLocation;
  /** Namespace whose PostgreSQL instances the operator must reach. */
  readonly databaseNamespace: INamespace;
  /** Operator pods; one leads. @default 1 */
  readonly replicas?: number;
}

/** Namespace and labels of the operator's pods, for those who must let it in. */
export const CLOUD_NATIVE_PG_PODS = {
  namespace: "cnpg-system",
  labels: { "app.kubernetes.io/name": "cloudnative-pg" },
} as const;

/** Port on which a PostgreSQL instance tells the operator its state. */
export const INSTANCE_STATUS_PORT = { name: "status", port: 8000 } as const;

/** The CloudNativePG operator, with its definitions. */
export class CloudNativePg extends Construct implements IConnectable {
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: CloudNativePgProps) {
    super(scope, id);
    const { registry } = clusterOf(this);
    const chart = CHARTS.cloudNativePg;
    const namespace = new Namespace(this, "Namespace", { name: CLOUD_NATIVE_PG_PODS.namespace });
    this.connections = this.connect(namespace, props.databaseNamespace);
    new Chart(this, "Chart", {
      name: "cloudnative-pg",
      namespace,
      chart,
      location: props.location,
      values: {
        replicaCount: props.replicas ?? 1,
        image: imageParts(chart.images.operator, registry),
        imagePullSecrets: pullSecrets(registry),
        config: {
          // One operator a cluster of nodes; defaults for images that a manifest does not name.
          data: {
            PGBOUNCER_IMAGE_NAME: imageReference(IMAGES.pgbouncer, registry),
            POSTGRES_IMAGE_NAME: imageReference(IMAGES.postgres18, registry),
          },
        },
        resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "256Mi" } },
        monitoring: { podMonitorEnabled: false, grafanaDashboard: { create: false } },
      },
    });
  }

  private connect(namespace: INamespace, databaseNamespace: INamespace): IConnections {
    const operator = new Connections(this, "Connections", {
      name: "cloudnative-pg",
      pods: CLOUD_NATIVE_PG_PODS,
      ports: [{ name: "webhook", port: 9443 }],
    });
    operator.node.addDependency(namespace);
    const instances = new Connections(this, "Instances", {
      name: "postgres-instances",
      pods: { namespace: databaseNamespace.namespaceName, labels: { "cnpg.io/podRole": "instance" } },
      ownPolicy: false,
      ports: [INSTANCE_STATUS_PORT],
    });
    const api = kubernetesApi(this);
    operator.allowTo(api, "watch and reconcile");
    api.allowTo(operator, "admission");
    // Its documentation asks for 5432 too; in its source only the instances themselves open SQL connections.
    operator.allowTo(instances, "instance state");
    return operator;
  }
}
