import type { Problem } from "../errors/problem";
import type { AcceptedProblem } from "../site/accept";

/** The stable form of problems for programs: every field always there, absent ones null. */
export function reportJson(problems: readonly Problem[]): string {
  const all = problems.map((problem) => ({
    code: problem.code,
    severity: problem.severity,
    file: problem.file ?? null,
    line: problem.line ?? null,
    column: problem.column ?? null,
    path: problem.path,
    message: problem.message,
    expected: problem.expected,
    fix: problem.fix,
    reference: problem.reference ?? null,
  }));
  return `${JSON.stringify({ problems: all }, null, 2)}\n`;
}

/** The closing line: `2 errors, 1 warning in 3 sites`. */
export function countLine(problems: readonly Problem[], sites: number): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const counts = [errors > 0 ? plural(errors, "error") : "", warnings > 0 ? plural(warnings, "warning") : ""];
  const found = counts.filter((count) => count !== "").join(", ") || "no problems";
  return sites > 0 ? `${found} in ${plural(sites, "site")}` : found;
}

/** What the sites accept, in short. */
export function acceptedLines(accepted: readonly AcceptedProblem[]): readonly string[] {
  if (accepted.length === 0) return [];
  const lines = accepted.map(
    ({ problem, reason }) => `  ${problem.code}  ${problem.file ?? ""}  ${oneLine(reason)}`,
  );
  return [`${plural(accepted.length, "warning")} accepted:`, ...new Set(lines)];
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Text without line breaks and terminal codes. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, " ").trim();
}
