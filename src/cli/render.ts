import { createColors } from "picocolors";
import type { Problem } from "../errors/problem";
import { maskLine } from "../site/load/secrets";
import { shorten } from "../site/load/wording";
import { oneLine } from "./report";

/** Longest part of a source line that is shown. */
const MAX_WIDTH = 110;

/** Longest part of a line that is looked at for secrets. */
const MAX_LINE = 2000;

/** Gives the text of a file, or undefined where it can't be shown. */
export type TextOf = (file: string) => string | undefined;

/** Problems as a person reads them: where, what, the line itself, and what to do. */
export function renderProblems(problems: readonly Problem[], textOf: TextOf, color: boolean): string {
  const paint = createColors(color);
  const lines = linesOf(textOf);
  const heads = problems.map((problem) => place(problem));
  const width = Math.max(0, ...heads.map((head) => head.length));
  const blocks = problems.map((problem, index) => {
    const word = problem.severity.padEnd("warning".length);
    const severity = problem.severity === "error" ? paint.red(word) : paint.yellow(word);
    const head = `${severity} ${problem.code}  ${(heads[index] ?? "").padEnd(width)}  ${paint.bold(oneLine(shorten(problem.path)))}`;
    return [
      head.trimEnd(),
      `  ${oneLine(problem.message)}; expected ${oneLine(problem.expected)}`,
      ...snippet(problem, lines).map((line) => paint.dim(line)),
      `  fix: ${oneLine(problem.fix)}`,
      ...(problem.reference === undefined ? [] : [paint.dim(`  see: ${oneLine(problem.reference)}`)]),
    ].join("\n");
  });
  return blocks.map((block) => `${block}\n`).join("\n");
}

function place({ file, line, column }: Problem): string {
  return file === undefined ? "-" : `${oneLine(file)}:${line ?? 1}:${column ?? 1}`;
}

/** The line a problem points at, with a caret below the column. */
function snippet(problem: Problem, linesIn: (file: string) => readonly string[]): readonly string[] {
  const { file, line, column = 1 } = problem;
  if (file === undefined || line === undefined) return [];
  const source = linesIn(file)[line - 1];
  if (source === undefined || source.trim() === "") return [];
  const shown = maskLine(source.slice(0, MAX_LINE))
    .slice(0, MAX_WIDTH)
    .replace(/[\p{Cc}\p{Cf}]/gu, " ");
  const margin = `  ${line} | `;
  const caret =
    column <= shown.length + 1 ? [`${" ".repeat(margin.length - 2)}| ${" ".repeat(column - 1)}^`] : [];
  return [margin + shown, ...caret];
}

function linesOf(textOf: TextOf): (file: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const lines = known.get(file) ?? textOf(file)?.split(/\r\n|\n|\r/) ?? [];
    known.set(file, lines);
    return lines;
  };
}
