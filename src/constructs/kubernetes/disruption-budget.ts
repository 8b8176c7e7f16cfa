import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { Construct } from "constructs";
import { labelsOf } from "./labels";
import type { INamespace } from "./namespace";

export interface DisruptionBudgetProps {
  readonly name: string;
  readonly namespace: INamespace;
  readonly selector: Readonly<Record<string, string>>;
}

/** Lets a node drain take one pod at a time. */
export class DisruptionBudget extends Construct {
  public constructor(scope: Construct, id: string, props: DisruptionBudgetProps) {
    super(scope, id);
    new PodDisruptionBudgetV1(this, "Resource", {
      metadata: {
        name: props.name,
        namespace: props.namespace.namespaceName,
        labels: labelsOf(this, props.name),
      },
      spec: { maxUnavailable: "1", selector: { matchLabels: { ...props.selector } } },
    });
  }
}
