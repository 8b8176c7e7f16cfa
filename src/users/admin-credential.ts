import { readFileSync } from "node:fs";
import { z } from "zod";
import { problem } from "../errors/catalogue";
import { ProblemError } from "../errors/problem";
import { errorCode } from "../site/load/files";
import { USER_PROBLEMS } from "./problems";

/** How holdfast signs in to Keycloak's administration. */
export type AdminCredential =
  | { readonly clientId: string; readonly clientSecret: string }
  | { readonly username: string; readonly password: string };

const TEXT = z.string().min(1);
const FORMS = z.union([
  z.strictObject({ clientId: TEXT, clientSecret: TEXT }),
  z.strictObject({ username: TEXT, password: TEXT }),
]);

/** Beginning of the variables' names. */
export const CREDENTIAL_VARIABLES = "HOLDFAST_ADMIN";

export interface CredentialSource {
  /** JSON with `clientId` and `clientSecret`, or `username` and `password`. */
  readonly file?: string;
  /** Beginning of the variables' names. @default "HOLDFAST_ADMIN" */
  readonly variables?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The credential from a file, else from the environment. Never from the command line, which others can read. */
export function adminCredential(source: CredentialSource): AdminCredential {
  const prefix = source.variables ?? CREDENTIAL_VARIABLES;
  const value = (name: string): string | undefined => source.environment[`${prefix}_${name}`];
  if (source.file !== undefined) return fromFile(source.file);
  const client = { clientId: value("CLIENT_ID"), clientSecret: value("CLIENT_SECRET") };
  const user = { username: value("USERNAME"), password: value("PASSWORD") };
  const found = [client, user].map((form) => FORMS.safeParse(form)).find(({ success }) => success);
  if (found?.data === undefined) {
    throw unusable(
      `neither ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET nor ${prefix}_USERNAME and ${prefix}_PASSWORD are set`,
    );
  }
  return found.data;
}

function fromFile(file: string): AdminCredential {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw unusable(`"${file}" can't be read (${errorCode(error)})`);
  }
  const { success, data } = FORMS.safeParse(jsonOf(text));
  if (!success) throw unusable(`"${file}" holds no credential`);
  return data;
}

/** The parser's own message would quote the text. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function unusable(message: string): ProblemError {
  const expected = '{"clientId": …, "clientSecret": …} or {"username": …, "password": …}';
  return new ProblemError([problem(USER_PROBLEMS.credential, { path: "", message, expected })]);
}
