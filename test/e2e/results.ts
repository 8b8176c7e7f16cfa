import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { LEVELS, type Level, type Part } from "./part";
import type { CheckResult, Outcome, PartResult } from "./run-part";

/** One part in the results file: nothing that changes from run to run or from machine to machine. */
export interface PartRecord {
  readonly part: string;
  readonly title: string;
  readonly proves: readonly string[];
  readonly levels: readonly Level[];
  readonly checks: readonly {
    readonly name: string;
    readonly level: Level;
    readonly outcome: Outcome;
    readonly reason?: string;
    readonly note?: string;
  }[];
}

/** A part's sections as one result, with its checks in the order that the part has them. */
export function together(part: Part, sections: readonly PartResult[]): PartResult {
  const order = part.checks.map(({ name }) => name);
  const sum = (of: (result: PartResult) => number): number =>
    sections.reduce((total, section) => total + of(section), 0);
  return {
    part,
    checks: sections
      .flatMap(({ checks }) => checks)
      .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
    seconds: sum(({ seconds }) => seconds),
    processor: sum(({ processor }) => processor),
  };
}

/** A level is reached when at least one of its checks passed and none failed. */
export function levelsReached(checks: readonly CheckResult[]): readonly Level[] {
  return LEVELS.filter((level) => {
    const outcomes = checks.filter((check) => check.level === level).map(({ outcome }) => outcome);
    return outcomes.includes("passed") && !outcomes.includes("failed");
  });
}

/** Keeps the records of known parts that this run left out, so that a run of one part loses nothing. */
export function writeResults(file: string, results: readonly PartResult[], known: readonly string[]): void {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as readonly PartRecord[]) : [];
  const ran = new Set(results.map(({ part }) => part.name));
  const kept = before.filter(({ part }) => known.includes(part) && !ran.has(part));
  const records = [...kept, ...results.map(record)].sort((a, b) => a.part.localeCompare(b.part, "en"));
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(records, undefined, 2)}\n`);
  renameSync(unfinished, file);
}

function record({ part, checks }: PartResult): PartRecord {
  return {
    part: part.name,
    title: part.title,
    proves: part.proves ?? [],
    levels: levelsReached(checks),
    checks: checks.map(({ name, level, outcome, reason, note }) => ({
      name,
      level,
      outcome,
      // What went wrong names folders and times; only the reason of a skip is stable.
      ...(outcome === "skipped" ? { reason } : {}),
      ...(note === undefined ? {} : { note }),
    })),
  };
}

const REASON_LINES = 10;

export function printTable(results: readonly PartResult[]): void {
  const rows = results.map(({ part, checks, seconds, processor }) => [
    part.name,
    levelsReached(checks).join(", ") || "-",
    `${Math.round(seconds)} s`,
    `${Math.round(processor)} s`,
    summary(checks),
  ]);
  const table = [["part", "level reached", "time", "processor", "result"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ");
  process.stdout.write(`\n${table.map(line).join("\n")}\n`);
  const checks = results.flatMap(({ part, checks }) =>
    checks.map((check) => ({ part: part.name, ...check })),
  );
  for (const { part, name, note } of checks.filter(({ note }) => note !== undefined)) {
    process.stdout.write(`note: ${part}, ${name}: ${note}\n`);
  }
  for (const { part, name, reason } of checks.filter(({ outcome }) => outcome === "skipped")) {
    process.stdout.write(`skipped: ${part}, ${name}: ${reason}\n`);
  }
  for (const { part, name, reason } of checks.filter(({ outcome }) => outcome === "failed")) {
    const lines = (reason ?? "").split("\n").slice(0, REASON_LINES);
    process.stdout.write(`failed: ${part}, ${name}\n${lines.map((line) => `    ${line}\n`).join("")}`);
  }
}

function summary(checks: readonly CheckResult[]): string {
  return count(checks).replace(/, 0 (failed|skipped)/g, "");
}

/** `N passed, N failed, N skipped` */
export function count(checks: readonly CheckResult[]): string {
  const of = (wanted: Outcome): number => checks.filter(({ outcome }) => outcome === wanted).length;
  return `${of("passed")} passed, ${of("failed")} failed, ${of("skipped")} skipped`;
}
