import { DefaultServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/default-service-account-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { clusterOf } from "../kubernetes/cluster";
import { labelsOf } from "../kubernetes/labels";
import type { INamespace } from "../kubernetes/namespace";

export interface JobAccessProps {
  /** Name of the service account, the role and its binding. */
  readonly name: string;
  /** Namespace of the program that starts jobs. */
  readonly namespace: INamespace;
  /** Where it may start them, and nothing else anywhere. */
  readonly jobsNamespace: INamespace;
}

/** What the offloader does at the API server. Source: calls-offloader v0.9.5, service/kubernetes. */
const RULES = [
  { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create", "list", "watch", "delete"] },
  { apiGroups: [""], resources: ["pods"], verbs: ["list"] },
  { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
];

/**
 * A service account that may start, watch and remove jobs in one namespace. The job pods themselves run under that
 * namespace's default account, which gets the registry's pull Secret and no token: the offloader can't say either.
 */
export class JobAccess extends Construct {
  public readonly serviceAccount: string;

  public constructor(scope: Construct, id: string, props: JobAccessProps) {
    super(scope, id);
    const { name, namespace, jobsNamespace } = props;
    const labels = labelsOf(this, name);
    const jobs = { name, namespace: jobsNamespace.namespaceName, labels };
    this.serviceAccount = name;
    new ServiceAccountV1(this, "ServiceAccount", {
      metadata: { name, namespace: namespace.namespaceName, labels },
      automountServiceAccountToken: false,
    });
    new RoleV1(this, "Role", { metadata: jobs, rule: RULES });
    new RoleBindingV1(this, "RoleBinding", {
      metadata: jobs,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
      subject: [{ kind: "ServiceAccount", name, namespace: namespace.namespaceName }],
    });
    const pullSecret = clusterOf(this).registry?.pullSecret;
    new DefaultServiceAccountV1(this, "JobAccount", {
      metadata: { namespace: jobsNamespace.namespaceName },
      automountServiceAccountToken: false,
      imagePullSecret: pullSecret === undefined ? undefined : [{ name: pullSecret }],
    });
    this.node.addDependency(namespace, jobsNamespace);
  }
}
