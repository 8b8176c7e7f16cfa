import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GROUPS } from "../../../../src/constructs/identity/realm/clients";
import type { Check } from "../../part";
import { ADA, check, CLIENT, counts, writeRoster, type State } from "./scene";
import { signIn } from "./sign-in";

/** The scale that rosters must be seen at: 5,000, whatever it costs. */
const PEOPLE = 5000;
const IN_FLIGHT = 6;
/** One in so many gets a one-time password: each costs the server a hash. */
const WITH_PASSWORD = 5;

type Applied = Readonly<Record<"created" | "updated" | "unchanged", number>>;

/** People who move between groups, and rosters of thousands. */
export const ROSTER_CHECKS: readonly Check<State>[] = [
  check(
    "who is no longer listed in a group of the roster leaves it when asked, and no other",
    async (_, state) => {
      const { outpost, holdfast } = state;
      const row = `${ADA.username},ada.bell@outpost.example,Ada,Bell,pilots,password`;
      const roster = writeRoster(state, "moved.csv", [row]);
      const groups = async () =>
        [...((await signIn(outpost, CLIENT, ADA))[GROUPS] as readonly string[])].sort();
      await holdfast.users(["apply", roster]);
      assert.deepEqual(await groups(), ["pilots", "watch"]);
      const { stdout } = await holdfast.users(["plan", roster, "--leave-groups", "--json"]);
      assert.match(stdout, /"leaves": \[\s*"watch"\s*\]/);
      await holdfast.users(["apply", roster, "--leave-groups"]);
      assert.deepEqual(await groups(), ["pilots"]);
      const again = counts((await holdfast.users(["apply", roster, "--leave-groups", "--json"])).stdout);
      assert.deepEqual((again as { readonly updated: number }).updated, 0);
    },
  ),
  check(
    `${PEOPLE} people: killed in the middle, completed, and a further run is a no-op`,
    async (ctx, state) => {
      const { outpost, holdfast } = state;
      const admin = outpost.admin();
      await admin.call("PUT", "", {
        passwordPolicy: "length(15) and hashAlgorithm(pbkdf2-sha512) and hashIterations(1)",
      });
      const rows = Array.from({ length: PEOPLE }, (_, n) => {
        const way = n % WITH_PASSWORD === 0 ? "password" : "";
        return `person.${n},person.${n}@outpost.example,Person,Bell,crew,${way}`;
      });
      const secrets = join(state.folder, "people.secrets");
      const roster = writeRoster(state, "people.csv", rows);
      const args = ["apply", roster, "--secrets-out", secrets, "--concurrency", `${IN_FLIGHT}`];
      const first = holdfast.start(args);
      const half = (): boolean => first.logs(20).includes(`applied ${PEOPLE * 0.4} of`);
      await ctx.waitFor("the first part to be applied", half, 180, first);
      await first.stop("SIGKILL");
      const reached = await admin.get<number>("users/count");
      assert.ok(reached < PEOPLE, "killed too late");
      const issued = readFileSync(secrets, "utf8");
      const resumed = await holdfast.users([...args, "--resume", "--json"]);
      const { created, updated, unchanged } = counts(resumed.stdout) as Applied;
      assert.deepEqual([updated, created + unchanged], [0, PEOPLE]);
      // Ada is not in this roster; requests that were under way at the kill may still have been kept.
      const late = unchanged - (reached - 1);
      assert.ok(late >= 0 && late <= IN_FLIGHT, `${unchanged} unchanged, ${reached} people at the kill`);
      assert.equal(readFileSync(secrets, "utf8"), issued);
      const again = await holdfast.users(["apply", roster, "--json"]);
      assert.deepEqual(counts(again.stdout), {
        groups: 0,
        created: 0,
        updated: 0,
        disabled: 0,
        unchanged: PEOPLE,
        oneTimePasswords: 0,
      });
      assert.equal(await admin.get<number>("users/count"), PEOPLE + 1);
      const ready = await holdfast.users(
        ["readiness", writeRoster(state, "few.csv", rows.slice(0, 3)), "--json"],
        [1],
      );
      const { readiness } = JSON.parse(ready.stdout) as { readonly readiness: unknown };
      assert.deepEqual(readiness, {
        total: 3,
        ready: 1,
        inDirectory: 0,
        notReady: ["person.1", "person.2"].map((username) => ({ username, reasons: ["no-credential"] })),
      });
    },
    "one in five gets a password, hashed once in place of 210,000 times",
  ),
];
