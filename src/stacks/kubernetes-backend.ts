import { TerraformBackend, TerraformRemoteState, type DataTerraformRemoteStateConfig } from "cdktf";
import type { Construct } from "constructs";

export interface KubernetesBackendProps {
  /** Suffix of the state Secret's name: `tfstate-default-<suffix>`. */
  readonly secretSuffix: string;
  readonly namespace: string;
}

/** State in a Secret of the cluster, locked by a Lease. cdktf has no class for it. */
export class KubernetesBackend extends TerraformBackend {
  private readonly settings: KubernetesBackendProps;

  public constructor(scope: Construct, props: KubernetesBackendProps) {
    super(scope, "backend", "kubernetes");
    this.settings = props;
  }

  public override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    return new KubernetesRemoteState(scope, name, this.settings);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { secret_suffix: this.settings.secretSuffix, namespace: this.settings.namespace };
  }
}

interface KubernetesRemoteStateConfig extends DataTerraformRemoteStateConfig, KubernetesBackendProps {}

class KubernetesRemoteState extends TerraformRemoteState {
  public constructor(scope: Construct, id: string, config: KubernetesRemoteStateConfig) {
    super(scope, id, "kubernetes", config);
  }
}
