import type {
  DeploymentV1SpecTemplateSpecContainer,
  DeploymentV1SpecTemplateSpecContainerEnv,
  DeploymentV1SpecTemplateSpecContainerStartupProbe,
  DeploymentV1SpecTemplateSpecContainerVolumeMount,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { IConstruct } from "constructs";
import { createHash } from "node:crypto";
import { imageReference } from "../../catalog/image";
import { clusterOf } from "./cluster";
import type { ContainerProps, EnvValue, Mount, PodProps, Probe } from "./pod";
import { KUBERNETES_PROBLEMS, refuse } from "./problems";
import { literal } from "./terraform-text";

/** Volume name of a scratch folder, e.g. `scratch-var-tmp`; paths that look alike get different names. */
export function scratchVolumeName(path: string): string {
  const words = path
    .replace(/[^a-z0-9]+/gi, "-")
    .toLowerCase()
    .replace(/^-|-$/g, "");
  const plain = `scratch-${words}`;
  if (path === `/${words.replaceAll("-", "/")}` && plain.length <= 63) return plain;
  return `${plain.slice(0, 56).replace(/-$/, "")}-${createHash("sha256").update(path).digest("hex").slice(0, 6)}`;
}

/** A container as the provider wants it, hardened. */
export function containerSpec(
  scope: IConstruct,
  container: ContainerProps,
  pod: PodProps,
  volumeNames: ReadonlySet<string>,
): DeploymentV1SpecTemplateSpecContainer {
  const devices = Object.fromEntries(
    Object.entries(container.devices ?? {}).map(([name, count]) => [name, String(count)]),
  );
  return {
    name: container.name,
    image: exactImage(scope, container),
    imagePullPolicy: "IfNotPresent",
    command: container.command?.map(literal),
    args: container.args?.map(literal),
    env: Object.entries(container.env ?? {}).map(([name, value]) => envSpec(name, value)),
    port: container.ports?.map((port) => ({
      name: portName(port.name, port.protocol),
      containerPort: port.port,
      protocol: port.protocol ?? "TCP",
    })),
    resources: {
      requests: { cpu: container.resources.cpu, memory: container.resources.memory, ...devices },
      limits: { memory: container.resources.memory, ...devices },
    },
    volumeMount: mounts(scope, container, pod, volumeNames),
    startupProbe: container.startup && probeSpec(container.startup),
    readinessProbe: container.readiness && probeSpec(container.readiness),
    livenessProbe: container.liveness && probeSpec(container.liveness),
    lifecycle: container.preStop && { preStop: [{ exec: { command: container.preStop.map(literal) } }] },
    securityContext: securityContext(pod),
    terminationMessagePolicy: "FallbackToLogsOnError",
  };
}

// `runAsNonRoot` stands on every container: the provider sends `false` where it is unset, and "restricted" then
// refuses the pod although the pod's own setting says true.
function securityContext(pod: PodProps): DeploymentV1SpecTemplateSpecContainer["securityContext"] {
  const weakenings = pod.weakenings ?? [];
  const added = weakenings.flatMap((each) => (each.setting === "addCapability" ? [each.capability] : []));
  return {
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: !weakenings.some((each) => each.setting === "writableRoot"),
    runAsNonRoot: true,
    runAsUser: String(pod.user.uid),
    runAsGroup: String(pod.user.gid ?? pod.user.uid),
    capabilities: { drop: ["ALL"], ...(added.length > 0 && { add: added }) },
    seccompProfile: { type: "RuntimeDefault" },
  };
}

function exactImage(scope: IConstruct, container: ContainerProps): string {
  const { image } = container;
  const reference = typeof image === "string" ? image : imageReference(image, clusterOf(scope).registry);
  const tag = /:(?<tag>[^/:@]+)(@|$)/.exec(reference)?.groups?.tag;
  if (!reference.includes("@sha256:") && (tag === undefined || tag === "latest")) {
    refuse(scope, KUBERNETES_PROBLEMS.movingTag, {
      message: `container "${container.name}" uses the image "${reference}"`,
      expected: "an exact tag or a digest",
    });
  }
  return reference;
}

function envSpec(name: string, value: EnvValue): DeploymentV1SpecTemplateSpecContainerEnv {
  if (typeof value === "string") return { name, value: literal(value) };
  if ("field" in value) return { name, valueFrom: { fieldRef: { fieldPath: value.field } } };
  return {
    name,
    valueFrom: { secretKeyRef: { name: value.secret.secret.secretName, key: value.secret.key } },
  };
}

/** Kubernetes wants port names unique: the UDP twin of a TCP port gets a suffix. */
function portName(name: string, protocol: "TCP" | "UDP" | undefined): string {
  return protocol === "UDP" ? `${name}-udp` : name;
}

function mounts(
  scope: IConstruct,
  container: ContainerProps,
  pod: PodProps,
  volumeNames: ReadonlySet<string>,
): DeploymentV1SpecTemplateSpecContainerVolumeMount[] {
  const scratch: Mount[] = (container.scratch ?? []).map((path) => ({
    volume: scratchVolumeName(path),
    path,
    readOnly: false,
  }));
  const all = [...scratch, ...(container.mounts ?? [])];
  const paths = new Set<string>();
  return all.map((mount) => {
    if (!volumeNames.has(mount.volume)) {
      refuse(scope, KUBERNETES_PROBLEMS.unknownVolume, {
        message: `container "${container.name}" mounts "${mount.volume}"`,
        expected: `one of ${[...volumeNames].join(", ")}`,
      });
    }
    const path = mount.path.replace(/(?<=.)\/+$/, "");
    if (paths.has(path)) {
      refuse(scope, KUBERNETES_PROBLEMS.duplicateMountPath, {
        message: `container "${container.name}" mounts "${mount.path}" twice`,
        expected: "different paths",
      });
    }
    paths.add(path);
    return {
      name: mount.volume,
      mountPath: mount.path,
      subPath: mount.subPath,
      readOnly: mount.readOnly ?? isReadOnly(pod, mount.volume),
    };
  });
}

function isReadOnly(pod: PodProps, volumeName: string): boolean {
  const volume = pod.volumes?.[volumeName];
  return volume !== undefined && !("scratch" in volume || "claim" in volume);
}

function probeSpec(probe: Probe): DeploymentV1SpecTemplateSpecContainerStartupProbe {
  const { check } = probe;
  return {
    periodSeconds: probe.periodSeconds ?? 10,
    timeoutSeconds: probe.timeoutSeconds ?? 5,
    failureThreshold: probe.failureThreshold ?? 3,
    initialDelaySeconds: probe.initialDelaySeconds,
    httpGet:
      "http" in check
        ? { path: check.http.path, port: String(check.http.port), scheme: check.http.scheme ?? "HTTP" }
        : undefined,
    tcpSocket: "tcp" in check ? [{ port: String(check.tcp) }] : undefined,
    exec: "exec" in check ? { command: check.exec.map(literal) } : undefined,
  };
}
