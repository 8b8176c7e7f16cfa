import type { CronJobV1Config } from "@cdktf/provider-kubernetes/lib/cron-job-v1";
import type { DaemonSetV1Config } from "@cdktf/provider-kubernetes/lib/daemon-set-v1";
import type { DeploymentV1Config } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { JobV1Config } from "@cdktf/provider-kubernetes/lib/job-v1";
import type { StatefulSetV1Config } from "@cdktf/provider-kubernetes/lib/stateful-set-v1";
import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** Arguments of each controller, as the provider's bindings type them. */
export interface PodControllerArguments {
  readonly kubernetes_deployment_v1: DeploymentV1Config;
  readonly kubernetes_stateful_set_v1: StatefulSetV1Config;
  readonly kubernetes_daemon_set_v1: DaemonSetV1Config;
  readonly kubernetes_job_v1: JobV1Config;
  readonly kubernetes_cron_job_v1: CronJobV1Config;
}

/** Arguments whose keys are the user's own words. */
const MAPS: readonly string[] = [
  "labels",
  "annotations",
  "matchLabels",
  "nodeSelector",
  "limits",
  "requests",
];

/** The provider that the bindings were generated for. */
const PROVIDER = {
  providerName: "kubernetes",
  providerVersion: "2.38.0",
  providerVersionConstraint: "2.38.0",
};

/**
 * A resource that runs pods. It takes exactly what the provider's own class takes, and writes the same JSON; those
 * classes carry a pod specification of a megabyte each, which every synth would have to load.
 */
export class PodController<K extends keyof PodControllerArguments> extends TerraformResource {
  private written: PodControllerArguments[K];

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly type: K; readonly arguments: PodControllerArguments[K] },
  ) {
    super(scope, id, { terraformResourceType: props.type, terraformGeneratorMetadata: PROVIDER });
    this.written = props.arguments;
  }

  /** Writes the arguments anew, from what they were. */
  public rewrite(change: (before: PodControllerArguments[K]) => PodControllerArguments[K]): void {
    this.written = change(this.written);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return inTerraformsWords(this.written) as Record<string, unknown>;
  }
}

/** `camelCase` arguments as `snake_case`; keys of maps stay as they are. */
function inTerraformsWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTerraformsWords);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.map(([name, inner]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      MAPS.includes(name) ? inner : inTerraformsWords(inner),
    ]),
  );
}
