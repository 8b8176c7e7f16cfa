import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "./api-client";
import { ClusterStandIns, createStorageClasses } from "./cluster-stand-ins";
import { ControlPlane } from "./control-plane";
import { KUBERNETES_VERSION } from "./control-plane-programs";
import { ResourceLists } from "./resource-lists";
import { run, type RunOptions, type RunResult } from "./process";
import { waitFor } from "./wait";

const NODE_LIMIT_SECONDS = 60;
const ROLLOUT_LIMIT_SECONDS = 60;

export type PodSecurity = "privileged" | "baseline" | "restricted";

export interface KubernetesOptions {
  /** Default 3, each in a zone of its own. */
  readonly nodes?: number;
  /** Further nodes that only pods of a kind may use. Default none. */
  readonly apart?: { readonly count: number; readonly label: NodeLabel };
}

/** A label that is a taint, too. */
export interface NodeLabel {
  readonly key: string;
  readonly value: string;
}

/**
 * A real Kubernetes API server with scheduler and controllers; kwok plays the nodes.
 * Workloads roll out, no container runs, NetworkPolicies are stored and not enforced.
 */
export class Kubernetes {
  static async start(folder: string, options: KubernetesOptions = {}): Promise<Kubernetes> {
    mkdirSync(folder, { recursive: true });
    const controlPlane = await ControlPlane.start(folder);
    await createStorageClasses(controlPlane.api);
    const kubernetes = new Kubernetes(controlPlane, folder);
    controlPlane.startKwok();
    await kubernetes.addNodes(options);
    return kubernetes;
  }

  readonly version = KUBERNETES_VERSION;
  /** The administrator's kubeconfig file. */
  readonly kubeconfig: string;
  /** Requests without a program in between. */
  readonly api: ControlPlane["api"];
  private readonly standIns: ClusterStandIns;
  private readonly lists: ResourceLists;
  private namespaces = 0;

  private constructor(
    readonly controlPlane: ControlPlane,
    private readonly folder: string,
  ) {
    this.kubeconfig = controlPlane.kubeconfig("admin");
    this.api = controlPlane.api;
    this.lists = new ResourceLists(controlPlane.api);
    this.standIns = new ClusterStandIns(controlPlane.api);
  }

  /** A name that no other namespace of this control plane has; nothing is created. */
  freshName(stem: string): string {
    return `${stem}-${++this.namespaces}`;
  }

  /** A new namespace that enforces a Pod Security level. */
  async namespace(stem: string, level: PodSecurity = "restricted"): Promise<string> {
    const name = this.freshName(stem);
    const labels = { "pod-security.kubernetes.io/enforce": level };
    await this.api.call("POST", "/api/v1/namespaces", { metadata: { name, labels } });
    return name;
  }

  kubectl(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const flags = [`--kubeconfig=${this.kubeconfig}`, `--cache-dir=${join(this.folder, "kubectl")}`];
    return run(join(this.controlPlane.programs, "kubectl"), [...flags, ...args], options);
  }

  /** Server-side apply; throws with the server's words when one object is refused. */
  async apply(objects: readonly object[], namespace?: string): Promise<void> {
    const input = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
    const where = namespace === undefined ? [] : [`--namespace=${namespace}`];
    await this.kubectl(["apply", "--server-side", "--force-conflicts", "-f", "-", ...where], { input });
  }

  /** The server's words when it refuses the object; undefined when it would take it. Nothing is stored. */
  async refusal(object: object, namespace?: string): Promise<string | undefined> {
    const where = namespace === undefined ? [] : [`--namespace=${namespace}`];
    const input = JSON.stringify(object);
    const args = ["create", "--dry-run=server", "-o", "name", "-f", "-", ...where];
    const result = await this.kubectl(args, { input, accept: [0, 1] });
    return result.code === 0 ? undefined : result.stderr.trim();
  }

  /** `get("deployments.apps", namespace)`: all objects of a kind, in one namespace or in all. */
  async get<T extends KubernetesObject>(resource: string, namespace?: string): Promise<readonly T[]> {
    if (ResourceLists.canRead(resource)) return this.lists.read<T>(resource, namespace);
    const where = namespace === undefined ? ["--all-namespaces"] : [`--namespace=${namespace}`];
    const { stdout } = await this.kubectl(["get", resource, "-o", "json", ...where]);
    return (JSON.parse(stdout) as { readonly items: readonly T[] }).items;
  }

  /** Waits for a Deployment, StatefulSet or DaemonSet: `rollout("deployment/web", namespace)`. */
  async rollout(workload: string, namespace: string, limit = ROLLOUT_LIMIT_SECONDS): Promise<void> {
    const args = ["rollout", "status", workload, `--namespace=${namespace}`, `--timeout=${limit}s`];
    try {
      await this.kubectl(args, { limit: limit + 5 });
    } catch (error) {
      const events = await this.kubectl(["get", "events", `--namespace=${namespace}`, "-o", "wide"]);
      const lines = events.stdout.split("\n").slice(-15).join("\n");
      throw new Error(`waited ${limit} s for ${workload} to roll out. Last events:\n${lines}`, {
        cause: error,
      });
    }
  }

  async stop(): Promise<void> {
    await this.standIns.stop();
    await this.controlPlane.stop();
    this.api.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Other nodes in place of those that are there. */
  async replaceNodes(options: KubernetesOptions = {}): Promise<void> {
    await this.api.call("DELETE", "/api/v1/nodes");
    const gone = async (): Promise<boolean> => (await this.api.list("/api/v1/nodes")).length === 0;
    await waitFor("the nodes to be gone", gone, NODE_LIMIT_SECONDS);
    await this.addNodes(options);
  }

  private async addNodes({ nodes = 3, apart }: KubernetesOptions): Promise<void> {
    const count = nodes + (apart?.count ?? 0);
    for (let index = 0; index < count; index++) {
      const label = index < nodes ? undefined : apart?.label;
      await this.api.call(
        "POST",
        "/api/v1/nodes",
        nodeObject(`node-${index + 1}`, `zone-${(index % 3) + 1}`, label),
      );
    }
    const ready = async (): Promise<boolean> =>
      (await this.api.list<Node>("/api/v1/nodes")).filter(isReady).length === count;
    await waitFor(
      `${count} nodes to be ready`,
      ready,
      NODE_LIMIT_SECONDS,
      this.controlPlane.component("kwok"),
    );
  }
}

interface Node extends KubernetesObject {
  readonly spec?: { readonly taints?: readonly { readonly key: string }[] };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const isReady = (node: Node): boolean =>
  (node.spec?.taints ?? []).every(({ key }) => !key.startsWith("node.kubernetes.io/")) &&
  (node.status?.conditions ?? []).some(({ type, status }) => type === "Ready" && status === "True");

function nodeObject(name: string, zone: string, apart?: NodeLabel): object {
  const size = { cpu: "64", memory: "512Gi", pods: "500", "ephemeral-storage": "1Ti" };
  const labels = {
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
    "kubernetes.io/arch": "amd64",
    ...(apart && { [apart.key]: apart.value }),
  };
  return {
    metadata: {
      name,
      labels: { ...labels, "topology.kubernetes.io/zone": zone },
      annotations: { "kwok.x-k8s.io/node": "fake" },
    },
    ...(apart && { spec: { taints: [{ ...apart, effect: "NoSchedule" }] } }),
    status: { allocatable: size, capacity: size },
  };
}
