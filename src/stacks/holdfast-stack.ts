import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { join } from "node:path";
import { describeCluster } from "../constructs/kubernetes/cluster";
import { enforceDependencies } from "../constructs/kubernetes/dependencies";
import type { Site } from "../site/site";
import { writeBackend } from "./backend";

/** What every stack of a site gets. */
export interface HoldfastStackProps {
  readonly site: Site;
  /** Folder that the whole output ends up in, absolute. Paths in the output are relative to it. */
  readonly outDirectory: string;
}

/** A stack of a site: providers, state and cluster in one place; subclasses add the parts. */
export class HoldfastStack extends TerraformStack {
  /** Folder that this stack's JSON ends up in. */
  protected readonly stackDirectory: string;

  public constructor(scope: Construct, id: string, props: HoldfastStackProps) {
    super(scope, id);
    const { cluster, labels, name } = props.site;
    this.stackDirectory = join(props.outDirectory, "stacks", id);
    describeCluster(this, {
      domain: cluster.domain,
      registry: cluster.registry,
      apiServerAddresses: cluster.apiServerAddresses,
      labels: { ...labels, "app.kubernetes.io/part-of": name },
    });
    enforceDependencies(this);
    // Write-only arguments and ephemeral resources, by which secrets stay out of state, need 1.11.
    this.addOverride("terraform.required_version", ">= 1.11.0");
    const access = { configPath: cluster.kubeconfig, configContext: cluster.context };
    new KubernetesProvider(this, "Kubernetes", access);
    new HelmProvider(this, "Helm", { kubernetes: access });
    new RandomProvider(this, "Random");
    writeBackend(this, props.site.backend, this.stackDirectory);
  }

  /** An output under exactly this name, for Terraform and in cdktf's outputs file. Never a secret. */
  protected output(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description });
  }
}
