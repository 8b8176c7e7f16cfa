import { openSites } from "../site/open";
import { mayBuild, type OpenedSite, type OpenSites } from "../site/opening";
import { nearest } from "../site/load/wording";
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
  for (const site of sites) {
    const entries = entriesOf(site, path);
    if (entries.length === 0) {
      terminal.err(unknownPath(path ?? "", site));
      return EXIT.misuse;
    }
    if (sites.length > 1) terminal.out(`${oneLine(site.file)}\n`);
    terminal.out(renderEntries(entries, site));
  }
  return EXIT.fine;
}

/** A value with its decision; a section of the site that no single decision covers has none. */
type Entry = Pick<Decision, "path" | "value"> & { readonly decision?: Decision };

function entriesOf(site: OpenedSite, path: string | undefined): readonly Entry[] {
  const under = site.decisions.filter((decision) => path === undefined || isUnder(decision.path, path));
  if (under.length > 0 || path === undefined) return under.map((decision) => ({ ...decision, decision }));
  const value = valueIn(site.site, path);
  const around = site.decisions.filter((decision) => isUnder(path, decision.path));
  const decision = around.sort((a, b) => b.path.length - a.path.length)[0];
  return value === undefined ? [] : [{ path, value, decision }];
}

function isUnder(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}.`) || path.startsWith(`${ancestor}[`);
}

function valueIn(site: unknown, path: string): unknown {
  const segments = path.replace(/\[(\d+)\]/g, ".$1").split(".");
  return segments.reduce<unknown>((value, segment) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === segment)?.[1];
  }, site);
}

function unknownPath(path: string, site: OpenedSite): string {
  const meant = nearest(
    path,
    site.decisions.map((decision) => decision.path),
  );
  const hint = meant === undefined ? "`holdfast explain <file>` lists every value" : `did you mean ${meant}?`;
  return `error: the site has no value at "${oneLine(path)}"; ${hint}\n`;
}

function renderEntries(entries: readonly Entry[], site: OpenedSite): string {
  const rows = entries.map((entry) => ({
    path: oneLine(entry.path),
    value: showValue(entry.value),
    why: reasons(entry, site),
  }));
  const pathWidth = Math.max(...rows.map(({ path }) => path.length));
  const valueWidth = Math.max(...rows.map(({ value }) => value.length));
  return rows
    .map(({ path, value, why: [first = "", ...more] }) => {
      const indent = " ".repeat(pathWidth + valueWidth + 4);
      const head = `${path.padEnd(pathWidth)}  ${value.padEnd(valueWidth)}  ${first}`.trimEnd();
      return [head, ...more.map((line) => indent + line)].join("\n") + "\n";
    })
    .join("");
}

function reasons({ path, decision }: Entry, site: OpenedSite): readonly string[] {
  const written = site.sources.written(path) ?? (decision && site.sources.written(decision.path));
  const source = decision?.source === undefined ? [] : [`source: ${decision.source}`];
  if (written && (decision === undefined || decision.by === "site")) {
    return [`you set it at ${oneLine(written.file)}:${written.line}`];
  }
  if (!decision) return ["follows from the rest of the site"];
  const by = decision.by === "site" ? "from the site file" : decision.by;
  return [decision.reason === "" ? by : `${by}: ${decision.reason}`, ...source];
}

function showValue(value: unknown): string {
  if (value === undefined) return "unset";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return oneLine(text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text);
}
