import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { copiesScript } from "../../../../src/constructs/postgres/copies-script";
import type { Server } from "./server";

const FOLDER = "/proof/copies";

/** The script of the job, as the owner over TLS; what it wrote goes into a database of its own and is there again. */
export async function copiesAreWhole(server: Server, owner: string, password: string): Promise<void> {
  writeFileSync(join(server.folder, "copy.sh"), copiesScript({ folder: FOLDER, keep: 1 }));
  await server.run("mkdir", [FOLDER]);
  const copy = (secret: string, accept: readonly number[] = [0]) =>
    server.run("sh", ["/proof/copy.sh"], {
      accept,
      environment: {
        HOME: "/tmp",
        PGHOST: "localhost",
        PGPORT: String(server.port),
        PGDATABASE: "mattermost",
        PGUSER: owner,
        PGPASSWORD: secret,
        PGSSLMODE: "verify-full",
        PGSSLROOTCERT: "/proof/ca.crt",
      },
    });
  const names = (): readonly string[] => readdirSync(join(server.folder, "copies"));

  await server.sql(["CREATE TABLE copied AS SELECT 41 AS number"], "mattermost");
  await server.sql([`ALTER TABLE copied OWNER TO ${owner}`, "UPDATE copied SET number = 42"], "mattermost");
  await copy(password);
  const [first = ""] = names();
  await pause(1100);
  await copy(password);
  const [second = "", ...others] = names();
  assert.deepEqual(others, [], "an old copy was kept");
  assert.match(second, /^database-\d{8}T\d{6}Z\.dump$/);
  assert.notEqual(second, first);

  assert.notEqual((await copy("wrong", [0, 1, 2])).code, 0);
  assert.ok(names().includes(second), "a copy that broke off cost a whole one");

  await server.sql(["CREATE DATABASE restored"]);
  const target = ["-h", "/proof", "-p", String(server.port), "-U", "postgres", "-d", "restored"];
  await server.run("pg_restore", [...target, "--exit-on-error", `${FOLDER}/${second}`]);
  assert.equal(await server.sql(["SELECT number FROM copied"], "restored"), "42");
  await server.sql(["DROP DATABASE restored"]);
  await server.sql(["DROP TABLE copied"], "mattermost");
}
