import assert from "node:assert/strict";
import { bootstrapSql } from "../../../../src/constructs/postgres/bootstrap-sql";
import { waitFor } from "../../toolchain/wait";
import type { Server } from "./server";
import { databaseOf, initdbOf, SIZES } from "./sizes";

export const PASSWORD = "only-for-this-run";

const STREAM_LIMIT_SECONDS = 14;

/** More shared memory than this machine has is only parsed. */
const LARGEST_BUFFERS = "256MB";

/** The parameters of every size are understood, none is unknown, and the server starts with them. */
export async function everySizeStarts(server: Server): Promise<void> {
  for (const size of SIZES) {
    const { parameters } = databaseOf(size);
    assert.match(await server.parsed(parameters, "shared_buffers"), /^\d+$/);
    await server.start({ ...parameters, shared_buffers: LARGEST_BUFFERS });
    try {
      const wrong = "SELECT name, error FROM pg_file_settings WHERE error IS NOT NULL OR NOT applied";
      assert.equal(await server.sql([wrong]), "", `${size.users} users`);
      const names = Object.keys(parameters).map((name) => `'${name}'`);
      const set = `SELECT count(*) FROM pg_settings WHERE source = 'configuration file' AND name IN (${names.join()})`;
      assert.equal(await server.sql([set]), String(names.length), `${size.users} users`);
    } finally {
      await server.stop();
    }
  }
}

/** What the operator does before our statements, our statements, and the password of its Secret. */
export async function bootstrap(server: Server): Promise<void> {
  await server.sql(['CREATE ROLE "mattermost" LOGIN', 'CREATE DATABASE "mattermost" OWNER "mattermost"']);
  const options = { database: "mattermost", owner: "mattermost", extensions: ["vector"] };
  await server.sql(bootstrapSql(options), "mattermost");
  await server.sql([
    `ALTER ROLE "mattermost" PASSWORD '${PASSWORD}'`,
    `CREATE ROLE intruder LOGIN PASSWORD '${PASSWORD}'`,
    `CREATE ROLE watcher LOGIN PASSWORD '${PASSWORD}'`,
    "GRANT pg_monitor TO watcher",
  ]);
}

/** Sorting and character classes are those of the cluster that the manifest asks for. */
export async function localeIsRendered(server: Server): Promise<void> {
  const { localeCollate, localeCType } = initdbOf(databaseOf(SIZES[0]!));
  const locale = "SELECT datlocprovider, datcollate, datctype FROM pg_database WHERE datname = 'mattermost'";
  assert.equal(await server.sql([locale]), `c|${localeCollate}|${localeCType}`);
  assert.equal(await server.sql(["SELECT 'b' > 'A' AND 'a' < 'B' AND lower('Ö') = 'ö'"]), "t");
}

/** The application makes tables, schemas, vectors and their index, as the server's migrations do. */
export async function ownerCanWork(server: Server): Promise<void> {
  for (const statement of [
    "CREATE TABLE notes (id int PRIMARY KEY, text text, embedding vector(3))",
    "CREATE INDEX ON notes USING hnsw (embedding vector_l2_ops)",
    "CREATE INDEX ON notes USING gin (to_tsvector('english', text))",
    "INSERT INTO notes VALUES (1, 'a message', '[1,2,3]')",
    "CREATE SCHEMA plugin",
    "ALTER TABLE notes SET (autovacuum_vacuum_scale_factor = 0.05)",
  ]) {
    const { code, stderr } = await server.connect("mattermost", PASSWORD, "mattermost", statement);
    assert.equal(code, 0, stderr);
  }
  const nearest = "SELECT id FROM notes ORDER BY embedding <-> '[1,2,2]' LIMIT 1";
  const { stdout } = await server.connect("mattermost", PASSWORD, "mattermost", nearest);
  assert.equal(stdout.trim(), "1");
}

/** Beyond its own database the application may nothing; others may nothing in it. */
export async function nothingMore(server: Server): Promise<void> {
  for (const [user, database, statement, refusal] of [
    ["mattermost", "mattermost", "CREATE ROLE other", /permission denied/],
    ["mattermost", "mattermost", "CREATE DATABASE other", /permission denied/],
    ["mattermost", "mattermost", "CREATE EXTENSION file_fdw", /permission denied/],
    ["mattermost", "mattermost", "COPY notes TO PROGRAM 'true'", /permission denied/],
    ["mattermost", "mattermost", "SELECT pg_read_file('/etc/passwd')", /permission denied/],
    ["mattermost", "mattermost", "SELECT rolpassword FROM pg_authid", /permission denied/],
    ["mattermost", "mattermost", "ALTER SYSTEM SET work_mem = '1GB'", /permission denied/],
    ["intruder", "mattermost", "SELECT 1", /permission denied for database/],
    ["watcher", "mattermost", "SELECT * FROM public.notes", /permission denied/],
  ] as const) {
    const { code, stderr } = await server.connect(user, PASSWORD, database, statement);
    assert.notEqual(code, 0, `${user} may ${statement}`);
    assert.match(stderr, refusal);
  }
  const watched = await server.connect(
    "watcher",
    PASSWORD,
    "mattermost",
    "SELECT count(*) > 0 FROM pg_stat_activity",
  );
  assert.equal(watched.stdout.trim(), "t", "monitoring can't connect");
}

/** A client without TLS is turned away before it shows its password. */
export async function onlyTls(server: Server): Promise<void> {
  const { code, stderr } = await server.connect("mattermost", PASSWORD, "mattermost", "SELECT 1", "disable");
  assert.notEqual(code, 0);
  assert.match(stderr, /pg_hba\.conf rejects connection.*no encryption/);
}

/** A search replica copies with the replication certificate, streams, and keeps the primary from cleaning too early. */
export async function searchReplicaStreams(
  primary: Server,
  replica: Server,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const tls =
    "sslmode=verify-full sslrootcert=/proof/ca.crt sslcert=/proof/replica.crt sslkey=/proof/replica.key";
  const source = `host=localhost port=${primary.port} user=streaming_replica dbname=postgres ${tls}`;
  await primary.sql(["CREATE ROLE streaming_replica REPLICATION LOGIN"]);
  await replica.run("pg_basebackup", ["-D", "data", "-d", source, "-X", "stream", "-R", "--checkpoint=fast"]);
  await replica.start({ ...parameters, primary_conninfo: source });
  const read = (statement: string) => replica.connect("mattermost", PASSWORD, "mattermost", statement);

  await primary.sql(["INSERT INTO notes VALUES (2, 'later', '[0,0,0]')"], "mattermost");
  const caughtUp =
    "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) = 0 AND state = 'streaming' FROM pg_stat_replication";
  const answers = (statement: string) => async () => (await primary.sql([statement])) === "t";
  await waitFor("the replica to catch up", answers(caughtUp), STREAM_LIMIT_SECONDS);
  assert.equal((await read("SELECT count(*) FROM notes")).stdout.trim(), "2");
  assert.equal((await read("SHOW work_mem")).stdout.trim(), parameters.work_mem);
  assert.match((await read("INSERT INTO notes VALUES (3)")).stderr, /read-only transaction/);

  const search = read("SELECT count(*), pg_sleep(15) FROM notes GROUP BY 2");
  const held = "SELECT coalesce(bool_or(backend_xmin IS NOT NULL), false) FROM pg_stat_replication";
  await waitFor("the search to hold back the primary's clean-up", answers(held), STREAM_LIMIT_SECONDS);
  await search;
}
