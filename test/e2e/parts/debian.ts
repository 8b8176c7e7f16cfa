import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { INSIDE, type Debian } from "../toolchain/debian";
import type { Part } from "../part";

const START_LIMIT_SECONDS = 30;

export const part: Part<Debian> = {
  name: "debian",
  title: "The real programs that the rendered files are booted in",
  needs: ["debian"],
  prepare: (ctx) => ctx.debian(),
  checks: [
    {
      name: "NGINX is 1.30 and reads a configuration",
      level: "P4",
      async run(ctx, debian) {
        assert.match((await debian.run("nginx", ["-V"])).stderr, /nginx\/1\.30\.\d+/);
        const files = ctx.tmp();
        writeFileSync(join(files, "nginx.conf"), "events {}\nhttp { server { listen 127.0.0.1:8080; } }\n");
        await debian.run("nginx", ["-t", "-c", `${INSIDE}/nginx.conf`], { files });
        writeFileSync(join(files, "nginx.conf"), "events {}\nhttp { misspelt on; }\n");
        await assert.rejects(
          debian.run("nginx", ["-t", "-c", `${INSIDE}/nginx.conf`], { files }),
          /unknown directive/,
        );
      },
    },
    {
      name: "PostgreSQL 18 starts and loads pgvector",
      level: "P4",
      async run(ctx, debian) {
        const inside = { files: ctx.tmp("postgres"), as: "postgres" };
        await debian.run("initdb", ["--pgdata=data", "--auth=trust", "--no-sync"], inside);
        const port = String(await ctx.freePort());
        const settings = [
          `listen_addresses=127.0.0.1`,
          `port=${port}`,
          `unix_socket_directories=${INSIDE}`,
          "fsync=off",
        ];
        const args = ["-D", "data", ...settings.flatMap((setting) => ["-c", setting])];
        const server = ctx.ending(await debian.start("postgres", args, inside));
        const ready = async (): Promise<boolean> =>
          (await debian.run("pg_isready", ["-h", "127.0.0.1", "-p", port])).code === 0;
        await ctx.waitFor("PostgreSQL to accept connections", ready, START_LIMIT_SECONDS, server);
        const sql = "create extension vector; select '[1,2,3]'::vector <-> '[1,2,5]'; show server_version";
        const { stdout } = await debian.run("psql", [
          "-h",
          "127.0.0.1",
          "-p",
          port,
          "-U",
          "postgres",
          "-At",
          "-c",
          sql,
        ]);
        assert.match(stdout, /^2\n18\.\d+/m);
        await server.stop("SIGINT");
        assert.equal(await server.exited, 0);
      },
    },
    {
      name: "what a program writes outside its files is gone afterwards",
      level: "P4",
      async run(ctx, debian) {
        const files = ctx.tmp();
        await debian.run("sh", ["-c", `touch /etc/stray ${INSIDE}/kept`], { files });
        assert.ok(existsSync(join(files, "kept")));
        await assert.rejects(debian.run("ls", ["/etc/stray"]), /No such file/);
      },
    },
    {
      name: "a program in a network namespace is reached from another one",
      level: "P4",
      async run(ctx, debian) {
        const server = await ctx.networkNamespace();
        const client = await ctx.networkNamespace();
        await server.join(client, "10.99.0.1/24", "10.99.0.2/24");
        const args = ["--bind", "10.99.0.1", "--protected-mode", "no", "--save", ""];
        const valkey = ctx.ending(await debian.start("valkey-server", args, { netns: server.name }));
        const ping = async (): Promise<boolean> => {
          const inside = { netns: client.name };
          return (await debian.run("valkey-cli", ["-h", "10.99.0.1", "ping"], inside)).stdout === "PONG\n";
        };
        await ctx.waitFor("Valkey to answer across the namespaces", ping, START_LIMIT_SECONDS, valkey);
        const alone = await ctx.networkNamespace();
        const unreached = debian.run("valkey-cli", ["-h", "10.99.0.1", "ping"], { netns: alone.name });
        await assert.rejects(unreached, /unreachable/);
      },
    },
    {
      name: "the other programs are there",
      level: "P4",
      async run(_ctx, debian) {
        for (const program of ["pgbouncer", "valkey-server", "promtool", "prometheus", "amtool"]) {
          await debian.run(program, ["--version"]);
        }
      },
    },
  ],
};
