import type { ProblemKind } from "../errors/catalogue";

const refusal = (code: string, title: string, fix: string, reference?: string): ProblemKind => ({
  code,
  severity: "error",
  title,
  fix,
  ...(reference !== undefined && { reference }),
});

/** What can be wrong with a roster, with how Keycloak is reached, and with what Keycloak answers. */
export const USER_PROBLEMS = {
  unreadable: refusal(
    "HF4501",
    "A roster can't be read.",
    "name a CSV file that the user who runs holdfast may read",
  ),
  encoding: refusal(
    "HF4502",
    "A roster is not text in UTF-8.",
    "save the file as CSV in UTF-8 (with or without a byte order mark)",
  ),
  tooLarge: refusal(
    "HF4503",
    "A roster is larger than holdfast reads at once.",
    "split the roster, and then leave out --disable-missing",
  ),
  syntax: refusal(
    "HF4504",
    "A roster is not valid CSV.",
    "put cells with quotes, separators or line breaks in double quotes, and double the quotes in them",
    "RFC 4180",
  ),
  columns: refusal(
    "HF4505",
    "A roster has wrong columns, or a row has too many or too few cells.",
    "name the columns in the first line, each once, and give every row that many cells",
  ),
  empty: refusal(
    "HF4506",
    "A roster names nobody.",
    "write one line for each person below the line with the columns",
  ),
  formula: refusal(
    "HF4507",
    "A cell begins like a formula, which a spreadsheet would run.",
    "write the value without `=`, `+`, `-` or `@` in front",
    "OWASP CSV Injection",
  ),
  invisible: refusal(
    "HF4508",
    "A cell holds control or invisible characters.",
    "remove line breaks, tabs and invisible characters from the cell",
  ),
  username: refusal(
    "HF4509",
    "A user name is missing or not allowed.",
    "use 3 to 64 letters, digits, dots, hyphens and underscores (`@` is allowed), beginning with a letter or digit",
  ),
  email: refusal(
    "HF4510",
    "An e-mail address is missing or not valid.",
    "write one plain address; Mattermost finds a person by it",
  ),
  name: refusal(
    "HF4511",
    "A first or last name is missing or not allowed.",
    "write 1 to 64 characters without punctuation that Keycloak refuses",
  ),
  group: refusal(
    "HF4512",
    "A group name is not allowed.",
    "write names of top-level groups, separated by `|`, without slashes",
  ),
  choice: refusal(
    "HF4513",
    "A required action or a way to sign in is not known.",
    "write one of the known words, several separated by `|`",
  ),
  duplicate: refusal(
    "HF4514",
    "Two rows have the same user name or the same e-mail address; capital letters make no difference.",
    "keep one row for each person",
  ),
  many: refusal(
    "HF4515",
    "A roster has more problems than are listed.",
    "correct what is listed and look again",
  ),
  realmUrl: refusal(
    "HF4520",
    "The address of the realm is not usable.",
    "write https://<host>/realms/<realm>; http only for a loopback address",
  ),
  credential: refusal(
    "HF4521",
    "There is no usable credential for Keycloak's administration.",
    "set HOLDFAST_ADMIN_CLIENT_ID and HOLDFAST_ADMIN_CLIENT_SECRET (or _USERNAME and _PASSWORD), or name a file with --credential-file",
  ),
  authority: refusal(
    "HF4522",
    "The file with the certificate authority is not usable.",
    "name a file with PEM certificates",
  ),
  unreachable: refusal(
    "HF4523",
    "Keycloak does not answer, or not with anything useful.",
    "look at Keycloak and at the way to it, then run the same command again; it goes on where it stopped",
  ),
  signIn: refusal(
    "HF4524",
    "Keycloak refuses the administrator.",
    "check the credential and --admin-realm; it needs manage-users, query-groups and view-realm of the realm",
  ),
  refused: refusal(
    "HF4525",
    "Keycloak refuses one change.",
    "correct what Keycloak names, then run the same command again",
  ),
  taken: refusal(
    "HF4526",
    "An e-mail address of the roster belongs to another user of the realm.",
    "correct the address in the roster, or change the other user in Keycloak first",
  ),
  secretsNeeded: refusal(
    "HF4530",
    "One-time passwords are needed, and there is no file for them.",
    "name a new file with --secrets-out",
  ),
  secretsFile: refusal(
    "HF4531",
    "The file for one-time passwords can't be used.",
    "name a file that does not exist yet; to go on after an interruption name the same file and add --resume",
  ),
} as const satisfies Readonly<Record<string, ProblemKind>>;
