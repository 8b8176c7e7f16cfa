import type { TerraformResource } from "cdktf";
import type { DeploymentV1Spec } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { IConstruct } from "constructs";
import type { PodProps } from "./pod";
import { CONFIG_HASH_ANNOTATION, configHash, podSpec } from "./pod-spec";
import { literals } from "./terraform-text";

/** What of the provider's Deployment is needed here. */
interface Deployment {
  readonly specInput: DeploymentV1Spec;
  putSpec(spec: DeploymentV1Spec): void;
}

/** Writes the pod of a Deployment anew, after something was added to it. */
export function rewritePod(
  scope: IConstruct,
  name: string,
  resource: TerraformResource,
  pod: PodProps,
): void {
  const deployment = resource as unknown as Deployment;
  const spec = deployment.specInput;
  deployment.putSpec({
    ...spec,
    template: {
      metadata: {
        ...spec.template.metadata,
        annotations: { ...literals(pod.annotations ?? {}), [CONFIG_HASH_ANNOTATION]: configHash(pod) },
      },
      spec: podSpec(scope, pod, { name, restartPolicy: "Always", claimTemplates: [] }),
    },
  });
}
