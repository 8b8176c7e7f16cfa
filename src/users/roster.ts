import { problem } from "../errors/catalogue";
import type { Problem } from "../errors/problem";
import type { Person } from "./person";
import { USER_PROBLEMS } from "./problems";
import { personOf } from "./roster-person";
import { jsonRows } from "./roster-json";
import { ldifRows } from "./roster-ldif";
import { rosterRows, type Rows } from "./roster-rows";
import { rosterText } from "./roster-text";

/** Most problems that are told at once. */
export const MAX_PROBLEMS = 1000;

export interface Roster {
  /** Everybody, sorted by user name; nobody when there is any problem. */
  readonly people: readonly Person[];
  readonly problems: readonly Problem[];
}

/** Reads a roster: all of it, or everything that is wrong with it. */
export function readRoster(bytes: Uint8Array, file: string): Roster {
  const read = rosterText(bytes, file);
  if (!("text" in read)) return { people: [], problems: [read] };
  const { rows, problems } = rowsOf(read.text, file);
  const found: Problem[] = [...problems];
  const people: Person[] = [];
  const seen = { username: new Map<string, number>(), email: new Map<string, number>() };
  for (const row of rows) {
    const { person, problems: wrong } = personOf(row, file);
    found.push(...wrong);
    if (person) people.push(person);
    for (const column of ["username", "email"] as const) {
      const value = (row.cells[column] ?? "").toLowerCase();
      const first = seen[column].get(value);
      if (value === "") continue;
      if (first === undefined) seen[column].set(value, row.line);
      else found.push(twice(column, first, row.line, file));
    }
  }
  if (found.length > 0) return { people: [], problems: limited(found, file) };
  return { people: people.sort((a, b) => (a.username < b.username ? -1 : 1)), problems: [] };
}

/** By the ending of the file's name; anything but JSON and LDIF is CSV. */
function rowsOf(text: string, file: string): Rows {
  const name = file.toLowerCase();
  if (name.endsWith(".json")) return jsonRows(text, file);
  return name.endsWith(".ldif") || name.endsWith(".ldf") ? ldifRows(text, file) : rosterRows(text, file);
}

function twice(column: "username" | "email", first: number, line: number, file: string): Problem {
  return problem(USER_PROBLEMS.duplicate, {
    path: column,
    message: `the same ${column} stands in line ${first}`,
    expected: "each person once",
    file,
    line,
    column: 1,
  });
}

function limited(problems: readonly Problem[], file: string): readonly Problem[] {
  const sorted = [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (sorted.length <= MAX_PROBLEMS) return sorted;
  const rest = problem(USER_PROBLEMS.many, {
    path: "",
    message: `${sorted.length - MAX_PROBLEMS} more problems are not listed`,
    expected: "a roster without problems",
    file,
    line: sorted[MAX_PROBLEMS]?.line,
    column: 1,
  });
  return [...sorted.slice(0, MAX_PROBLEMS), rest];
}
