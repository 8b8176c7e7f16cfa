import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SETUP_FOLDER, setupFiles } from "../../../../src/constructs/postgres/setup-script";
import type { PostgresParameters, Server } from "../postgres/server";

const ADMINISTRATOR = { name: "holdfast", password: "administrator-of-this-run" } as const;
const FIRST = "first-password-of-this-run";
const SECOND = "second-password-of-this-run";

/** Everything that reaches the server is written down; extensions of this folder come before those of the system. */
export const PARAMETERS: PostgresParameters = {
  shared_buffers: "128MB",
  extension_control_path: "/proof:$system",
  logging_collector: "on",
  log_directory: "/proof/log",
  log_filename: "server.log",
  log_statement: "all",
};

/** Azure lets its administrators create what `azure.extensions` allows; PostgreSQL calls such an extension trusted. */
export async function allowVectors(server: Server): Promise<void> {
  const copy = [
    "mkdir extension",
    "cp /usr/share/postgresql/18/extension/vector* extension/",
    "echo 'trusted = true' >> extension/vector.control",
  ];
  await server.run("sh", ["-eu", "-c", copy.join("\n")]);
}

/** What Azure's `azure_pg_admin` may, without being a superuser. */
export async function createAdministrator(server: Server): Promise<void> {
  const { name, password } = ADMINISTRATOR;
  await server.sql([
    "SET log_statement = 'none'",
    `CREATE ROLE ${name} LOGIN CREATEROLE CREATEDB PASSWORD '${password}'`,
    `CREATE ROLE stranger LOGIN PASSWORD '${password}'`,
  ]);
}

/** A second run ends well and leaves rights and owners as they were. */
export async function runsTwice(server: Server): Promise<void> {
  assert.deepEqual(await setUp(server, FIRST), { code: 0, stderr: "" });
  const before = await rights(server);
  const owner = "SELECT datdba::regrole FROM pg_database WHERE datname = 'mattermost'";
  assert.equal(await server.sql([owner]), "mattermost");
  assert.equal((await setUp(server, FIRST)).code, 0);
  assert.equal(await rights(server), before);
}

/** The application makes tables and vectors; somebody else may connect, as Azure's PgBouncer does, and see nothing. */
export async function ownerAlone(server: Server): Promise<void> {
  for (const statement of [
    "CREATE TABLE notes (id int PRIMARY KEY, embedding vector(3))",
    "CREATE INDEX ON notes USING hnsw (embedding vector_l2_ops)",
    "CREATE SCHEMA plugin",
  ]) {
    const { code, stderr } = await server.connect("mattermost", FIRST, "mattermost", statement);
    assert.equal(code, 0, stderr);
  }
  for (const [user, password, statement] of [
    ["mattermost", FIRST, "CREATE ROLE other"],
    ["mattermost", FIRST, "CREATE DATABASE other"],
    ["stranger", ADMINISTRATOR.password, "SELECT * FROM public.notes"],
    ["stranger", ADMINISTRATOR.password, "CREATE TABLE public.more (id int)"],
    ["stranger", ADMINISTRATOR.password, "CREATE TEMPORARY TABLE more (id int)"],
    ["stranger", ADMINISTRATOR.password, "CREATE SCHEMA more"],
  ] as const) {
    const { code, stderr } = await server.connect(user, password, "mattermost", statement);
    assert.notEqual(code, 0, `${user} may ${statement}`);
    assert.match(stderr, /permission denied/);
  }
  const connected = await server.connect("stranger", ADMINISTRATOR.password, "mattermost", "SELECT 1");
  assert.equal(connected.code, 0, connected.stderr);
}

/** The next run of the job brings the password of a new revision. */
export async function passwordChanges(server: Server): Promise<void> {
  assert.equal((await setUp(server, SECOND)).code, 0);
  const login = (password: string) => server.connect("mattermost", password, "mattermost", "SELECT 1");
  assert.match((await login(FIRST)).stderr, /password authentication failed/);
  assert.equal((await login(SECOND)).code, 0);
}

export function logIsClean(server: Server): Promise<void> {
  const folder = join(server.folder, "log");
  const log = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const text = log.join("");
  assert.match(text, /ALTER (USER|ROLE) "?mattermost"? PASSWORD 'SCRAM-SHA-256\$/);
  for (const secret of [FIRST, SECOND, ADMINISTRATOR.password]) assert.ok(!text.includes(secret));
  return Promise.resolve();
}

/** Else the server would sign in as nobody, and say so much later. */
export async function otherUser(server: Server): Promise<void> {
  const { code, stderr } = await setUp(server, SECOND, "mmuser");
  assert.notEqual(code, 0);
  assert.match(stderr, /names the user mmuser, the database belongs to mattermost/);
}

/** Roles, owners and rights as the server keeps them. */
function rights(server: Server): Promise<string> {
  return server.sql(
    [
      `SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
        SELECT datname || datdba::regrole || coalesce(datacl::text, '') FROM pg_database
        UNION ALL SELECT nspname || nspowner::regrole || coalesce(nspacl::text, '') FROM pg_namespace
        UNION ALL SELECT extname || extversion FROM pg_extension
        UNION ALL SELECT roleid::regrole || member::regrole::text || set_option FROM pg_auth_members
        UNION ALL SELECT rolname || rolsuper || rolcreaterole || rolcreatedb FROM pg_roles
      ) AS everything (line)`,
    ],
    "mattermost",
  );
}

/** Runs the script as the job does, without a terminal. */
async function setUp(server: Server, password: string, owner = "mattermost") {
  const folder = join(server.folder, "setup");
  mkdirSync(folder, { recursive: true });
  const options = {
    database: "mattermost",
    owner: "mattermost",
    extensions: ["vector"],
    locale: "en_US.utf8",
  };
  for (const [name, text] of Object.entries(setupFiles(options))) {
    writeFileSync(join(folder, name), text.replaceAll(`${SETUP_FOLDER}/`, "/proof/setup/"));
  }
  const { code, stderr } = await server.run("setsid", ["--wait", "sh", "/proof/setup/setup.sh"], {
    accept: [0, 1, 2, 3],
    environment: {
      PGHOST: "localhost",
      PGPORT: String(server.port),
      PGUSER: ADMINISTRATOR.name,
      PGPASSWORD: ADMINISTRATOR.password,
      PGSSLMODE: "verify-full",
      PGSSLROOTCERT: "/proof/ca.crt",
      OWNER_NAME: owner,
      OWNER_PASSWORD: password,
    },
  });
  // What psql asks for the password goes where a terminal would be.
  return { code, stderr: stderr.replaceAll(/(Enter new password[^:]*|Enter it again): ?\n?/g, "") };
}
