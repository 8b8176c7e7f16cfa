import { createHash } from "node:crypto";
import type { KubernetesObject } from "../../toolchain/api-client";
import type { Kubernetes } from "../../toolchain/kubernetes";
import { needsOf, type PodSpec } from "./pod-needs";

interface Controller extends KubernetesObject {
  readonly spec: { readonly template: { readonly spec: PodSpec } };
}
export interface Pod extends KubernetesObject {
  readonly spec: PodSpec;
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}
interface Event extends KubernetesObject {
  readonly involvedObject: { readonly kind: string; readonly name: string };
  readonly reason: string;
  readonly message: string;
}
interface Service extends KubernetesObject {
  readonly spec: { readonly ports?: readonly { readonly port: number }[] };
}
interface Keyed extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

const CONTROLLERS = "deployments.apps,statefulsets.apps,daemonsets.apps";

/** What makes pods, and how many it wants and has. */
interface PodMaker extends KubernetesObject {
  readonly spec: { readonly replicas?: number; readonly parallelism?: number };
  readonly status?: {
    readonly replicas?: number;
    readonly active?: number;
    readonly succeeded?: number;
    readonly desiredNumberScheduled?: number;
    readonly currentNumberScheduled?: number;
  };
}

const POD_MAKERS = {
  ReplicaSet: "replicasets.apps",
  StatefulSet: "statefulsets.apps",
  DaemonSet: "daemonsets.apps",
  Job: "jobs.batch",
} as const;

/** One namespace as the API server has it. */
export class NamespaceView {
  constructor(
    readonly kubernetes: Kubernetes,
    readonly name: string,
  ) {}

  list<T extends KubernetesObject>(resource: string): Promise<readonly T[]> {
    return this.kubernetes.get<T>(resource, this.name);
  }

  /** Hash of the pod template by workload; a workload whose hash differs later was rolled. */
  async templates(): Promise<ReadonlyMap<string, string>> {
    const controllers = await this.list<Controller>(CONTROLLERS);
    return new Map(
      controllers.map(({ kind, metadata, spec }) => [
        `${kind?.toLowerCase()}/${metadata.name}`,
        createHash("sha256").update(JSON.stringify(spec.template)).digest("hex"),
      ]),
    );
  }

  /** Names of Jobs; a Job's pod can't be changed, so a new run is a new name. */
  async jobs(): Promise<readonly string[]> {
    return (await this.list("jobs.batch")).map(({ metadata }) => metadata.name);
  }

  /** What the API server said about pods that it did not admit, and that are still not there. */
  async refusals(): Promise<readonly string[]> {
    const failed = (await this.list<Event>("events")).filter(({ reason }) => reason === "FailedCreate");
    const lacking = failed.length === 0 ? [] : await this.lacking();
    return failed
      .filter(({ involvedObject: { kind, name } }) => lacking.includes(`${kind}/${name}`))
      .map(({ message }) => message);
  }

  /** `Kind/name` of what has fewer pods than it wants. */
  private async lacking(): Promise<readonly string[]> {
    const makers = Object.entries(POD_MAKERS).map(async ([kind, resource]) =>
      (await this.list<PodMaker>(resource))
        .filter(lacksPods)
        .map(({ metadata }) => `${kind}/${metadata.name}`),
    );
    return (await Promise.all(makers)).flat();
  }

  /** Pods that are neither ready nor done. */
  async unready(): Promise<readonly string[]> {
    const ready = ({ status }: Pod): boolean =>
      status.phase === "Succeeded" ||
      (status.conditions ?? []).some(({ type, status }) => type === "Ready" && status === "True");
    return (await this.list<Pod>("pods")).filter((pod) => !ready(pod)).map(({ metadata }) => metadata.name);
  }

