import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import type { Construct } from "constructs";
import { labelsOf } from "../../kubernetes/labels";
import type { INamespace } from "../../kubernetes/namespace";
import { Secret, type SecretKey } from "../../kubernetes/secret";

export interface SetupSecretProps {
  readonly namespace: INamespace;
  readonly name: string;
}

/**
 * A Secret that the setup fills. Terraform makes it empty, once, and never reads it, so neither its files nor its state
 * hold what comes in. A pod that takes a key waits until the setup has written it.
 */
export class SetupSecret extends Secret {
  public override readonly secretName: string;
  public override readonly revision = 1;

  public constructor(scope: Construct, id: string, props: SetupSecretProps) {
    super(scope, id);
    this.secretName = props.name;
    const resource = new SecretV1(this, "Resource", {
      metadata: {
        name: props.name,
        namespace: props.namespace.namespaceName,
        labels: labelsOf(this, props.name),
      },
      type: "Opaque",
      dataWo: { "written-by": "setup" },
      dataWoRevision: this.revision,
    });
    resource.node.addDependency(props.namespace);
  }

  public override key(key: string): SecretKey {
    return { secret: this, key };
  }
}
