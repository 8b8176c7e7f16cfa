import type { DeploymentV1, DeploymentV1Spec } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { PodProps } from "../kubernetes/pod";
import { CONFIG_HASH_ANNOTATION, configHash, podSpec } from "../kubernetes/pod-spec";
import type { Workload } from "../kubernetes/workload";

/** Writes the pod of a Deployment anew, after something was added to it. */
export function rewritePod(workload: Workload, pod: PodProps): void {
  const deployment = workload.node.defaultChild as DeploymentV1;
  const spec = deployment.specInput as DeploymentV1Spec;
  deployment.putSpec({
    ...spec,
    template: {
      metadata: {
        ...spec.template.metadata,
        annotations: { ...pod.annotations, [CONFIG_HASH_ANNOTATION]: configHash(pod) },
      },
      spec: podSpec(workload, pod, {
        name: workload.workloadName,
        restartPolicy: "Always",
        claimTemplates: [],
      }),
    },
  });
}
