import type { TerraformResource } from "cdktf";
import type { DeploymentV1SpecTemplate } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { Construct } from "constructs";
import type { Controller } from "./controller";
import { labelsOf, NAME_LABEL } from "./labels";
import { PodController } from "./pod-controller";
import { CONFIG_HASH_ANNOTATION, configHash, podSpec } from "./pod-spec";
import { literals } from "./terraform-text";
import type { WorkloadProps } from "./workload";

type Of<K extends Controller["kind"]> = Extract<Controller, { readonly kind: K }>;

/** How long an apply waits for pods. A first start pulls images and migrates a schema. */
const ROLLOUT_LIMIT = "20m";

/** The controller of a workload as a typed resource. */
export function createController(scope: Construct, props: WorkloadProps): TerraformResource {
  const { controller } = props;
  switch (controller.kind) {
    case "Deployment":
      return deployment(scope, props, controller);
    case "StatefulSet":
      return statefulSet(scope, props, controller);
    case "DaemonSet":
      return daemonSet(scope, props);
    case "Job":
      return job(scope, props, controller);
    case "CronJob":
      return cronJob(scope, props, controller);
  }
}

function deployment(scope: Construct, props: WorkloadProps, controller: Of<"Deployment">): TerraformResource {
  const recreate = controller.rollout === "recreate";
  return new PodController(scope, "Resource", {
    type: "kubernetes_deployment_v1",
    arguments: {
      metadata: metadata(scope, props),
      spec: {
        replicas: String(controller.replicas),
        revisionHistoryLimit: 3,
        selector: { matchLabels: { [NAME_LABEL]: props.name } },
        strategy: recreate
          ? { type: "Recreate" }
          : { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "0", maxSurge: "1" } },
        template: template(scope, props, "Always"),
      },
      timeouts: { create: ROLLOUT_LIMIT, update: ROLLOUT_LIMIT },
    },
  });
}

function statefulSet(
  scope: Construct,
  props: WorkloadProps,
  controller: Of<"StatefulSet">,
): TerraformResource {
  return new PodController(scope, "Resource", {
    type: "kubernetes_stateful_set_v1",
    arguments: {
      metadata: metadata(scope, props),
      spec: {
        replicas: String(controller.replicas),
        serviceName: controller.serviceName,
        podManagementPolicy: controller.startOrder === "parallel" ? "Parallel" : "OrderedReady",
        revisionHistoryLimit: 3,
        selector: { matchLabels: { [NAME_LABEL]: props.name } },
        updateStrategy: [{ type: "RollingUpdate" }],
        persistentVolumeClaimRetentionPolicy: [{ whenDeleted: "Retain", whenScaled: "Retain" }],
        template: template(scope, props, "Always"),
        volumeClaimTemplate: Object.entries(controller.claims ?? {}).map(([name, claim]) => ({
          metadata: { name, labels: { [NAME_LABEL]: props.name } },
          spec: {
            accessModes: ["ReadWriteOnce"],
            storageClassName: claim.storageClass,
            resources: { requests: { storage: claim.size } },
          },
        })),
      },
      timeouts: { create: ROLLOUT_LIMIT, update: ROLLOUT_LIMIT },
    },
  });
}

function daemonSet(scope: Construct, props: WorkloadProps): TerraformResource {
  return new PodController(scope, "Resource", {
    type: "kubernetes_daemon_set_v1",
    arguments: {
      metadata: metadata(scope, props),
      spec: {
        selector: { matchLabels: { [NAME_LABEL]: props.name } },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "1" } },
        template: template(scope, props, "Always"),
      },
      timeouts: { create: ROLLOUT_LIMIT, update: ROLLOUT_LIMIT },
    },
  });
}

function job(scope: Construct, props: WorkloadProps, controller: Of<"Job">): TerraformResource {
  return new PodController(scope, "Resource", {
    type: "kubernetes_job_v1",
    arguments: {
      metadata: metadata(scope, props),
      spec: {
        backoffLimit: controller.attempts ?? 6,
        activeDeadlineSeconds: controller.deadlineSeconds ?? 600,
        template: template(scope, props, "OnFailure"),
      },
      waitForCompletion: true,
      timeouts: { create: ROLLOUT_LIMIT, update: ROLLOUT_LIMIT },
    },
  });
}

function cronJob(scope: Construct, props: WorkloadProps, controller: Of<"CronJob">): TerraformResource {
  return new PodController(scope, "Resource", {
    type: "kubernetes_cron_job_v1",
    arguments: {
      metadata: metadata(scope, props),
      spec: {
        schedule: controller.schedule,
        concurrencyPolicy: "Forbid",
        // A run that an outage held up is made up for within the hour, not later.
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: labelsOf(scope, props.name) },
          spec: {
            activeDeadlineSeconds: controller.deadlineSeconds ?? 3600,
            template: template(scope, props, "OnFailure"),
          },
        },
      },
    },
  });
}

function metadata(
  scope: Construct,
  props: WorkloadProps,
): { name: string; namespace: string; labels: Record<string, string> } {
  return { name: props.name, namespace: props.namespace.namespaceName, labels: labelsOf(scope, props.name) };
}

function template(
  scope: Construct,
  props: WorkloadProps,
  restartPolicy: "Always" | "OnFailure",
): DeploymentV1SpecTemplate {
  const { controller, pod } = props;
  const claims = controller.kind === "StatefulSet" ? Object.keys(controller.claims ?? {}) : [];
  return {
    metadata: {
      labels: labelsOf(scope, props.name),
      annotations: { ...literals(pod.annotations ?? {}), [CONFIG_HASH_ANNOTATION]: configHash(pod) },
    },
    spec: podSpec(scope, pod, { name: props.name, restartPolicy, claimTemplates: claims }),
  };
}
