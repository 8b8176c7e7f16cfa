import type { Problem } from "../errors/problem";
import { diskFiles } from "../site/load/files";
import { readText } from "../site/load/read";
import type { OpenedSites } from "../site/opening";
import { renderProblems } from "./render";
import { acceptedLines, countLine, reportJson } from "./report";
import type { Terminal } from "./terminal";

export interface ShowOptions {
  /** For programs instead of people. @default false */
  readonly json?: boolean;
}

/** Shows everything that was found in the sites. */
export function showOpened(opened: OpenedSites, terminal: Terminal, { json = false }: ShowOptions): void {
  if (json) {
    terminal.out(reportJson(opened.problems));
    return;
  }
  showProblems(opened.problems, terminal);
  const lines = [...acceptedLines(opened.accepted), countLine(opened.problems, opened.total)];
  terminal.out(`${opened.problems.length > 0 ? "\n" : ""}${lines.join("\n")}\n`);
}

/** Shows problems to a person. */
export function showProblems(problems: readonly Problem[], terminal: Terminal): void {
  if (problems.length > 0) terminal.out(renderProblems(problems, textOf, terminal.color));
}

function textOf(file: string): string | undefined {
  const content = readText(file, diskFiles);
  return "text" in content ? content.text : undefined;
}
