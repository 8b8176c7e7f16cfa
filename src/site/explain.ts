import { closest } from "fastest-levenshtein";
import { problem, type ProblemKind } from "../errors/catalogue";
import { ProblemError } from "../errors/problem";
import type { Decision, ResolvedSite } from "./site";

/** Asked for a value that the site doesn't have. */
export const UNKNOWN_VALUE: ProblemKind = {
  code: "HF4401",
  severity: "error",
  title: "The site has no value at the path that was asked for.",
  fix: "ask for one of the site's paths; without a path, all values are explained",
};

/**
 * Decisions at a path and below it: `database` gives all of the database, `database.maxConnections` one. A path inside
 * a value, such as `mattermost.settings.TeamSettings`, gives the decision of the whole value.
 *
 * @param path as in the resolved site; absent means everything.
 * @throws ProblemError HF4401 with the nearest path when there is no such value.
 */
export function explainSite(resolved: ResolvedSite, path?: string): readonly Decision[] {
  const { decisions } = resolved;
  if (path === undefined || path === "") return decisions;
  const below = decisions.filter((decision) => isWithin(decision.path, path));
  if (below.length > 0) return below;
  const around = decisions.filter((decision) => holdsMembers(decision) && isWithin(path, decision.path));
  if (around.length > 0) return around;
  throw unknownValue(decisions, path);
}

function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}.`);
}

function holdsMembers({ value }: Decision): boolean {
  return typeof value === "object" && value !== null;
}

function unknownValue(decisions: readonly Decision[], path: string): ProblemError {
  const nearest = closest(path, [...new Set(decisions.flatMap((decision) => prefixes(decision.path)))]);
  return new ProblemError([
    problem(UNKNOWN_VALUE, {
      path,
      message: `the site has no value "${path}"`,
      expected: `a path of the resolved site, such as ${nearest}`,
      fix: `did you mean "${nearest}"?`,
    }),
  ]);
}

/** `a.b.c` gives `a`, `a.b` and `a.b.c`. */
function prefixes(path: string): readonly string[] {
  const names = path.split(".");
  return names.map((_, index) => names.slice(0, index + 1).join("."));
}
