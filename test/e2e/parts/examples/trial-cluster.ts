import type { Context } from "../../context";
import { CnpgOperator } from "../../toolchain/cnpg-operator";
import { CONSUMER_CLASS, IMMEDIATE_CLASS } from "../../toolchain/cluster-stand-ins";
import { installCrds, installReferenceCrds } from "../../toolchain/crds";
import type { Kubernetes, KubernetesOptions } from "../../toolchain/kubernetes";
import { reference } from "../../toolchain/paths";
import { CertificateStandIn } from "./certificate-stand-in";
import { packStandInCharts } from "./stand-in-charts";
import { azureMonitors } from "./azure-monitors";
import type { SiteOverlay } from "./synthesized-site";

export type TrialClusterOptions = KubernetesOptions;

/** A control plane with what a site finds on its cluster, and stand-ins for what can't run here. */
export class TrialCluster {
  static async start(ctx: Context, options: TrialClusterOptions = {}): Promise<TrialCluster> {
    const kubernetes = await ctx.ownKubernetes(options);
    await installReferenceCrds(kubernetes, "cert-manager");
    await installReferenceCrds(kubernetes, "external-secrets");
    await installCrds(kubernetes, reference("crds", "cloudnative-pg"));
    await installCrds(kubernetes, azureMonitors(ctx.tmp("monitors")));
    const charts = await packStandInCharts(await ctx.helm(), ctx.tmp("charts"));
    const certificates = new CertificateStandIn(kubernetes.api, ctx.tmp("certificates"));
    ctx.ending(certificates);
    return new TrialCluster(ctx, kubernetes, charts, certificates);
  }

  private operator: CnpgOperator | undefined;

  private constructor(
    readonly ctx: Context,
    readonly kubernetes: Kubernetes,
    private readonly charts: string,
    readonly certificates: CertificateStandIn,
  ) {}

  /** What a site file says to be deployed here. */
  overlay(stateFolder: string): SiteOverlay {
    return {
      // Else Terraform refuses to remove the site again.
      disposable: true,
      cluster: {
        kubeconfig: this.kubernetes.kubeconfig,
        context: "test",
        storageClasses: { database: IMMEDIATE_CLASS, objects: CONSUMER_CLASS },
        charts: { registry: null, directory: this.charts },
      },
      backend: { kind: "local", directory: stateFolder },
    };
  }

  /** The real CloudNativePG operator, in the namespace that the platform stack made for it. */
  async startOperator(): Promise<CnpgOperator> {
    this.operator = this.ctx.ending(await CnpgOperator.start(this.kubernetes, this.ctx.tmp("operator")));
    return this.operator;
  }

  async stopOperator(): Promise<void> {
    await this.operator?.stop();
    this.operator = undefined;
  }
}
