import { problem } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import { FILE_PROBLEMS } from "./problems";
import { sectionAt } from "./schema";
import {
  formatPath,
  plainValue,
  valueAt,
  walk,
  type Segment,
  type SourcedMap,
  type SourcedScalar,
} from "./sourced";

/** Keys whose value is a secret when it is written out. Names of files, links and endpoints end differently. */
const SECRET_KEY =
  /(pass(word|wd|phrase)|secret|token|salt|credential|(^|[-_.])key|(private|access|api|encrypt|encryption|client|sdk|developer|split|licen[cs]e|ssh|signing|shared)[-_]?key)s?$/i;

const MASK = "********";

/** Text that is a secret wherever it stands, by what it is. */
const SECRET_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]{1,40}-----/, "a PEM block"],
  [/:\/\/[^\s/@:]*:[^\s/@]+@/, "an address with a password in it"],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, "a cloud access key"],
  [/\b(ghp_|gho_|github_pat_|glpat-|xox[abp]-)[A-Za-z0-9_-]{10,}/, "an access token"],
  [/\beyJ[A-Za-z0-9_-]{8,500}\.eyJ[A-Za-z0-9_-]{8}/, "a signed token"],
  [/\bpassword=\S+/i, "a connection string with a password"],
];

export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** What kind of secret a text looks like. */
export function secretText(text: string): string | undefined {
  return SECRET_TEXTS.find(([pattern]) => pattern.test(text))?.[1];
}

/** A line of a site file with everything that might be a secret covered, fit to be shown. */
export function maskLine(line: string): string {
  for (const assignment of line.matchAll(/([\w.-]+)["']?\s*:\s*/g)) {
    const end = assignment.index + assignment[0].length;
    const hides = isSecretKey(assignment[1] ?? "") || secretText(line.slice(end)) !== undefined;
    if (hides && end < line.length) return `${line.slice(0, end)}${MASK}`;
  }
  if (secretText(line)) return MASK;
  return line.replace(/[A-Za-z0-9+/=_-]{32,}/g, MASK);
}

/** Reports values that look like secrets, never the values themselves. */
export function findSecrets(root: SourcedMap): readonly Problem[] {
  const kindAt = (path: readonly Segment[]): unknown => {
    const kind = valueAt(root, [...path, "kind"]);
    return kind && plainValue(kind);
  };
  const problems: Problem[] = [];
  for (const [path, node] of walk(root)) {
    if (node.kind !== "scalar") continue;
    const found = secretAt(path, node, kindAt);
    if (!found) continue;
    problems.push(
      problem(FILE_PROBLEMS.secret, {
        path: formatPath(path),
        message: `${found} is written in the file (not shown here)`,
        expected: "the name of a Secret, never its content",
        ...node.place,
      }),
    );
  }
  return problems;
}

function secretAt(
  path: readonly Segment[],
  node: SourcedScalar,
  kindAt: (path: readonly Segment[]) => unknown,
): string | undefined {
  const { value } = node;
  const looks = typeof value === "string" ? secretText(value) : undefined;
  if (looks) return looks;
  const key = path.findLast((segment) => typeof segment === "string");
  if (key === undefined || !isSecretKey(key)) return undefined;
  if (typeof value !== "number" && (typeof value !== "string" || value === "")) return undefined;
  // The file's own keys of that kind (`secret`, `pullSecret`) hold names.
  const section = sectionAt(path.slice(0, path.lastIndexOf(key)), kindAt);
  const known = section?.alternatives.some((keys) => keys.includes(key)) ?? false;
  return known ? undefined : `a value for "${key}"`;
}
