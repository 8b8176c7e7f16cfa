import { Construct } from "constructs";
import { CHARTS } from "../../catalog/charts";
import type { Image, ImageRegistry } from "../../catalog/image";
import { Chart, type ChartLocation } from "../kubernetes/chart";
import { clusterOf } from "../kubernetes/cluster";
import { Connections, type IConnectable, type IConnections } from "../kubernetes/connections";
import { kubernetesApi } from "../kubernetes/kubernetes-api";
import { Namespace } from "../kubernetes/namespace";
import type { Toleration } from "../kubernetes/pod";
import { imageParts, pullSecrets } from "./chart-images";

export interface GpuOperatorProps {
  readonly location: ChartLocation;
  /**
   * `on-node`: drivers and container toolkit are part of the nodes. `container`: the operator brings them, which needs
   * kernel headers and, in the site's registry, `nvidia/driver` with the tag of the nodes' system: the operator
   * makes it of the chart's driver version and e.g. `ubuntu24.04`.
   * @default "on-node"
   */
  readonly driver?: "on-node" | "container";
  /** MIG profile that every GPU is cut into. @default - whole GPUs */
  readonly slice?: string;
  /** Taint of the GPU nodes. @default nvidia.com/gpu, NoSchedule */
  readonly taint?: Toleration;
}

const NAMESPACE = "gpu-operator";
const TAINT: Toleration = { key: "nvidia.com/gpu", effect: "NoSchedule" };

/** NVIDIA's GPU operator: device plugin, feature discovery, metrics, and slices of GPUs. */
export class GpuOperator extends Construct implements IConnectable {
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: GpuOperatorProps) {
    super(scope, id);
    const namespace = new Namespace(this, "Namespace", {
      name: NAMESPACE,
      podSecurity: "privileged",
      podSecurityReason:
        "The operator's pods mount devices, drivers and the runtime's folders of the nodes they prepare.",
    });
    this.connections = this.connect();
    new Chart(this, "Chart", {
      name: "gpu-operator",
      namespace,
      chart: CHARTS.gpuOperator,
      location: props.location,
      values: gpuOperatorValues(props, clusterOf(this).registry),
    });
  }

  private connect(): IConnections {
    const pods = new Connections(this, "Connections", {
      name: "gpu-operator",
      pods: { namespace: NAMESPACE, labels: {} },
      ports: [{ name: "metrics", port: 9400 }],
    });
    pods.allowTo(kubernetesApi(this), "watch nodes and prepare them");
    return pods;
  }
}

function gpuOperatorValues(
  { driver, slice, taint }: GpuOperatorProps,
  registry: ImageRegistry | undefined,
): Readonly<Record<string, unknown>> {
  const { images } = CHARTS.gpuOperator;
  const brings = driver === "container";
  const tolerations = [tolerationOf(taint ?? TAINT)];
  return {
    operator: part(images.operator, registry),
    validator: part(images.operator, registry),
    driver: {
      enabled: brings,
      repository: `${registry?.host ?? images.operator.registry}/nvidia`,
      imagePullSecrets: pullSecretNames(registry),
      manager: imageOf(images.driverManager, registry),
    },
    toolkit: { enabled: brings, ...part(images.toolkit, registry) },
    devicePlugin: part(images.devicePlugin, registry),
    gfd: part(images.devicePlugin, registry),
    dcgmExporter: { ...imageOf(images.metrics, registry), serviceMonitor: { enabled: false } },
    migManager: {
      ...part(images.migManager, registry),
      ...(slice !== undefined && { config: { default: `all-${slice}` } }),
    },
    // With "mixed" a slice keeps its own resource name, so a pod can't get a smaller one than it was sized for.
    mig: { strategy: "mixed" },
    daemonsets: { tolerations },
    "node-feature-discovery": {
      image: imageParts(images.featureDiscovery, registry),
      imagePullSecrets: pullSecrets(registry),
      worker: { tolerations },
    },
  };
}

function part(image: Image, registry: ImageRegistry | undefined): Readonly<Record<string, unknown>> {
  return {
    ...imageOf(image, registry),
    imagePullSecrets: pullSecretNames(registry),
  };
}

function pullSecretNames(registry: ImageRegistry | undefined): readonly string[] {
  return registry?.pullSecret ? [registry.pullSecret] : [];
}

/** The chart wants registry and path, name, and tag apart. */
function imageOf(image: Image, registry: ImageRegistry | undefined): Readonly<Record<string, string>> {
  const { repository, tag } = imageParts(image, registry);
  const cut = repository.lastIndexOf("/");
  return { repository: repository.slice(0, cut), image: repository.slice(cut + 1), version: tag };
}

function tolerationOf({ key, value, effect }: Toleration): Readonly<Record<string, string>> {
  return value === undefined
    ? { key, operator: "Exists", effect }
    : { key, operator: "Equal", value, effect };
}
