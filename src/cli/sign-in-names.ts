import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { emailProblems, type DirectoryPerson } from "../constructs/m365/embedding-checks";
import { problem } from "../errors/catalogue";
import type { Problem } from "../errors/problem";
import { errorCode } from "../site/load/files";
import { USER_PROBLEMS } from "../users/problems";
import { rosterText } from "../users/roster-text";
import { EXIT, type ExitCode } from "./exit-code";
import { plural } from "./report";
import { showProblems } from "./show";
import type { Terminal } from "./terminal";

const COLUMNS = { name: "userPrincipalName", mail: "mail" } as const;

/** A person and the line of the export that they stand in. */
interface Listed extends DirectoryPerson {
  readonly line: number;
}

/** `holdfast sign-in-names`: who of a directory would be asked for a login inside Microsoft 365. */
export function signInNames(file: string, terminal: Terminal): ExitCode {
  const people = readPeople(file);
  if ("code" in people) {
    showProblems([people], terminal);
    return EXIT.problems;
  }
  const asked = people.flatMap(({ line, ...person }) =>
    emailProblems([person]).map((found) => ({ ...found, file, line, column: 1 })),
  );
  showProblems(asked, terminal);
  terminal.out(`${plural(asked.length, "login")} asked for among ${people.length} people\n`);
  return asked.length > 0 ? EXIT.problems : EXIT.fine;
}

/** Reads the export of a directory: CSV with a line of columns, two of which count. */
function readPeople(file: string): readonly Listed[] | Problem {
  const bytes = readBytes(file);
  if ("code" in bytes) return bytes;
  const decoded = rosterText(bytes, file);
  if ("code" in decoded) return decoded;
  try {
    const rows = parse(decoded.text, {
      bom: true,
      info: true,
      columns: true,
      trim: true,
      skip_empty_lines: true,
    }) as unknown as readonly Row[];
    const [first] = rows;
    const missing = Object.values(COLUMNS).filter((name) => first?.record[name] === undefined);
    if (missing.length > 0) {
      return refusal(USER_PROBLEMS.columns, file, 1, `the column ${missing.join(" and ")} is missing`);
    }
    return rows.map(({ record, info }) => ({
      userPrincipalName: record[COLUMNS.name] ?? "",
      mail: record[COLUMNS.mail] ?? "",
      line: info.lines,
    }));
  } catch (error) {
    const { code, lines } = error as { readonly code?: string; readonly lines?: number };
    if (!(code ?? "").startsWith("CSV_")) throw error;
    return refusal(USER_PROBLEMS.syntax, file, lines ?? 1, `not valid CSV (${code ?? ""})`);
  }
}

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function readBytes(file: string): Uint8Array | Problem {
  try {
    return readFileSync(file);
  } catch (error) {
    return refusal(USER_PROBLEMS.unreadable, file, 1, `"${file}" can't be read (${errorCode(error)})`);
  }
}

function refusal(
  kind: (typeof USER_PROBLEMS)[keyof typeof USER_PROBLEMS],
  file: string,
  line: number,
  message: string,
): Problem {
  const expected = `CSV with the columns ${Object.values(COLUMNS).join(" and ")}`;
  return problem(kind, { path: "", message, expected, file, line, column: 1 });
}
