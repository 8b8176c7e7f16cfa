import type { Construct } from "constructs";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import type { ContainerProps, PodProps } from "../../../src/constructs/kubernetes/pod";
import type { Controller } from "../../../src/constructs/kubernetes/controller";
import { Workload } from "../../../src/constructs/kubernetes/workload";
import { synth, testStack } from "../../support/synth";
import { podsOf, type PodJson } from "../../support/terraform-json";

/** A container with nothing but what must be there. */
export function sampleContainer(more: Partial<ContainerProps> = {}): ContainerProps {
  return {
    name: "chat",
    image: "registry.example/chat:1.2.3",
    resources: { cpu: "500m", memory: "1Gi" },
    ...more,
  };
}

/** A pod with nothing but what must be there. */
export function samplePod(more: Partial<PodProps> = {}): PodProps {
  return { user: { uid: 2000 }, containers: [sampleContainer()], ...more };
}

/** A workload in a namespace of its own. */
export function sampleWorkload(
  scope: Construct,
  pod: Partial<PodProps> = {},
  controller: Controller = { kind: "Deployment", replicas: 1 },
): Workload {
  const namespace = new Namespace(scope, "Namespace", { name: "outpost" });
  return new Workload(scope, "Chat", { name: "chat", namespace, controller, pod: samplePod(pod) });
}

/** The pod template that becomes of a pod. */
export function renderedPod(pod: Partial<PodProps> = {}, controller?: Controller): PodJson {
  const stack = testStack();
  sampleWorkload(stack, pod, controller);
  return podsOf(synth(stack))[0]!;
}
