import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Check, Part } from "../part";
import { Authority } from "./postgres/authority";
import { copiesAreWhole } from "./postgres/copies";
import { Pooler } from "./postgres/pooler";
import { Server } from "./postgres/server";
import * as checks from "./postgres/server-checks";
import { databaseOf, manifestsOf } from "./postgres/sizes";

/** Fewer than the driver's connections, so that they must share. */
const POOL_SIZE = 5;

interface State {
  readonly authority: Authority;
  readonly primary: Server;
  readonly replica: Server;
  readonly poolerFolder: string;
}

const check = (name: string, run: (state: State) => Promise<void>, note?: string): Check<State> => ({
  name,
  level: "P4",
  note,
  run: (_, state) => run(state),
});

/** Parameters of the search replicas of a small site, its buffers cut to this machine. */
function searchParameters(): Readonly<Record<string, string>> {
  const database = { ...databaseOf({ users: 800, nodes: 3 }), searchReplicas: 1 };
  const manifests = manifestsOf(database, { name: "postgres", namespaceName: "proof" });
  const search = manifests.find((each) => each.metadata.name === "postgres-search");
  const { parameters } = search?.spec?.postgresql as { parameters: Record<string, string> };
  return { ...parameters, shared_buffers: "128MB" };
}

/** The rendered parameters, statements and pooler settings in the real PostgreSQL 18 and PgBouncer. */
export const part: Part<State> = {
  name: "postgres-server",
  title: "PostgreSQL 18 and PgBouncer with the rendered settings",
  needs: ["debian"],
  seconds: 35,
  proves: ["PostgresCluster", "DatabaseCopies"],
  inOrder: true,
  async prepare(ctx) {
    const debian = await ctx.debian();
    const folder = ctx.tmp("authority");
    const authority = await Authority.create(folder);
    await authority.issue("server", "postgres-rw", "server");
    await authority.issue("replica", "streaming_replica", "client");
    await authority.issue("pooler", "cnpg_pooler_pgbouncer", "client");
    const place = (name: string): string => {
      const target = join(ctx.tmp(name), "files");
      mkdirSync(target);
      for (const file of readdirSync(folder)) copyFileSync(join(folder, file), join(target, file));
      return target;
    };
    const primary = ctx.ending(await Server.create(debian, place("primary")));
    const replica = ctx.ending(await Server.create(debian, place("replica")));
    await primary.initialize();
    return { authority, primary, replica, poolerFolder: place("pooler") };
  },
  checks: [
    check(
      "it starts with the parameters of every size from 50 to 200,000 users",
      ({ primary }) => checks.everySizeStarts(primary),
      "shared_buffers is parsed as rendered, and started with 256 MB",
    ),
    check(
      "the bootstrap statements run, and the owner can work: tables, schemas, vectors, indexes",
      async ({ primary }) => {
        await primary.start(searchParameters());
        await checks.bootstrap(primary);
        await checks.localeIsRendered(primary);
        await checks.ownerCanWork(primary);
      },
    ),
    check("the owner may nothing beyond its database, others nothing in it", ({ primary }) =>
      checks.nothingMore(primary),
    ),
    check("clients without TLS are turned away", ({ primary }) => checks.onlyTls(primary)),
    check(
      "the job's copies are whole, the newest are kept, and one goes into another database",
      ({ primary }) => copiesAreWhole(primary, "mattermost", checks.PASSWORD),
    ),
    {
      name: "Go's lib/pq works through PgBouncer in transaction mode: binary parameters, named statements, TLS",
      level: "P4",
      async run(ctx, { authority, primary, poolerFolder }) {
        const debian = await ctx.debian();
        const pooler = ctx.ending(await Pooler.start(debian, poolerFolder, primary, POOL_SIZE));
        const result = await pooler.driver(authority.certificateFile);
        assert.equal(result.code, 0, `${result.stderr}${pooler.logs()}`);
        assert.equal(result.stdout.trim(), "1000");
        const used = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'mattermost'";
        const connections = Number(await primary.sql([used]));
        assert.ok(connections > 0 && connections <= POOL_SIZE, `${connections} server connections`);
        const plain = await pooler.driver(authority.certificateFile, "disable");
        assert.notEqual(plain.code, 0);
        assert.match(plain.stderr, /SSL required|TLS required/i);
      },
    },
    check("search replicas stream with their settings, and their searches aren't cancelled", (state) =>
      checks.searchReplicaStreams(state.primary, state.replica, searchParameters()),
    ),
  ],
};
