import { Construct } from "constructs";
import { CHARTS } from "../../catalog/charts";
import { Chart, type ChartLocation } from "../kubernetes/chart";
import { clusterOf } from "../kubernetes/cluster";
import { Connections, type IConnectable, type IConnections } from "../kubernetes/connections";
import { kubernetesApi } from "../kubernetes/kubernetes-api";
import { Namespace, type INamespace } from "../kubernetes/namespace";
import { imageParts, pullSecrets } from "./chart-images";

export interface ExternalSecretsProps {
  readonly location: ChartLocation;
  /** The only namespace whose Secrets the operator may read and write. */
  readonly namespace: INamespace;
  /** Operator pods; one leads. @default 1 */
  readonly replicas?: number;
}

const NAME = "external-secrets";
const RESOURCES = { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "128Mi" } };

/**
 * The External Secrets operator, with its definitions: it writes Secrets of one namespace from a vault. It knows
 * nothing that is cluster-wide, and pushes nothing into a vault.
 */
export class ExternalSecrets extends Construct implements IConnectable {
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: ExternalSecretsProps) {
    super(scope, id);
    const { registry } = clusterOf(this);
    const chart = CHARTS.externalSecrets;
    const namespace = new Namespace(this, "Namespace", { name: NAME });
    this.connections = this.connect(namespace);
    const image = imageParts(chart.images.operator, registry);
    const replicas = props.replicas ?? 1;
    new Chart(this, "Chart", {
      name: NAME,
      namespace,
      chart,
      location: props.location,
      values: {
        replicaCount: replicas,
        leaderElect: replicas > 1,
        image,
        imagePullSecrets: pullSecrets(registry),
        resources: RESOURCES,
        installCRDs: true,
        scopedNamespace: props.namespace.namespaceName,
        scopedRBAC: true,
        ...ONE_NAMESPACE,
        webhook: {
          image,
          imagePullSecrets: pullSecrets(registry),
          replicaCount: replicas,
          resources: RESOURCES,
        },
        certController: { image, imagePullSecrets: pullSecrets(registry), resources: RESOURCES },
      },
    }).node.addDependency(props.namespace);
  }

  private connect(namespace: INamespace): IConnections {
    const pods = new Connections(this, "Connections", {
      name: NAME,
      pods: { namespace: NAME, labels: { "app.kubernetes.io/instance": NAME } },
      ports: [{ name: "webhook", port: 10250 }],
    });
    pods.node.addDependency(namespace);
    const api = kubernetesApi(this);
    pods.allowTo(api, "watch, write Secrets, elect a leader");
    api.allowTo(pods, "admission");
    return pods;
  }
}

/** Neither stores nor secrets of the whole cluster, and nothing into a vault. */
const ONE_NAMESPACE = {
  processClusterStore: false,
  processClusterExternalSecret: false,
  processClusterGenerator: false,
  processPushSecret: false,
  processClusterPushSecret: false,
  crds: {
    createClusterExternalSecret: false,
    createClusterSecretStore: false,
    createClusterGenerator: false,
    createClusterPushSecret: false,
    createPushSecret: false,
  },
} as const;
