import type { IConstruct } from "constructs";
import { problem, type Occurrence, type ProblemKind } from "../../errors/catalogue";
import { ProblemError } from "../../errors/problem";

/** Kinds of problems that the Kubernetes building blocks report. */
export const KUBERNETES_PROBLEMS = {
  unknownPort: {
    code: "HF3001",
    severity: "error",
    title: "A connection names a port that the listening side does not have.",
    fix: "Name one of the ports that the listening side declares.",
  },
  unknownVolume: {
    code: "HF3002",
    severity: "error",
    title: "A container mounts a volume that its pod does not have.",
    fix: "Add the volume to the pod, or correct the name.",
  },
  movingTag: {
    code: "HF3003",
    severity: "error",
    title: "An image has no exact tag or digest.",
    fix: "Pin the image to an exact tag, better with its digest.",
  },
  weakerWithoutReason: {
    code: "HF3004",
    severity: "error",
    title: "A weaker security setting has no reason.",
    fix: "Say in one sentence why it is needed; the sentence goes into the evidence.",
  },
  unsafeSecretField: {
    code: "HF3005",
    severity: "error",
    title: "A generated secret is too short.",
    fix: "Ask for at least 24 characters.",
  },
  unknownKey: {
    code: "HF3006",
    severity: "error",
    title: "A secret is asked for a key that it does not have.",
    fix: "Use one of its keys.",
  },
  duplicateMountPath: {
    code: "HF3007",
    severity: "error",
    title: "Two mounts of one container have the same path.",
    fix: "Give each mount a path of its own.",
  },
} as const satisfies Record<string, ProblemKind>;

/** Throws one problem of a construct; the path is the construct's own unless given. */
export function refuse(
  construct: IConstruct,
  kind: ProblemKind,
  occurrence: Omit<Occurrence, "path"> & { path?: string },
): never {
  throw new ProblemError([problem(kind, { path: construct.node.path, ...occurrence })]);
}
