import { stringify } from "yaml";

/** What a policy team is given; nothing in it where no exemption is needed. */
export interface PolicyExemptions {
  /** Kyverno's PolicyExceptions, YAML: one for its CEL policies, one for its older ClusterPolicies. */
  readonly kyverno: string;
  /** Gatekeeper's constraints with the exclusion, to be merged into those of the cluster, YAML. */
  readonly gatekeeper: string;
  /** For the request itself. */
  readonly text: string;
}

/** What a cluster's policies would refuse, by the names of the engines' own libraries. */
export interface ExemptionNeed {
  /** Kinds of objects that are let in. */
  readonly kinds: readonly string[];
  /** Rules by policy. */
  readonly kyverno: Readonly<Record<string, readonly string[]>>;
  /** Constraints by kind. */
  readonly gatekeeper: Readonly<Record<string, string>>;
}

/** Whom it is for. */
export interface ExemptionHolder {
  /** Name of the exceptions. */
  readonly name: string;
  readonly namespace: string;
  /** Name of the workload, whose pods and Services begin with it. @default - everything in the namespace */
  readonly workload?: string;
}

/** The exceptions, as narrow as each engine allows: Gatekeeper leaves out whole namespaces. */
export function exemptionTexts(
  holder: ExemptionHolder,
  need: ExemptionNeed,
): Pick<PolicyExemptions, "kyverno" | "gatekeeper"> {
  return {
    kyverno: documents([celException(holder, need), ruleException(holder, need)]),
    gatekeeper: documents(
      Object.entries(need.gatekeeper).map(([kind, name]) => excluded(kind, name, holder.namespace)),
    ),
  };
}

function documents(objects: readonly object[]): string {
  return objects.map((each) => stringify(each, { lineWidth: 0 })).join("---\n");
}

function celException({ name, namespace, workload }: ExemptionHolder, need: ExemptionNeed): object {
  const inside = `object.metadata.namespace == "${namespace}"`;
  const named =
    workload === undefined
      ? ""
      : ` && (object.metadata.name == "${workload}" || object.metadata.name.startsWith("${workload}-"))`;
  return {
    apiVersion: "policies.kyverno.io/v1beta1",
    kind: "PolicyException",
    metadata: { name, namespace },
    spec: {
      policyRefs: Object.keys(need.kyverno).map((policy) => ({ name: policy, kind: "ValidatingPolicy" })),
      matchConditions: [{ name, expression: `${inside}${named}` }],
    },
  };
}

function ruleException({ name, namespace, workload }: ExemptionHolder, need: ExemptionNeed): object {
  const names = workload === undefined ? {} : { names: [workload, `${workload}-*`] };
  return {
    apiVersion: "kyverno.io/v2",
    kind: "PolicyException",
    metadata: { name, namespace },
    spec: {
      exceptions: Object.entries(need.kyverno).map(([policyName, rules]) => ({
        policyName,
        ruleNames: [...rules],
      })),
      match: { any: [{ resources: { kinds: [...need.kinds], namespaces: [namespace], ...names } }] },
    },
  };
}

function excluded(kind: string, name: string, namespace: string): object {
  return {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind,
    metadata: { name },
    spec: { match: { excludedNamespaces: [namespace] } },
  };
}
