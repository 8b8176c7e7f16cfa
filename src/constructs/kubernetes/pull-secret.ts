import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Construct } from "constructs";
import type { RegistryCredentials } from "../../catalog/image";
import { labelsOf } from "./labels";
import { literal } from "./terraform-text";

export interface PullSecretProps {
  /** Name of the Secret. */
  readonly name: string;
  /** Name of the namespace. */
  readonly namespaceName: string;
  readonly credentials: RegistryCredentials;
}

/**
 * What the kubelet shows to a private registry. Terraform reads the file at apply and writes it once a revision; neither
 * JSON, plan nor state holds its content.
 */
export class PullSecret extends Construct {
  public constructor(scope: Construct, id: string, props: PullSecretProps) {
    super(scope, id);
    const { file, revision } = props.credentials;
    new SecretV1(this, "Resource", {
      metadata: {
        name: props.name,
        namespace: props.namespaceName,
        labels: labelsOf(this, props.name),
      },
      type: "kubernetes.io/dockerconfigjson",
      dataWo: { ".dockerconfigjson": `\${file(${JSON.stringify(literal(file))})}` },
      dataWoRevision: revision,
    });
  }
}
