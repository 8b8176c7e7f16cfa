import { isUtf8 } from "node:buffer";
import { problem } from "../errors/catalogue";
import type { Problem } from "../errors/problem";
import { shorten } from "../site/load/wording";
import { USER_PROBLEMS } from "./problems";
import { MAX_ROWS, type Row, type Rows } from "./roster-rows";

/** Attributes of people, in small letters; the first that an entry has counts. */
const USERNAME = ["uid", "samaccountname"] as const;

interface Line {
  readonly number: number;
  readonly text: string;
}

interface Entry {
  readonly line: number;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/**
 * Cells of an export of a directory, LDIF of RFC 2849 as `ldapsearch` and `ldifde` write it. Entries without a user name
 * (units, groups) are left out; groups are the first names of `memberOf`.
 */
export function ldifRows(text: string, file: string): Rows {
  const problems: Problem[] = [];
  const refuse = (message: string, expected: string, line: number): void => {
    problems.push(problem(USER_PROBLEMS.syntax, { path: "", message, expected, file, line, column: 1 }));
  };
  const people = entriesOf(unfolded(text), refuse).filter(({ values }) => userName(values) !== undefined);
  if (problems.length === 0 && people.length === 0) {
    refuse("the export holds no entry with uid or sAMAccountName", "at least one person", 1);
  }
  if (people.length > MAX_ROWS) refuse(`more than ${MAX_ROWS} people`, `at most ${MAX_ROWS}`, 1);
  return { rows: problems.length > 0 ? [] : people.map(rowOf), problems };
}

/** Lines that begin with a space go on with the line before; comments are dropped. */
function unfolded(text: string): readonly Line[] {
  const lines: { number: number; text: string }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const last = lines.at(-1);
    if (line.startsWith(" ") && last !== undefined && last.text !== "") last.text += line.slice(1);
    else lines.push({ number: index + 1, text: line });
  }
  return lines.filter((line) => !line.text.startsWith("#"));
}

function entriesOf(
  lines: readonly Line[],
  refuse: (message: string, expected: string, line: number) => void,
): readonly Entry[] {
  const entries: Entry[] = [];
  let values: Map<string, readonly string[]> | undefined;
  for (const { number, text } of lines) {
    if (text === "") {
      values = undefined;
      continue;
    }
    const [, name = "", kind = "", raw = ""] = /^([A-Za-z][A-Za-z0-9;-]*):([:<]?) *(.*)$/.exec(text) ?? [];
    const value = kind === ":" ? decoded(raw) : kind === "" ? raw.trimEnd() : undefined;
    const attribute = name.toLowerCase();
    if (name === "" || value === undefined) refuse(`got ${JSON.stringify(shorten(text))}`, "LDIF", number);
    else if (attribute === "changetype" && value !== "add") {
      refuse(`changetype is ${JSON.stringify(shorten(value))}`, "an export, not changes", number);
    } else if (attribute !== "version") {
      if (values === undefined) {
        values = new Map();
        entries.push({ line: number, values });
      }
      values.set(attribute, [...(values.get(attribute) ?? []), value]);
    }
  }
  return entries;
}

/** Undefined when it is no text in Base64. Pictures and keys come so, too; only what is looked up matters. */
function decoded(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64");
  return isUtf8(bytes) ? bytes.toString("utf8") : "";
}

function userName(values: Entry["values"]): string | undefined {
  return USERNAME.flatMap((name) => values.get(name) ?? [])[0];
}

function rowOf({ line, values }: Entry): Row {
  const one = (name: string): string => (values.get(name)?.[0] ?? "").trim();
  return {
    line,
    cells: {
      username: userName(values) ?? "",
      email: one("mail"),
      firstName: one("givenname"),
      lastName: one("sn"),
      groups: (values.get("memberof") ?? []).map(firstName).join("|"),
    },
  };
}

/** `pilots` of `cn=pilots,ou=groups,dc=outpost,dc=example`; a name with escapes stays as it is and is refused later. */
function firstName(distinguishedName: string): string {
  return /^[^=]*=((?:\\.|[^,\\])*)/.exec(distinguishedName)?.[1]?.trim() ?? distinguishedName;
}
