import type {
  DeploymentV1SpecTemplateSpec,
  DeploymentV1SpecTemplateSpecVolume,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { IConstruct } from "constructs";
import { clusterOf } from "./cluster";
import { hashOf } from "./config-files";
import { containerSpec, scratchVolumeName } from "./container-spec";
import { NAME_LABEL } from "./labels";
import type { PodProps, Volume } from "./pod";

/** Annotation whose value changes with everything a pod reads at its start. */
export const CONFIG_HASH_ANNOTATION = "holdfast/config-hash";

export interface PodSpecOptions {
  /** Value of the name label, for spreading. */
  readonly name: string;
  readonly restartPolicy: "Always" | "Never" | "OnFailure";
  /** Volumes that the controller adds itself (claim templates). */
  readonly claimTemplates: readonly string[];
}

/** The one hardened pod that every controller shares. */
export function podSpec(
  scope: IConstruct,
  pod: PodProps,
  options: PodSpecOptions,
): DeploymentV1SpecTemplateSpec {
  const cluster = clusterOf(scope);
  const volumes = podVolumes(pod);
  const volumeNames = new Set([...volumes.keys(), ...options.claimTemplates]);
  const gid = String(pod.user.gid ?? pod.user.uid);
  const hostNetwork = pod.weakenings?.some((each) => each.setting === "hostNetwork") ?? false;
  return {
    automountServiceAccountToken: pod.serviceAccount !== undefined && (pod.apiToken ?? true),
    serviceAccountName: pod.serviceAccount,
    enableServiceLinks: false,
    shareProcessNamespace: pod.sharedProcesses,
    hostNetwork,
    // Without it a pod on the node's network asks the node's name servers, which don't know the cluster's names.
    dnsPolicy: hostNetwork ? "ClusterFirstWithHostNet" : undefined,
    restartPolicy: options.restartPolicy,
    terminationGracePeriodSeconds: pod.terminationGraceSeconds ?? 30,
    nodeSelector: pod.nodeSelector && { ...pod.nodeSelector },
    runtimeClassName: pod.runtimeClass,
    toleration: pod.tolerations?.map(({ key, value, effect }) => ({
      key,
      operator: value === undefined ? "Exists" : "Equal",
      value,
      effect,
    })),
    imagePullSecrets: cluster.registry?.pullSecret ? [{ name: cluster.registry.pullSecret }] : undefined,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: String(pod.user.uid),
      runAsGroup: gid,
      fsGroup: pod.user.fsGroup === undefined ? gid : String(pod.user.fsGroup),
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    ...spreading(pod, options.name),
    initContainer: pod.initContainers?.map((each) => containerSpec(scope, each, pod, volumeNames)),
    container: pod.containers.map((each) => containerSpec(scope, each, pod, volumeNames)),
    volume: [...volumes].map(([name, volume]) => volumeSpec(name, volume)),
  };
}

/** Hash of everything that is read by reference: files, and the revisions of Secrets. */
export function configHash(pod: PodProps): string {
  const parts: Record<string, string> = { ...pod.rollOn };
  for (const volume of Object.values(pod.volumes ?? {})) {
    if ("files" in volume) parts[`files ${volume.files.configMapName}`] = volume.files.hash;
    if ("secret" in volume) parts[`secret ${volume.secret.secretName}`] = String(volume.secret.revision);
  }
  for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
    for (const value of Object.values(container.env ?? {})) {
      if (typeof value === "string" || "field" in value) continue;
      parts[`secret ${value.secret.secret.secretName}`] = String(value.secret.secret.revision);
    }
  }
  return hashOf(parts);
}

function podVolumes(pod: PodProps): ReadonlyMap<string, Volume> {
  const volumes = new Map<string, Volume>(Object.entries(pod.volumes ?? {}));
  for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
    for (const path of container.scratch ?? []) volumes.set(scratchVolumeName(path), { scratch: {} });
  }
  return volumes;
}

function spreading(
  pod: PodProps,
  name: string,
): Pick<DeploymentV1SpecTemplateSpec, "affinity" | "topologySpreadConstraint"> {
  const matchLabels = { [NAME_LABEL]: name };
  const topologyKey = "kubernetes.io/hostname";
  if (pod.spread === "required") {
    const term = { topologyKey, labelSelector: [{ matchLabels }] };
    return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
  }
  return {
    topologySpreadConstraint: [
      { topologyKey, maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector: [{ matchLabels }] },
    ],
  };
}

function volumeSpec(name: string, volume: Volume): DeploymentV1SpecTemplateSpecVolume {
  if ("scratch" in volume) {
    return {
      name,
      emptyDir: { medium: volume.scratch.memory ? "Memory" : undefined, sizeLimit: volume.scratch.sizeLimit },
    };
  }
  if ("files" in volume)
    return { name, configMap: { name: volume.files.configMapName, defaultMode: "0444" } };
  if ("configMap" in volume) {
    return {
      name,
      configMap: { name: volume.configMap.name, defaultMode: "0444", items: items(volume.configMap.items) },
    };
  }
  if ("secret" in volume) {
    return {
      name,
      secret: { secretName: volume.secret.secretName, defaultMode: "0440", items: items(volume.items) },
    };
  }
  if ("token" in volume) return { name, projected: tokenOf(volume.token.audience) };
  return { name, persistentVolumeClaim: { claimName: volume.claim } };
}

function tokenOf(audience: string): DeploymentV1SpecTemplateSpecVolume["projected"] {
  const serviceAccountToken = { audience, expirationSeconds: 3600, path: "token" };
  return [{ defaultMode: "0440", sources: [{ serviceAccountToken }] }];
}

function items(
  map: Readonly<Record<string, string>> | undefined,
): { key: string; path: string }[] | undefined {
  return map && Object.entries(map).map(([key, path]) => ({ key, path }));
}
