import type { ProblemKind } from "../../../errors/catalogue";

/** Kinds of problems that the setup of the servers reports. */
export const SETUP_PROBLEMS = {
  repeated: {
    code: "HF3830",
    severity: "error",
    title: "Two contributions to the setup, or two steps of one, have the same name.",
    fix: "Give each a name of its own.",
  },
  unknownSecret: {
    code: "HF3831",
    severity: "error",
    title: "A step of the setup refers to a secret that its contribution does not have.",
    fix: "Add the secret to the contribution, or correct the name.",
  },
  route: {
    code: "HF3832",
    severity: "error",
    title: "A step of the setup goes to a route that is not the servers' API.",
    fix: "Begin the path with /api/ or /plugins/.",
  },
  sharedOutput: {
    code: "HF3833",
    severity: "error",
    title: "Two steps of the setup write the same key of a Secret.",
    fix: "Give each value a key of its own.",
  },
  late: {
    code: "HF3834",
    severity: "error",
    title: "A feature came to the servers after their setup was made, so the setup does not know it.",
    fix: "Add the feature before the setup is made.",
  },
} as const satisfies Record<string, ProblemKind>;
