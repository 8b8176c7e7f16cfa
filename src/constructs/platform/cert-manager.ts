import { Construct } from "constructs";
import { CHARTS } from "../../catalog/charts";
import { Chart, type ChartLocation } from "../kubernetes/chart";
import { clusterOf } from "../kubernetes/cluster";
import { Connections, type IConnectable, type IConnections } from "../kubernetes/connections";
import { kubernetesApi } from "../kubernetes/kubernetes-api";
import { Namespace, type INamespace } from "../kubernetes/namespace";
import { imageParts, pullSecrets } from "./chart-images";

export interface CertManagerProps {
  readonly location: ChartLocation;
}

const NAMESPACE = "cert-manager";
const RESOURCES = { requests: { cpu: "20m", memory: "128Mi" }, limits: { memory: "128Mi" } };

/** cert-manager, with its definitions. It issues from the site's own authority; nothing asks the internet. */
export class CertManager extends Construct implements IConnectable {
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(scope, id);
    const { registry } = clusterOf(this);
    const chart = CHARTS.certManager;
    const { images } = chart;
    const namespace = new Namespace(this, "Namespace", { name: NAMESPACE });
    this.connections = this.connect(namespace);
    new Chart(this, "Chart", {
      name: "cert-manager",
      namespace,
      chart,
      location: props.location,
      values: {
        crds: { enabled: true, keep: true },
        global: { imagePullSecrets: pullSecrets(registry), leaderElection: { namespace: NAMESPACE } },
        image: imageParts(images.controller, registry),
        resources: RESOURCES,
        webhook: { image: imageParts(images.webhook, registry), resources: RESOURCES },
        cainjector: { image: imageParts(images.cainjector, registry), resources: RESOURCES },
        startupapicheck: { image: imageParts(images.startupapicheck, registry) },
      },
    });
  }

  private connect(namespace: INamespace): IConnections {
    const pods = new Connections(this, "Connections", {
      name: "cert-manager",
      pods: { namespace: NAMESPACE, labels: { "app.kubernetes.io/instance": "cert-manager" } },
      ports: [{ name: "webhook", port: 10250 }],
    });
    pods.node.addDependency(namespace);
    const api = kubernetesApi(this);
    pods.allowTo(api, "watch, issue, elect a leader");
    api.allowTo(pods, "admission");
    return pods;
  }
}
