import { isProblemError } from "../errors/problem";
import { explainSite } from "../site/explain";
import { openSites } from "../site/open";
import { mayBuild, type OpenedSite, type OpenSites } from "../site/opening";
import type { Decision } from "../site/site";
import { EXIT, type ExitCode } from "./exit-code";
import { oneLine } from "./report";
import { showProblems } from "./show";
import type { Terminal } from "./terminal";

/** Longest value that is shown in full. */
const MAX_VALUE = 60;

/** `holdfast explain`: says of each value what it is, why, and where that comes from. */
export function explain(
  file: string,
  path: string | undefined,
  terminal: Terminal,
  open: OpenSites = openSites,
): ExitCode {
  const { sites, problems } = open([file]);
  // A site that can't be resolved has no values; one that breaks a rule has, and they help to see why.
  if (sites.length === 0) {
    showProblems(problems, terminal);
    return mayBuild(problems) ? EXIT.fine : EXIT.problems;
  }
  try {
    for (const site of sites) {
      if (sites.length > 1) terminal.out(`${oneLine(site.file)}\n`);
      terminal.out(renderDecisions(explainSite(site, path), site));
    }
    return EXIT.fine;
  } catch (error) {
    if (!isProblemError(error)) throw error;
    terminal.err(
      error.problems.map(({ message, fix }) => `error: ${oneLine(`${message}; ${fix}`)}\n`).join(""),
    );
    return EXIT.misuse;
  }
}

function renderDecisions(decisions: readonly Decision[], site: OpenedSite): string {
  const rows = decisions.map((decision) => ({
    path: oneLine(decision.path),
    value: showValue(decision.value),
    why: reasons(decision, site),
  }));
  const pathWidth = Math.max(...rows.map(({ path }) => path.length));
  const valueWidth = Math.max(...rows.map(({ value }) => value.length));
  const indent = " ".repeat(pathWidth + valueWidth + 4);
  return rows
    .map(
      ({ path, value, why }) =>
        `${path.padEnd(pathWidth)}  ${value.padEnd(valueWidth)}  ${why.join(`\n${indent}`)}\n`,
    )
    .join("");
}

function reasons({ path, by, reason, source }: Decision, site: OpenedSite): readonly string[] {
  if (by === "site") {
    const { file, line } = site.sources.locate(path);
    return [`you set it at ${oneLine(file)}:${line}`];
  }
  return [`${by}: ${reason}`, ...(source === undefined ? [] : [`source: ${source}`])];
}

function showValue(value: unknown): string {
  if (value === undefined) return "unset";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return oneLine(text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text);
}
