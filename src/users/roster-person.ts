import { z } from "zod";
import { problem, type ProblemKind } from "../errors/catalogue";
import type { Problem } from "../errors/problem";
import { nearest, quoteAll, shorten } from "../site/load/wording";
import { OFFLINE_WAYS, REQUIRED_ACTIONS, type OfflineWay, type Person } from "./person";
import { USER_PROBLEMS } from "./problems";
import { COLUMNS, type Column, type Row } from "./roster-rows";

/** What a roster without the column `offline` means. */
const DEFAULT_OFFLINE: readonly OfflineWay[] = ["password"];

const LIST_SEPARATOR = "|";

const USERNAME = /^[a-z0-9][a-z0-9._@-]{2,63}$/;
/** What Keycloak's validator `person-name-prohibited-characters` refuses, and its limit in the realm's profile. */
const NAME = /^[^<>&"$%!#?§;*~/\\|^=[\]{}()\p{Cc}]{1,64}$/u;
const GROUP = /^[^/\\|]{1,128}$/;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u;
const FORMULA = /^[=+\-@]/;

/** Keycloak keeps 255 characters, and refuses local parts above 64. */
const EMAIL = z
  .email()
  .max(254)
  .regex(/^[^@]{1,64}@/);

/** The person of a row, and everything that is wrong with it. A row with problems gives nobody. */
export function personOf(
  row: Row,
  file: string,
): { readonly person?: Person; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const refuse = (
    kind: ProblemKind,
    column: Column,
    message: string,
    expected: string,
    fix?: string,
  ): void => {
    problems.push(problem(kind, { path: column, message, expected, fix, file, line: row.line, column: 1 }));
  };
  const cell = (column: Column): string => row.cells[column] ?? "";
  const unusable = new Set(COLUMNS.filter((column) => cellProblem(column, cell(column), refuse)));
  const check = (
    column: Column,
    valid: (value: string) => boolean,
    kind: ProblemKind,
    expected: string,
  ): void => {
    if (unusable.has(column) || valid(cell(column))) return;
    refuse(kind, column, cell(column) === "" ? "the cell is empty" : `got ${shown(cell(column))}`, expected);
  };
  const listed = <T extends string>(column: Column, known: readonly T[]): readonly T[] => {
    const words = unusable.has(column) ? [] : list(cell(column));
    for (const word of words.filter((word) => !known.some((one) => one === word))) {
      const meant = nearest(word, known);
      const fix = meant && `did you mean ${JSON.stringify(meant)}?`;
      refuse(USER_PROBLEMS.choice, column, `got ${shown(word)}`, `one of ${quoteAll(known)}`, fix);
    }
    return known.filter((one) => words.includes(one));
  };

  const username = cell("username").toLowerCase();
  const email = cell("email").toLowerCase();
  check("username", () => USERNAME.test(username), USER_PROBLEMS.username, "a user name");
  check(
    "email",
    () => EMAIL.safeParse(email).success,
    USER_PROBLEMS.email,
    "an address such as ada@outpost.example",
  );
  check("firstName", (value) => NAME.test(value), USER_PROBLEMS.name, "a name");
  check("lastName", (value) => NAME.test(value), USER_PROBLEMS.name, "a name");
  const groups = unusable.has("groups") ? [] : list(cell("groups"));
  for (const group of groups.filter((group) => !GROUP.test(group) || FORMULA.test(group))) {
    refuse(USER_PROBLEMS.group, "groups", `got ${shown(group)}`, "names of groups");
  }
  const requiredActions = listed("requiredActions", REQUIRED_ACTIONS);
  const offline = row.cells.offline === undefined ? DEFAULT_OFFLINE : listed("offline", OFFLINE_WAYS);
  if (problems.length > 0) return { problems };
  const person: Person = {
    line: row.line,
    username,
    email,
    firstName: cell("firstName"),
    lastName: cell("lastName"),
    groups: [...groups].sort(),
    requiredActions,
    offline,
  };
  return { person, problems };
}

/** What is refused in any cell. */
function cellProblem(
  column: Column,
  value: string,
  refuse: (kind: ProblemKind, column: Column, message: string, expected: string) => void,
): boolean {
  if (INVISIBLE.test(value)) {
    refuse(USER_PROBLEMS.invisible, column, `got ${shown(value)}`, "visible characters only");
    return true;
  }
  if (FORMULA.test(value)) {
    refuse(USER_PROBLEMS.formula, column, `got ${shown(value)}`, "a value that is no formula");
    return true;
  }
  return false;
}

function list(value: string): readonly string[] {
  const words = value.split(LIST_SEPARATOR).map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ""))];
}

/** The value in quotes, invisible characters as escapes. */
function shown(value: string): string {
  return JSON.stringify(shorten(value)).replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
