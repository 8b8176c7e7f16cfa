import { Construct } from "constructs";
import type { IMediaRouter } from "../../constructs/calls/media-router";
import { Connections } from "../../constructs/kubernetes/connections";
import { CustomResources, type Manifest } from "../../constructs/kubernetes/custom-resources";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import type { Site } from "../../site/site";

const METRICS_PORT = "metrics";

/** The add-on's pod that reads what PodMonitors name. Source: Azure's prometheus-collector. */
const READER = { namespace: "kube-system", labels: { rsName: "ama-metrics" } };

interface Target {
  readonly side: Connections;
  readonly port: string;
}

/**
 * Lets Azure's Prometheus read the metrics of everything below a scope that serves them: ports named `metrics`, and the
 * routers' own. Nothing when the site keeps its metrics elsewhere.
 */
export function monitoringOf(scope: Construct, { azure, name }: Site, namespace: INamespace): void {
  if (azure?.monitoring === undefined) return;
  const targets = [...metricsBelow(scope), ...routersBelow(scope)];
  const inside = new Construct(scope, "Monitoring");
  const reader = new Connections(inside, "Reader", { name: "ama-metrics", pods: READER, ownPolicy: false });
  for (const { side, port } of targets) reader.allowTo(side, "metrics", { port });
  const manifests = targets.flatMap(podMonitor);
  if (manifests.length === 0) return;
  new CustomResources(inside, "Targets", { name: `${name}-metrics`, namespace, manifests });
}

function metricsBelow(scope: Construct): readonly Target[] {
  return scope.node
    .findAll()
    .filter(Connections.isConnections)
    .filter(({ pods, ports }) => pods !== undefined && ports.some((port) => port.name === METRICS_PORT))
    .map((side) => ({ side, port: METRICS_PORT }));
}

/** Routers answer for calls and for metrics on one port. On the network of their nodes no PodMonitor finds them. */
function routersBelow(scope: Construct): readonly Target[] {
  return scope.node
    .findAll()
    .filter((each): each is IMediaRouter => "mediaRouter" in each)
    .flatMap(({ connections }) => connections.members)
    .filter(({ pods }) => pods !== undefined)
    .map((side) => ({ side, port: "api" }));
}

function podMonitor({ side: { pods, sideName }, port }: Target): readonly Manifest[] {
  if (pods === undefined) return [];
  return [
    {
      apiVersion: "azmonitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: { name: sideName },
      spec: {
        namespaceSelector: { matchNames: [pods.namespace] },
        selector: { matchLabels: { ...pods.labels } },
        podMetricsEndpoints: [{ port, path: "/metrics", interval: "30s" }],
      },
    },
  ];
}
