import type { Problem, Severity } from "./problem";

/**
 * What is known of a code before anything goes wrong. Kinds are plain constants in the file of the part that
 * reports them; `src/errors/all.ts` lists them all and `docs/errors.md` is generated from that list.
 *
 * Ranges: HF1xxx the file, HF2xxx rules on the site, HF3xxx constructs, HF4xxx output and command line.
 */
export interface ProblemKind {
  readonly code: string;
  readonly severity: Severity;
  /** What the code means, in one sentence. */
  readonly title: string;
  /** What to do, in general. */
  readonly fix: string;
  /** Where the rule comes from. */
  readonly reference?: string;
}

/** The particulars of one occurrence. */
export interface Occurrence {
  readonly path: string;
  readonly message: string;
  readonly expected: string;
  /** Overrides the general fix where a more exact one is known. */
  readonly fix?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** One occurrence of a kind of problem. */
export function problem(kind: ProblemKind, occurrence: Occurrence): Problem {
  return {
    code: kind.code,
    severity: kind.severity,
    file: occurrence.file,
    line: occurrence.line,
    column: occurrence.column,
    path: occurrence.path,
    message: occurrence.message,
    expected: occurrence.expected,
    fix: occurrence.fix ?? kind.fix,
    reference: kind.reference,
  };
}
