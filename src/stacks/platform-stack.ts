import type { Construct } from "constructs";
import { CertManager } from "../constructs/platform/cert-manager";
import { CloudNativePg } from "../constructs/platform/cloud-native-pg";
import { GpuOperator } from "../constructs/platform/gpu-operator";
import type { ChartLocation } from "../constructs/kubernetes/chart";
import { Namespace } from "../constructs/kubernetes/namespace";
import { portablePath } from "./backend";
import { vaultSecretsOf } from "./vault-secrets";
import { callsNamespaces } from "./services/calls";
import { HoldfastStack, type HoldfastStackProps } from "./holdfast-stack";

/**
 * What must be there before the services: the site's namespace and the operators with their definitions.
 * Secrets that people bring (licence, certificate) are put into the namespace after this stack and before the next.
 */
export class PlatformStack extends HoldfastStack {
  public readonly namespace: Namespace;

  public constructor(scope: Construct, id: string, props: HoldfastStackProps) {
    super(scope, id, props);
    const { site } = props;
    const location = this.chartLocation(props);
    this.namespace = new Namespace(this, "Namespace", {
      name: site.name,
      preventDestroy: !site.disposable,
    });
    for (const namespace of callsNamespaces(site)) {
      new Namespace(this, `Namespace-${namespace.name.slice(site.name.length + 1)}`, namespace);
    }
    if (site.cluster.platform.certManager) new CertManager(this, "CertManager", { location });
    if (site.cluster.platform.cloudNativePg) {
      new CloudNativePg(this, "CloudNativePg", {
        location,
        databaseNamespace: this.namespace,
        replicas: site.cluster.nodes.count > 1 ? 2 : 1,
      });
    }
    vaultSecretsOf(this, site, this.namespace, location);
    const { gpuNodes } = site;
    if (gpuNodes?.operator === "install") new GpuOperator(this, "GpuOperator", { location, ...gpuNodes });
    this.output("namespace", site.name, "Namespace of the site; put the Secrets that you bring here.");
  }

  private chartLocation(props: HoldfastStackProps): ChartLocation {
    const { charts } = props.site.cluster;
    if (charts.kind !== "directory") return charts;
    return { kind: "directory", path: portablePath(this.stackDirectory, charts.directory) };
  }
}
