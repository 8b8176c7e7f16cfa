import type { Problem } from "../errors/problem";
import type { SiteSpec } from "./spec";

/** A warning that the site file accepts, with its reason. */
export interface AcceptedProblem {
  readonly problem: Problem;
  readonly reason: string;
}

/** Problems of a site, divided into those that stand and those that the site accepts. */
export interface Judgement {
  readonly problems: readonly Problem[];
  readonly accepted: readonly AcceptedProblem[];
}

/** Applies `accept` of a site file. Only warnings can be accepted; a rule says so of entries that name anything else. */
export function applyAccept(found: readonly Problem[], accept: NonNullable<SiteSpec["accept"]>): Judgement {
  const reasons = new Map(accept.map(({ code, reason }) => [code, reason]));
  const accepted: AcceptedProblem[] = [];
  const problems: Problem[] = [];
  for (const problem of found) {
    const reason = problem.severity === "warning" ? reasons.get(problem.code) : undefined;
    if (reason === undefined) problems.push(problem);
    else accepted.push({ problem, reason });
  }
  return { problems, accepted };
}
