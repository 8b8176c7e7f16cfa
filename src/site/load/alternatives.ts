import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** What a union's failure comes down to: the issues of one branch, or one issue of each branch when none stands out. */
export type UnionExplanation =
  | { readonly kind: "branch"; readonly issues: readonly Issue[] }
  | { readonly kind: "none"; readonly issues: readonly Issue[] };

/** Picks the branch that the writer most likely meant: the one that fits better than every other. */
export function explainUnion(branches: readonly (readonly Issue[])[]): UnionExplanation {
  const scored = branches
    .map((issues) => ({ issues, score: misfit(issues) }))
    .sort((a, b) => a.score - b.score);
  const [best, next] = scored;
  if (best && best.score < WRONG_SHAPE && best.score < (next?.score ?? Infinity)) {
    return { kind: "branch", issues: best.issues };
  }
  return { kind: "none", issues: branches.flatMap((issues) => issues.slice(0, 1)) };
}

/** The value itself is of another type: the branch was not meant. */
const WRONG_SHAPE = 10_000;

function misfit(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + weight(issue), 0);
}

function weight(issue: Issue): number {
  if (issue.path.length === 0 && issue.code === "invalid_type") return WRONG_SHAPE;
  if (issue.code === "unrecognized_keys") return 100 * issue.keys.length;
  // A key that only this branch has and that is missing speaks against it more than a bad value does.
  return issue.path.length === 0
    ? 1
    : issue.code === "invalid_type" || issue.code === "invalid_value"
      ? 10
      : 2;
}