  /** Secrets, ConfigMaps, claims, service accounts and their keys that a pod refers to and that don't exist. */
  async missing(): Promise<readonly string[]> {
    const [pods, secrets, configMaps, claims, accounts] = await Promise.all([
      this.list<Pod>("pods"),
      this.list<Keyed>("secrets"),
      this.list<Keyed>("configmaps"),
      this.list("persistentvolumeclaims"),
      this.list("serviceaccounts"),
    ]);
    const there = new Set<string>();
    for (const [kind, objects] of Object.entries({ Secret: secrets, ConfigMap: configMaps })) {
      for (const { metadata, data } of objects) {
        there.add(`${kind} ${metadata.name}`);
        for (const key of Object.keys(data ?? {})) there.add(`${kind} ${metadata.name} ${key}`);
      }
    }
    for (const { metadata } of claims) there.add(`PersistentVolumeClaim ${metadata.name}`);
    for (const { metadata } of accounts) there.add(`ServiceAccount ${metadata.name}`);
    return [
      ...new Set(
        pods.flatMap(({ metadata, spec }) =>
          needsOf(spec)
            .filter((need) => !there.has(need))
            .map((need) => `${need}, wanted by ${metadata.name}`),
        ),
      ),
    ];
  }

  /** `host:port` of this namespace that pods or their files name, and that no Service has. */
  async unserved(): Promise<readonly string[]> {
    const [pods, configMaps, services] = await Promise.all([
      this.list<Pod>("pods"),
      this.list("configmaps"),
      this.list<Service>("services"),
    ]);
    const text = JSON.stringify([pods.map(({ spec }) => spec), configMaps]);
    const ports = new Map(services.map(({ metadata, spec }) => [metadata.name, spec.ports ?? []]));
    const host = new RegExp(`\\b([a-z0-9-]+)\\.${this.name}\\.svc(?:\\.[a-z.]+[a-z])?(?::(\\d+))?`, "g");
    const named = [...text.matchAll(host)];
    if (named.length === 0) throw new Error(`no pod of ${this.name} names a Service`);
    return [
      ...new Set(
        named
          .filter(([, service, port]) => {
            const served = ports.get(service!);
            return !served || (port !== undefined && !served.some((each) => each.port === Number(port)));
          })
          .map(([match]) => match),
      ),
    ];
  }

  /** `secret/name` of what cert-manager, or its stand-in, wrote. */
  async certificateSecrets(): Promise<readonly string[]> {
    const issued = (await this.list("secrets")).filter(
      ({ metadata }) => metadata.annotations?.[CERTIFICATE_ANNOTATION] !== undefined,
    );
    return issued.map(({ metadata }) => `secret/${metadata.name}`);
  }

  /** `kind/name` of everything in it, but for what every namespace has. */
  async contents(): Promise<readonly string[]> {
    const kinds = await this.kubernetes.kubectl([
      "api-resources",
      "--namespaced",
      "--verbs=list",
      "-o",
      "name",
    ]);
    const passing = /^(events|endpoints|endpointslices|leases|pods\.metrics)(\.|$)/;
    const resources = kinds.stdout.split("\n").filter((kind) => kind !== "" && !passing.test(kind));
    const args = ["get", resources.join(","), "-o", "name", `--namespace=${this.name}`, "--ignore-not-found"];
    const found = (await this.kubernetes.kubectl(args)).stdout.split("\n").filter(Boolean);
    return found.filter((name) => !EVERYWHERE.has(name)).sort();
  }

  /** Each with why it is still there: when it was deleted, whom it belongs to, and what holds it. */
  async fates(names: readonly string[]): Promise<readonly string[]> {
    return Promise.all(
      names.map(async (name) => {
        const args = ["get", name, "-o", "json", `--namespace=${this.name}`, "--ignore-not-found"];
        const { stdout } = await this.kubernetes.kubectl(args);
        if (stdout === "") return `${name} (gone since)`;
        const { metadata } = JSON.parse(stdout) as { readonly metadata: Record<string, unknown> };
        const { deletionTimestamp, deletionGracePeriodSeconds, ownerReferences, finalizers } = metadata;
        return `${name} ${JSON.stringify({ deletionTimestamp, deletionGracePeriodSeconds, ownerReferences, finalizers })}`;
      }),
    );
  }
}

const CERTIFICATE_ANNOTATION = "cert-manager.io/certificate-name";
const EVERYWHERE = new Set(["configmap/kube-root-ca.crt", "serviceaccount/default"]);

function lacksPods({ spec, status = {} }: PodMaker): boolean {
  const { replicas, active = 0, succeeded = 0, desiredNumberScheduled, currentNumberScheduled } = status;
  const wanted = desiredNumberScheduled ?? spec.replicas ?? spec.parallelism ?? 1;
  return (currentNumberScheduled ?? replicas ?? active + succeeded) < wanted;
}
