/** How much a problem weighs: an `error` stops the synth, a `warning` can be accepted with a reason. */
export type Severity = "error" | "warning";

/**
 * One thing that is wrong, said so that a person can act on it.
 * Field names and their order are the stable `--json` contract.
 */
export interface Problem {
  /** Stable code from the catalogue, for example `HF2101`. Never reused. */
  readonly code: string;
  readonly severity: Severity;
  /** File the wrong value came from (not the file that extends it). Absent for constructs used without a site file. */
  readonly file?: string;
  /** Line, counted from 1. */
  readonly line?: number;
  /** Column, counted from 1. */
  readonly column?: number;
  /** Path in the site file (`database.instances`) or in the construct tree. */
  readonly path: string;
  /** What is wrong, with the value seen. Never a secret. */
  readonly message: string;
  /** What would have been right. */
  readonly expected: string;
  /** What to do about it. */
  readonly fix: string;
  /** Where the rule comes from: a vendor page, a limit, a measured fact. */
  readonly reference?: string;
}

/** Thrown when problems stop the work; carries all of them. A user's mistake, so no stack trace is shown for it. */
export class ProblemError extends Error {
  public constructor(public readonly problems: readonly Problem[]) {
    super(problems.map(describeProblem).join("\n"));
    this.name = "ProblemError";
  }
}

/** A problem on one line, for logs and thrown errors. */
export function describeProblem(problem: Problem): string {
  const place = problem.file ? `${problem.file}:${problem.line ?? 1}:${problem.column ?? 1} ` : "";
  const where = problem.path ? `[${problem.path}] ` : "";
  return `${place}${where}${problem.message}; expected ${problem.expected}. Fix: ${problem.fix} (${problem.code})`;
}

/** Type test without `instanceof`, so that two copies of the library understand each other. */
export function isProblemError(error: unknown): error is ProblemError {
  return (
    typeof error === "object" &&
    error !== null &&
    "problems" in error &&
    "name" in error &&
    error.name === "ProblemError"
  );
}
