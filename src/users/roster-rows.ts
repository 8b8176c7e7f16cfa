import { parse } from "csv-parse/sync";
import { problem } from "../errors/catalogue";
import type { Problem } from "../errors/problem";
import { nearest, quoteAll, shorten } from "../site/load/wording";
import { USER_PROBLEMS } from "./problems";

export const COLUMNS = [
  "username",
  "email",
  "firstName",
  "lastName",
  "groups",
  "requiredActions",
  "offline",
] as const;
export type Column = (typeof COLUMNS)[number];

const REQUIRED: readonly Column[] = ["username", "email", "firstName", "lastName"];

export const MAX_ROWS = 100_000;

/** Longest row, in characters. */
const MAX_ROW = 16_384;

const DELIMITERS = [",", ";", "\t"] as const;

/** One row: its cells without space around them; a column that the roster leaves out is undefined. */
export interface Row {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
}

interface Parsed {
  readonly record: readonly string[];
  /** `lines`: the line on which the record ends. */
  readonly info: { readonly lines: number };
}

/** Cells of a roster by column. The separator is the one that the first line uses most. */
export function rosterRows(text: string, file: string): Rows {
  const parsed = parseCsv(text, file);
  if ("code" in parsed) return { rows: [], problems: [parsed] };
  const [head, ...body] = parsed;
  const problems = head === undefined ? [] : headProblems(head.record, file);
  if (problems.length > 0) return { rows: [], problems };
  if (head === undefined || body.length === 0) {
    return failed(USER_PROBLEMS.empty, "the roster names nobody", "at least one person", file, 1);
  }
  if (body.length > MAX_ROWS) {
    return failed(
      USER_PROBLEMS.tooLarge,
      `more than ${MAX_ROWS} rows`,
      `at most ${MAX_ROWS}`,
      file,
      MAX_ROWS,
    );
  }
  const columns = head.record.map(columnOf);
  const rows = body.map(({ record, info }) => ({
    line: firstLine(record, info.lines),
    cells: Object.fromEntries(columns.map((column, index) => [column ?? "", record[index]])),
  }));
  const ragged = body.filter(({ record }) => record.length !== columns.length);
  return {
    rows,
    problems: ragged.map(({ record, info }) =>
      problem(USER_PROBLEMS.columns, {
        path: "",
        message: `the row has ${record.length} cells`,
        expected: `${columns.length}, as the first line has`,
        file,
        line: firstLine(record, info.lines),
        column: 1,
      }),
    ),
  };
}

function parseCsv(text: string, file: string): readonly Parsed[] | Problem {
  try {
    return parse(text, {
      bom: true,
      info: true,
      trim: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW,
      // One more than is allowed, to tell that there are more; the first is the line with the columns.
      to: MAX_ROWS + 2,
    }) as unknown as readonly Parsed[];
  } catch (error) {
    const { code, lines, message } = error as { code?: string; lines?: number; message?: string };
    if (code === undefined || !(code.startsWith("CSV_") || code in SYNTAX)) throw error;
    return problem(USER_PROBLEMS.syntax, {
      path: "",
      message: SYNTAX[code] ?? `not valid CSV (${shorten(message ?? code)})`,
      expected: "CSV",
      file,
      line: lines ?? 1,
      column: 1,
    });
  }
}

/** The parser's own words quote cells at length. */
const SYNTAX: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a cell begins with a quote that is never closed",
  CSV_INVALID_CLOSING_QUOTE: "text follows the closing quote of a cell",
  INVALID_OPENING_QUOTE: "a quote stands inside a cell that is not quoted",
  CSV_MAX_RECORD_SIZE: `a row is longer than ${MAX_ROW} characters; perhaps a quote is not closed`,
};

function delimiterOf(text: string): string {
  const head = text.slice(0, MAX_ROW).split(/[\r\n]/, 1)[0] ?? "";
  const counts = DELIMITERS.map((delimiter) => head.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

const columnOf = (name: string): Column | undefined =>
  COLUMNS.find((column) => column.toLowerCase() === name.toLowerCase());

function headProblems(head: readonly string[], file: string): readonly Problem[] {
  const refuse = (message: string, expected: string, fix?: string): Problem =>
    problem(USER_PROBLEMS.columns, { path: "", message, expected, fix, file, line: 1, column: 1 });
  const columns = head.map(columnOf);
  return [
    ...head
      .filter((name) => columnOf(name) === undefined)
      .map((name) => {
        const meant = nearest(name, COLUMNS);
        const known = `one of ${quoteAll(COLUMNS)}`;
        return refuse(
          `unknown column ${JSON.stringify(shorten(name))}`,
          known,
          meant && `did you mean ${JSON.stringify(meant)}?`,
        );
      }),
    ...COLUMNS.filter((column) => columns.filter((named) => named === column).length > 1).map((column) =>
      refuse(`the column "${column}" is there twice`, "each column once"),
    ),
    ...REQUIRED.filter((column) => !columns.includes(column)).map((column) =>
      refuse(`the column "${column}" is missing`, `the columns ${quoteAll(REQUIRED)}`),
    ),
  ];
}

/** The line on which a record begins. */
function firstLine(record: readonly string[], end: number): number {
  return end - record.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

function failed(
  kind: (typeof USER_PROBLEMS)[keyof typeof USER_PROBLEMS],
  message: string,
  expected: string,
  file: string,
  line: number,
): Rows {
  return { rows: [], problems: [problem(kind, { path: "", message, expected, file, line, column: 1 })] };
}
