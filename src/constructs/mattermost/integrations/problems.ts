import type { ProblemKind } from "../../../errors/catalogue";

/** Kinds of problems that integrations report. */
export const INTEGRATION_PROBLEMS = {
  address: {
    code: "HF3850",
    severity: "error",
    title: "A callback's address can't be called.",
    fix: "Write http:// or https://, a host, and at most a port and a path; no user or password.",
  },
} as const satisfies Record<string, ProblemKind>;
