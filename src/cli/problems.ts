import type { ProblemKind } from "../errors/catalogue";

/** What the command line itself reports. */
export const COMMAND_PROBLEMS = {
  exists: {
    code: "HF4101",
    severity: "error",
    title: "A file that `holdfast init` would write is already there.",
    fix: "name another folder; nothing is overwritten",
  },
  notWritable: {
    code: "HF4102",
    severity: "error",
    title: "A command can't write its files.",
    fix: "name a folder that you may write to",
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
