import { problem } from "../errors/catalogue";
import type { Problem } from "../errors/problem";
import { nearest, quoteAll, shorten } from "../site/load/wording";
import { USER_PROBLEMS } from "./problems";
import { COLUMNS, MAX_ROWS, type Column, type Row, type Rows } from "./roster-rows";

const LISTS: readonly Column[] = ["groups", "requiredActions", "offline"];

/** Cells of a roster in JSON: a list of objects with the names of the columns, lists as lists. */
export function jsonRows(text: string, file: string): Rows {
  const refuse = (message: string, expected: string, line: number): Problem =>
    problem(USER_PROBLEMS.syntax, { path: "", message, expected, file, line, column: 1 });
  const entries = parsed(text);
  if (!Array.isArray(entries)) {
    return { rows: [], problems: [refuse("the roster is no list in JSON", "a list of objects", 1)] };
  }
  if (entries.length === 0 || entries.length > MAX_ROWS) {
    const kind = entries.length === 0 ? USER_PROBLEMS.empty : USER_PROBLEMS.tooLarge;
    const message = `the roster names ${entries.length} people`;
    return {
      rows: [],
      problems: [problem(kind, { path: "", message, expected: `1 to ${MAX_ROWS}`, file, line: 1 })],
    };
  }
  const lines = firstLines(text);
  const problems: Problem[] = [];
  let objects = 0;
  const rows = entries.flatMap((entry: unknown, index): readonly Row[] => {
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
      problems.push(refuse(`entry ${index + 1} is no object`, "an object for each person", 1));
      return [];
    }
    const line = lines[objects++] ?? 1;
    const refuseName = (name: string, message: string): void => {
      problems.push(wrong(name, message, file, line));
    };
    return [{ line, cells: cellsOf(entry, refuseName) }];
  });
  return { rows: problems.length > 0 ? [] : rows, problems };
}

function cellsOf(entry: object, refuse: (name: string, message: string) => void): Row["cells"] {
  const cells: Partial<Record<Column, string>> = {};
  for (const [name, value] of Object.entries(entry) as readonly (readonly [string, unknown])[]) {
    const column = COLUMNS.find((known) => known === name);
    const cell = column && cellOf(column, value);
    if (column === undefined) refuse(name, `unknown name ${JSON.stringify(shorten(name))}`);
    else if (cell === undefined)
      refuse(name, LISTS.includes(column) ? "it is no list of texts" : "it is no text");
    else cells[column] = cell;
  }
  return cells;
}

/** As it would stand in a table; undefined when it could not. */
function cellOf(column: Column, value: unknown): string | undefined {
  if (!LISTS.includes(column)) return typeof value === "string" ? value.trim() : undefined;
  const words = Array.isArray(value) ? (value as readonly unknown[]) : [undefined];
  return words.every((word) => typeof word === "string" && !word.includes("|")) ? words.join("|") : undefined;
}

function wrong(name: string, message: string, file: string, line: number): Problem {
  const meant = nearest(name, COLUMNS);
  return problem(USER_PROBLEMS.columns, {
    path: shorten(name),
    message,
    expected: `${quoteAll(COLUMNS)}, the last three as lists`,
    fix: meant !== undefined && meant !== name ? `did you mean ${JSON.stringify(meant)}?` : undefined,
    file,
    line,
    column: 1,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The lines on which the objects of the list begin. */
function firstLines(text: string): readonly number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}\n]/g)) {
    if (token === "\n") line += 1;
    else if (token === "{" || token === "[") {
      depth += 1;
      if (depth === 2 && token === "{") lines.push(line);
    } else if (token === "}" || token === "]") depth -= 1;
  }
  return lines;
}
