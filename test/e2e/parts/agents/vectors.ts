import assert from "node:assert/strict";
import { agentsSetup } from "../../../../src/constructs/mattermost/features/agents-setup";
import type { Context } from "../../context";
import { INSIDE, type Debian } from "../../toolchain/debian";

/** What the setup writes about vectors of this length. */
function rendered(dimensions: number, elementType: "vector" | "halfvec") {
  const embedding = {
    name: "v",
    protocol: "openaicompatible",
    model: "m",
    dimensions,
    worksOffline: true,
  } as const;
  const setup = agentsSetup({
    services: [],
    agents: [],
    search: { embedding, elementType },
    toolServers: [],
    webSearch: false,
  });
  const step = setup.steps[0];
  assert.ok(step?.kind === "document");
  const config = step.merge.embeddingSearchConfig as {
    readonly dimensions: number;
    readonly vectorElementType: string;
  };
  return {
    dimensions: config.dimensions,
    type: config.vectorElementType === "" ? "vector" : config.vectorElementType,
  };
}

/** The plugin's table and index for what is rendered, made by the owner; pgvector's answer. */
export async function indexedVectors(ctx: Context, debian: Debian): Promise<void> {
  const inside = { files: ctx.tmp("vectors"), as: "postgres" };
  await debian.run("initdb", ["--pgdata=data", "--auth=trust", "--no-sync"], inside);
  const port = String(await ctx.freePort());
  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${port}`,
    `unix_socket_directories=${INSIDE}`,
    "fsync=off",
  ];
  const args = ["-D", "data", ...settings.flatMap((setting) => ["-c", setting])];
  const server = ctx.ending(await debian.start("postgres", args, inside));
  const psql = (user: string, sql: string, database = "mattermost") =>
    debian.run(
      "psql",
      ["-h", "127.0.0.1", "-p", port, "-U", user, "-d", database, "-v", "ON_ERROR_STOP=1", "-Atc", sql],
      {
        accept: [0, 1],
      },
    );
  const ready = async (): Promise<boolean> =>
    (await debian.run("pg_isready", ["-h", "127.0.0.1", "-p", port], { accept: [0, 1, 2] })).code === 0;
  await ctx.waitFor("PostgreSQL to accept connections", ready, 30, server);
  await psql("postgres", "create role mattermost login", "postgres");
  await psql("postgres", "create database mattermost owner mattermost", "postgres");

  const refused = await psql("mattermost", "create extension vector");
  assert.match(refused.stderr, /permission denied to create extension/);
  assert.equal((await psql("postgres", "create extension vector")).code, 0);
  const again = await psql("mattermost", "create extension if not exists vector");
  assert.equal(again.code, 0, again.stderr);

  const make = async (dimensions: number, elementType: "vector" | "halfvec"): Promise<string> => {
    const { dimensions: length, type } = rendered(dimensions, elementType);
    const { stderr } = await psql(
      "mattermost",
      `drop table if exists e; create table e (embedding ${type}(${length})); ` +
        `create index on e using hnsw (embedding ${type}_l2_ops) with (m = 8)`,
    );
    return stderr.split("\n").find((line) => line.includes("ERROR")) ?? "";
  };
  for (const dimensions of [384, 768, 1024, 1536, 2000]) assert.equal(await make(dimensions, "vector"), "");
  assert.match(await make(2001, "vector"), /cannot have more than 2000 dimensions/);
  for (const dimensions of [2001, 3072, 4000]) assert.equal(await make(dimensions, "halfvec"), "");
  assert.match(await make(4001, "halfvec"), /cannot have more than 4000 dimensions/);
}
