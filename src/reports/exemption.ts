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

/** What is asked for, and for whom. */
export interface AskedExemption extends ExemptionHolder {
  readonly need: ExemptionNeed;
}

/** The exceptions, as narrow as each engine allows: Gatekeeper leaves out whole namespaces. */
export function exemptionTexts(
  holder: ExemptionHolder,
  need: ExemptionNeed,
): Pick<PolicyExemptions, "kyverno" | "gatekeeper"> {
  const asked = [{ ...holder, need }];
  return { kyverno: exceptionTexts(asked), gatekeeper: constraintTexts(asked) };
}

/** Kyverno's exceptions, two for each holder. */
export function exceptionTexts(asked: readonly AskedExemption[]): string {
  return documents(asked.flatMap((each) => [celException(each, each.need), ruleException(each, each.need)]));
}

/** Gatekeeper's constraints, each once: a second one of the same name would take the first one's place. */
export function constraintTexts(asked: readonly AskedExemption[]): string {
  const constraints = new Map<
    string,
    { readonly kind: string; readonly name: string; namespaces: string[] }
  >();
  for (const { namespace, need } of asked) {
    for (const [kind, name] of Object.entries(need.gatekeeper)) {
      const constraint = constraints.get(kind) ?? { kind, name, namespaces: [] };
      if (!constraint.namespaces.includes(namespace)) constraint.namespaces.push(namespace);
      constraints.set(kind, constraint);
    }
  }
  return documents(
    [...constraints.values()].map(({ kind, name, namespaces }) => excluded(kind, name, namespaces)),
  );
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

function excluded(kind: string, name: string, namespaces: readonly string[]): object {
  return {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind,
    metadata: { name },
    spec: { match: { excludedNamespaces: namespaces } },
  };
}
