import type { Problem, Severity } from "./problem";

/** What is known of a code before anything goes wrong; `docs/errors.md` is generated from these. */
export interface ProblemKind {
  readonly code: string;
  readonly severity: Severity;
  /** What the code means, in one sentence. */
  readonly title: string;
  /** What to do, in general. */
  readonly fix: string;
  readonly reference?: string;
}

const kinds = new Map<string, ProblemKind>();

/** Registers a kind of problem. A code used twice is a defect of ours and throws at load. */
export function problemKind(kind: ProblemKind): ProblemKind {
  if (kinds.has(kind.code)) throw new Error(`problem code ${kind.code} is defined twice`);
  kinds.set(kind.code, kind);
  return kind;
}

/** Every kind of problem that was registered, by code. */
export function problemKinds(): readonly ProblemKind[] {
  return [...kinds.values()].sort((a, b) => a.code.localeCompare(b.code));
}

/** The particulars of one occurrence. */
export interface Occurrence {
  readonly path: string;
  readonly message: string;
  readonly expected: string;
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
