import type { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { PodProps } from "./pod";
import type { PodController } from "./pod-controller";
import { CONFIG_HASH_ANNOTATION, configHash, podSpec } from "./pod-spec";
import { literals } from "./terraform-text";

type Rewritable = Pick<PodController<"kubernetes_deployment_v1">, "rewrite">;

/** Writes the pod of a Deployment anew, after something was added to it. */
export function rewritePod(
  scope: IConstruct,
  name: string,
  resource: TerraformResource,
  pod: PodProps,
): void {
  const deployment = resource as unknown as Rewritable;
  deployment.rewrite(({ spec, ...rest }) => ({
    ...rest,
    spec: {
      ...spec,
      template: {
        metadata: {
          ...spec.template.metadata,
          annotations: { ...literals(pod.annotations ?? {}), [CONFIG_HASH_ANNOTATION]: configHash(pod) },
        },
        spec: podSpec(scope, pod, { name, restartPolicy: "Always", claimTemplates: [] }),
      },
    },
  }));
}
