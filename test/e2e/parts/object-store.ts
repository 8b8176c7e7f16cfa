import assert from "node:assert/strict";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import { renderedStore } from "./object-store/rendered-store";
import { Store, STORE_VERSION } from "./object-store/store";

const NOTE = `MinIO's own last source, ${STORE_VERSION.split("-")[1]?.slice(0, 8)}; the image continues it under another name`;
const MC = "mc --config-dir /client";

const check = (name: string, run: (ctx: Context) => Promise<void>): Check => ({
  name,
  level: "P4",
  limit: 1200,
  note: NOTE,
  run,
});

/** The rendered arguments, environment and setup script in the real server and the real client. */
export const part: Part = {
  name: "object-store",
  title: "The object store, its erasure coding, and the job that makes bucket and user",
  needs: [],
  seconds: 40,
  proves: ["MinioStore", "BucketSetup"],
  checks: [
    check("one server: starts as rendered over TLS, with the parity that was sized", async (ctx) => {
      const store = await Store.start(ctx, renderedStore(ctx, "edge-single"));
      const { backend } = (await store.info()).info;
      assert.deepEqual(
        [backend.onlineDisks, backend.totalSets, backend.totalDrivesPerSet, backend.standardSCParity],
        [4, [1], [4], 2],
      );
    }),
    check(
      "the setup job's script, run twice, leaves a bucket and a user who may use it and nothing else",
      async (ctx) => {
        const store = await Store.start(ctx, renderedStore(ctx, "edge-single"));
        await store.setup();
        await store.setup();
        const used = `echo said | ${MC} pipe store/mattermost/a/b && ${MC} cat store/mattermost/a/b`;
        assert.match((await store.mc("user", used)).stdout, /^said$/m);
        assert.match((await store.mc("user", `${MC} ls store/mattermost/a/`)).stdout, /\bb$/m);
        await store.mc("user", `${MC} rm store/mattermost/a/b`);
        for (const refused of ["mb store/other", "rb store/mattermost", "admin user list store"]) {
          const { code, stderr, stdout } = await store.mc("user", `${MC} ${refused}`, [0, 1]);
          assert.equal(code, 1, refused);
          assert.match(stderr + stdout, /Access ?Denied/i);
        }
      },
    ),
    check(
      "three servers find each other by their names, and what was written outlives one with its drives",
      async (ctx) => {
        const rendered = renderedStore(ctx, "edge");
        assert.equal(rendered.servers, 3);
        const store = await Store.start(ctx, rendered);
        await store.setup();
        const { backend } = (await store.info()).info;
        // Left to itself, a store of six drives gives three of them to parity.
        assert.deepEqual(
          [backend.onlineDisks, backend.totalDrivesPerSet, backend.standardSCParity],
          [6, [6], 2],
        );
        const write = (name: string) =>
          store.mc("user", `head -c 3000000 /dev/urandom | ${MC} pipe store/mattermost/${name}`);
        const sum = async (name: string) =>
          (await store.mc("user", `${MC} cat store/mattermost/${name} | sha256sum`)).stdout;
        await write("before");
        const written = await sum("before");
        await store.lose(2);
        assert.equal(await sum("before"), written);
        await write("after");
        assert.match((await store.mc("user", `${MC} stat store/mattermost/after`)).stdout, /2\.9 MiB/);
      },
    ),
  ],
};
