import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { labelsOf } from "../../kubernetes/labels";
import type { INamespace } from "../../kubernetes/namespace";
import type { ISecret } from "../../kubernetes/secret";

export interface SecretWriterProps {
  readonly namespace: INamespace;
  readonly name: string;
  /** The Secrets it may read and write, and nothing else in the cluster. */
  readonly secrets: readonly ISecret[];
}

/** A service account that may read and patch the Secrets that are named; it can't make, list or remove any. */
export class SecretWriter extends Construct {
  public readonly serviceAccount: string;

  public constructor(scope: Construct, id: string, props: SecretWriterProps) {
    super(scope, id);
    const { name, namespace, secrets } = props;
    const metadata = { name, namespace: namespace.namespaceName, labels: labelsOf(this, name) };
    this.serviceAccount = name;
    new ServiceAccountV1(this, "ServiceAccount", { metadata, automountServiceAccountToken: false });
    new RoleV1(this, "Role", {
      metadata,
      rule: [
        {
          apiGroups: [""],
          resources: ["secrets"],
          resourceNames: [...new Set(secrets.map(({ secretName }) => secretName))].sort(),
          verbs: ["get", "patch"],
        },
      ],
    });
    new RoleBindingV1(this, "RoleBinding", {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
      subject: [{ kind: "ServiceAccount", name, namespace: namespace.namespaceName }],
    });
    this.node.addDependency(namespace);
  }
}
