import type { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { Connections, type IConnectable, type IConnections, type Port } from "./connections";
import type { Controller } from "./controller";
import { createController } from "./controller-resource";
import { DisruptionBudget } from "./disruption-budget";
import { NAME_LABEL } from "./labels";
import type { INamespace } from "./namespace";
import type { PodProps, Weakening } from "./pod";
import { rewritePod } from "./pod-update";
import { KUBERNETES_PROBLEMS, refuse } from "./problems";

/** Something that runs pods. */
export interface IWorkload extends IConstruct, IConnectable {
  readonly workloadName: string;
  readonly namespace: INamespace;
  /** Labels that select exactly its pods. */
  readonly selector: Readonly<Record<string, string>>;
}

export interface WorkloadProps {
  /** Name of the controller and of its pods' label. */
  readonly name: string;
  readonly namespace: INamespace;
  readonly controller: Controller;
  readonly pod: PodProps;
}

const BRAND = Symbol.for("holdfast.Workload");

/**
 * The only way to a pod. Deployment, StatefulSet, DaemonSet, Job and CronJob share one pod that satisfies Pod Security
 * "restricted"; what is weaker needs a reason. Several replicas get a PodDisruptionBudget.
 */
export class Workload extends Construct implements IWorkload {
  public static isWorkload(this: void, x: unknown): x is Workload {
    return typeof x === "object" && x !== null && BRAND in x;
  }

  public readonly workloadName: string;
  public readonly namespace: INamespace;
  public readonly selector: Readonly<Record<string, string>>;
  public readonly connections: IConnections;
  /** Every port of its containers. */
  public readonly ports: readonly Port[];
  private told: readonly Weakening[];

  public constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    Object.defineProperty(this, BRAND, { value: true });
    this.workloadName = props.name;
    this.namespace = props.namespace;
    this.selector = { [NAME_LABEL]: props.name };
    this.told = this.checkedWeakenings(props.pod);
    this.ports = props.pod.containers.flatMap((container) => container.ports ?? []);
    this.node.addDependency(props.namespace, ...readBy(props.pod));

    const resource = createController(this, props);
    this.node.defaultChild = resource;
    this.connections = new Connections(this, "Connections", {
      name: props.name,
      pods: { namespace: props.namespace.namespaceName, labels: this.selector },
      ports: this.ports,
      unenforceable: this.weakenings.find((each) => each.setting === "hostNetwork")?.reason,
    });
    if (replicasOf(props.controller) > 1) {
      new DisruptionBudget(this, "DisruptionBudget", {
        name: props.name,
        namespace: props.namespace,
        selector: this.selector,
      });
    }
  }

  /** Settings that are weaker than "restricted", with their reasons. */
  public get weakenings(): readonly Weakening[] {
    return [...this.told];
  }

  /**
   * Replaces the pod of a Deployment, for parts that are added to after they were made. Its ports stay as they are.
   * Secrets and files that the new pod reads are waited for.
   */
  public updatePod(pod: PodProps): void {
    this.told = this.checkedWeakenings(pod);
    this.node.addDependency(...readBy(pod));
    rewritePod(this, this.workloadName, this.node.defaultChild as TerraformResource, pod);
  }

  private checkedWeakenings(pod: PodProps): readonly Weakening[] {
    for (const weakening of pod.weakenings ?? []) {
      if (weakening.reason.trim().length >= 10) continue;
      refuse(this, KUBERNETES_PROBLEMS.weakerWithoutReason, {
        message: `"${weakening.setting}" has the reason "${weakening.reason}"`,
        expected: "a reason in a sentence",
      });
    }
    return [...(pod.weakenings ?? [])];
  }
}

/** The Secrets and files that must exist before the pods start. */
function readBy(pod: PodProps): readonly IConstruct[] {
  const read = new Set<IConstruct>();
  for (const volume of Object.values(pod.volumes ?? {})) {
    if ("files" in volume) read.add(volume.files);
    if ("secret" in volume) read.add(volume.secret);
  }
  for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
    for (const value of Object.values(container.env ?? {})) {
      if (typeof value !== "string" && "secret" in value) read.add(value.secret.secret);
    }
  }
  return [...read];
}

function replicasOf(controller: Controller): number {
  return "replicas" in controller ? controller.replicas : 0;
}
