import { bootstrapSql, quoteIdentifier, quoteLiteral, type BootstrapSqlOptions } from "./bootstrap-sql";

export interface SetupScriptOptions extends BootstrapSqlOptions {
  /** Locale of sorting and of character classes, as the server calls it, e.g. `en_US.utf8`. */
  readonly locale: string;
}

/** Folder of the script in its pod. */
export const SETUP_FOLDER = "/setup";

/** Database that every server has. */
const FIRST_DATABASE = "postgres";

/**
 * Files of a job that makes role and database of the application on a server that somebody else runs. Its administrator
 * may create roles and databases and is no superuser. Safe to run again: each step ends the same whether its object was
 * there or not. The password goes to psql through standard input and leaves it as a SCRAM verifier, so that it stands
 * in no process list and no log of the server.
 */
export function setupFiles(options: SetupScriptOptions): Readonly<Record<string, string>> {
  return {
    "role.sql": statements(roleSql(options)),
    "database.sql": statements(databaseSql(options)),
    "bootstrap.sql": statements([...bootstrapSql(options), connectSql(options)]),
    "setup.sh": setupScript(options),
  };
}

/** Since PostgreSQL 16 the creator of a role administers it, but is no member that may hand objects over to it. */
function roleSql({ owner }: SetupScriptOptions): readonly string[] {
  const create = `CREATE ROLE ${quoteIdentifier(owner)} LOGIN`;
  return [
    unless(create, `SELECT FROM pg_roles WHERE rolname = ${quoteLiteral(owner)}`),
    `GRANT ${quoteIdentifier(owner)} TO CURRENT_USER`,
  ];
}

function databaseSql({ database, owner, locale }: SetupScriptOptions): readonly string[] {
  const create =
    `CREATE DATABASE ${quoteIdentifier(database)} OWNER ${quoteIdentifier(owner)} TEMPLATE template0 ` +
    `ENCODING 'UTF8' LC_COLLATE ${quoteLiteral(locale)} LC_CTYPE ${quoteLiteral(locale)}`;
  return [unless(create, `SELECT FROM pg_database WHERE datname = ${quoteLiteral(database)}`)];
}

/** As which role the service's PgBouncer looks up passwords, its documentation doesn't say; tables stay closed. */
function connectSql({ database }: SetupScriptOptions): string {
  return `GRANT CONNECT ON DATABASE ${quoteIdentifier(database)} TO PUBLIC`;
}

/** Runs a statement that has no IF NOT EXISTS of its own. */
function unless(statement: string, found: string): string {
  return `SELECT ${quoteLiteral(statement)} WHERE NOT EXISTS (${found}) \\gexec`;
}

function statements(list: readonly string[]): string {
  return list.map((each) => `${each}${each.endsWith("\\gexec") ? "" : ";"}\n`).join("");
}

function setupScript({ database, owner }: SetupScriptOptions): string {
  return `#!/bin/sh
set -eu
run() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@"; }

if [ "$OWNER_NAME" != ${shellText(owner)} ]; then
  echo "the Secret names the user $OWNER_NAME, the database belongs to "${shellText(owner)} >&2
  exit 1
fi
run --dbname ${FIRST_DATABASE} --file ${SETUP_FOLDER}/role.sql
printf '%s\\n%s\\n' "$OWNER_PASSWORD" "$OWNER_PASSWORD" |
  run --dbname ${FIRST_DATABASE} --command ${shellText(`\\password ${quoteIdentifier(owner)}`)}
run --dbname ${FIRST_DATABASE} --file ${SETUP_FOLDER}/database.sql
run --dbname ${shellText(database)} --file ${SETUP_FOLDER}/bootstrap.sql
`;
}

function shellText(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
