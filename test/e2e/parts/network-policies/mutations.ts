import type { NetworkPolicy } from "../../../support/network-policy-evaluator";

export interface Mutation {
  /** What was left out. */
  readonly rule: string;
  readonly policies: readonly NetworkPolicy[];
}

/** The policies once for each of their rules, without it. */
export function policiesWithoutOneRule(policies: readonly NetworkPolicy[]): readonly Mutation[] {
  return policies.flatMap((policy, at) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      (policy.spec[direction] ?? []).map((_, left): Mutation => {
        const rules = policy.spec[direction]?.filter((_rule, index) => index !== left);
        const without = { ...policy, spec: { ...policy.spec, [direction]: rules } };
        return {
          rule: `${policy.metadata.namespace}/${policy.metadata.name} ${direction} ${left + 1}`,
          policies: policies.with(at, without),
        };
      }),
    ),
  );
}
