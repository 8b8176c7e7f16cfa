import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { join } from "node:path";
import type { ImageRegistry } from "../catalog/image";
import { describeCluster } from "../constructs/kubernetes/cluster";
import { enforceDependencies } from "../constructs/kubernetes/dependencies";
import type { Site, SiteCluster } from "../site/site";
import { portablePath, writeBackend } from "./backend";

/** What every stack of a site gets. */
export interface SiteStackProps {
  readonly site: Site;
  /** Folder that the whole output ends up in, absolute. Paths in the output are relative to it. */
  readonly outDirectory: string;
}

/** A stack of a site with its own state; what it builds in comes from the subclass. */
export class SiteStack extends TerraformStack {
  /** Folder that this stack's JSON ends up in. */
  protected readonly stackDirectory: string;

  public constructor(scope: Construct, id: string, props: SiteStackProps) {
    super(scope, id);
    const { cluster, labels, name, backend } = props.site;
    this.stackDirectory = join(props.outDirectory, "stacks", id);
    describeCluster(this, {
      domain: cluster.domain,
      registry: this.registry(cluster.registry),
      apiServerAddresses: cluster.apiServerAddresses,
      labels: { ...labels, "app.kubernetes.io/part-of": name },
    });
    enforceDependencies(this);
    // Write-only arguments and ephemeral resources, by which secrets stay out of state, need 1.11.
    this.addOverride("terraform.required_version", ">= 1.11.0");
    writeBackend(this, backend, this.stackDirectory);
  }

  /** An output under exactly this name, for Terraform and in cdktf's outputs file. Never a secret. */
  protected output(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description });
  }

  private registry(registry: SiteCluster["registry"]): ImageRegistry | undefined {
    if (registry?.credentials === undefined) return registry;
    const { file, revision } = registry.credentials;
    return { ...registry, credentials: { file: portablePath(this.stackDirectory, file), revision } };
  }
}
