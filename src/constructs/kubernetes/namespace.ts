import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { Construct, type IConstruct } from "constructs";
import { clusterOf } from "./cluster";
import { Connections, type IConnectable, type IConnections } from "./connections";
import { guard, type Guarded } from "./guard";
import { labelsOf } from "./labels";
import { KUBERNETES_PROBLEMS, refuse } from "./problems";
import { PullSecret } from "./pull-secret";

/** Level of the Pod Security admission, enforced by the API server. */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

/** A namespace to put things in. */
export interface INamespace extends IConstruct {
  readonly namespaceName: string;
}

export interface NamespaceProps extends Guarded {
  readonly name: string;
  /** @default "restricted" */
  readonly podSecurity?: PodSecurityLevel;
  /** Why the level is not `restricted`; goes into the evidence. */
  readonly podSecurityReason?: string;
}

/**
 * A namespace with enforced Pod Security, and with a default-deny policy in both directions that leaves only DNS open.
 * The cluster's pull Secret comes with it when the registry's credentials are given.
 */
export class Namespace extends Construct implements INamespace, IConnectable {
  /** A namespace that somebody else made. */
  public static fromName(scope: Construct, id: string, name: string): INamespace {
    return new ExistingNamespace(scope, id, { name });
  }

  public readonly namespaceName: string;
  public readonly podSecurity: PodSecurityLevel;
  public readonly podSecurityReason?: string;
  /** All pods of the namespace. */
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    this.podSecurity = props.podSecurity ?? "restricted";
    this.podSecurityReason = props.podSecurityReason;
    const reason = props.podSecurityReason ?? "";
    if (this.podSecurity !== "restricted" && reason.trim().length < 10) {
      refuse(this, KUBERNETES_PROBLEMS.weakerWithoutReason, {
        message: `namespace "${props.name}" asks for Pod Security "${this.podSecurity}" with the reason "${reason}"`,
        expected: "podSecurityReason in a sentence",
      });
    }
    const resource = new NamespaceV1(this, "Resource", {
      metadata: {
        name: props.name,
        labels: { ...labelsOf(this, props.name), ...podSecurityLabels(this.podSecurity) },
      },
      ...guard(props),
    });
    this.namespaceName = props.name;
    const { pullSecret, credentials } = clusterOf(this).registry ?? {};
    if (pullSecret !== undefined && credentials !== undefined) {
      const secret = new PullSecret(this, "PullSecret", {
        name: pullSecret,
        namespaceName: props.name,
        credentials,
      });
      secret.node.addDependency(resource);
    }
    const everyPod = new Connections(this, "EveryPod", {
      name: "default-deny",
      pods: { namespace: props.name, labels: {} },
    });
    everyPod.node.addDependency(resource);
    this.connections = everyPod;
    everyPod.allowTo(clusterDns(this), "names");
  }
}

class ExistingNamespace extends Construct implements INamespace {
  public readonly namespaceName: string;

  public constructor(scope: Construct, id: string, props: { readonly name: string }) {
    super(scope, id);
    this.namespaceName = props.name;
  }
}

function podSecurityLabels(level: PodSecurityLevel): Record<string, string> {
  return {
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/warn": level,
    "pod-security.kubernetes.io/audit": level,
  };
}

function clusterDns(scope: Construct): Connections {
  return new Connections(scope, "ClusterDns", {
    name: "cluster-dns",
    pods: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    ownPolicy: false,
    ports: [
      { name: "dns", port: 53, protocol: "UDP" },
      { name: "dns", port: 53, protocol: "TCP" },
    ],
  });
}
