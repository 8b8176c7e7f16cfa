import type { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { labelsOf } from "../kubernetes/labels";
import type { PodProps } from "../kubernetes/pod";
import { CONFIG_HASH_ANNOTATION, configHash, podSpec } from "../kubernetes/pod-spec";
import type { Workload } from "../kubernetes/workload";

/** Writes the pod of a Deployment anew, after something was added to it. The pod has no annotations of its own. */
export function rewritePod(workload: Workload, pod: PodProps): void {
  const name = workload.workloadName;
  const deployment = workload.node.defaultChild as DeploymentV1;
  deployment.spec.putTemplate({
    metadata: {
      labels: labelsOf(workload, name),
      annotations: { [CONFIG_HASH_ANNOTATION]: configHash(pod) },
    },
    spec: podSpec(workload, pod, { name, restartPolicy: "Always", claimTemplates: [] }),
  });
}
