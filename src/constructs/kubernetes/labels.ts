import type { IConstruct } from "constructs";
import { clusterOf } from "./cluster";

/** The one label by which pods are selected. Never changed: selectors are immutable. */
export const NAME_LABEL = "app.kubernetes.io/name";

/** Labels of an object: the cluster's, then our own. */
export function labelsOf(construct: IConstruct, name: string): Record<string, string> {
  return {
    ...clusterOf(construct).labels,
    [NAME_LABEL]: name,
    "app.kubernetes.io/managed-by": "holdfast",
  };
}
