import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { Construct } from "constructs";
import { SiteStack, type SiteStackProps } from "./site-stack";

export type HoldfastStackProps = SiteStackProps;

/** A stack on the site's cluster: its providers in one place; subclasses add the parts. */
export class HoldfastStack extends SiteStack {
  public constructor(scope: Construct, id: string, props: HoldfastStackProps) {
    super(scope, id, props);
    const { cluster } = props.site;
    const access = { configPath: cluster.kubeconfig, configContext: cluster.context };
    new KubernetesProvider(this, "Kubernetes", access);
    new HelmProvider(this, "Helm", { kubernetes: access });
    new RandomProvider(this, "Random");
  }
}
