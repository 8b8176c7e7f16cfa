import { Construct } from "constructs";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerProps, Toleration } from "../kubernetes/pod";
import { Workload } from "../kubernetes/workload";

export interface JobPreloadProps {
  readonly namespace: INamespace;
  readonly name: string;
  /** References by container name. */
  readonly images: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
}

const NOBODY = 65_534;

/**
 * Keeps images on every node that may run a job: the plugin gives a job one minute to report, less than a pull takes.
 * Containers that use an image also keep the node from removing it when its disk fills up.
 */
export class JobPreload extends Construct {
  public readonly workload: Workload;

  public constructor(scope: Construct, id: string, props: JobPreloadProps) {
    super(scope, id);
    this.workload = new Workload(this, "Workload", {
      name: props.name,
      namespace: props.namespace,
      controller: { kind: "DaemonSet" },
      pod: {
        user: { uid: NOBODY },
        terminationGraceSeconds: 1,
        tolerations: props.tolerations,
        containers: Object.entries(props.images).map(([name, image]) => sleeper(name, image)),
      },
    });
  }
}

function sleeper(name: string, image: string): ContainerProps {
  return { name, image, command: ["sleep", "infinity"], resources: { cpu: "10m", memory: "16Mi" } };
}
