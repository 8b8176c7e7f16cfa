import assert from "node:assert/strict";
import { GROUPS } from "../../../src/constructs/identity/realm/clients";
import type { Check, Part } from "../part";
import { blackHole } from "./keycloak/black-hole";
import { secondsToSignIn, signIn } from "./keycloak/sign-in";
import { ADMIN, NAMES, POLICY, READER, WRITER, type DirectoryServer } from "./ldap/directory-server";
import { CLIENT, LOCAL, PASSWORD, dnOf, person, personal, prepare, type State } from "./ldap/scene";

const INVALID_CREDENTIALS = 49;
const INSUFFICIENT_ACCESS = 50;
const CONSTRAINT_VIOLATION = 19;

const check = (name: string, run: Check<State>["run"], note?: string): Check<State> => ({
  name,
  level: "P4",
  note,
  run,
});

/** The rendered directory in Debian's slapd, and the real Keycloak federated to it. */
export const part: Part<State> = {
  name: "ldap",
  title: "OpenLDAP 2.6, two servers that replicate, and Keycloak 26 federated to them",
  needs: ["debian"],
  seconds: 100,
  inOrder: true,
  proves: ["OpenLdap"],
  prepare,
  checks: [
    check(
      "what is written to one server is found on the other, both ways",
      async (ctx, { first, second }) => {
        const found = (server: DirectoryServer, dn: string) => async (): Promise<boolean> =>
          (await server.search(READER, dn, "(objectClass=*)")).stdout.includes(`dn: ${dn}`);
        assert.equal((await first.add(ADMIN, person("ada.bell", "Ada", "Bell"))).code, 0);
        await ctx.waitFor("Ada on the second server", found(second, dnOf("ada.bell")), 20);
        assert.equal((await second.add(WRITER, person("bo.cole", "Bo", "Cole"))).code, 0);
        await ctx.waitFor("Bo on the first server", found(first, dnOf("bo.cole")), 20);
        const group = `cn=pilots,${NAMES.groups}`;
        const pilots = [
          `dn: ${group}`,
          "objectClass: groupOfNames",
          "cn: pilots",
          `member: ${dnOf("ada.bell")}`,
        ];
        assert.equal((await second.add(WRITER, pilots)).code, 0);
        await ctx.waitFor("the group on the first server", found(first, group), 20);
        const { stdout } = await first.search(READER, NAMES.people, `(memberOf=${group})`, [
          "uid",
          "memberOf",
        ]);
        assert.match(stdout, /uid: ada\.bell\nmemberOf: cn=pilots/);
        assert.doesNotMatch(stdout, /bo\.cole/);
      },
    ),
    check("nobody is let in without a name, without TLS or with a wrong password", async (_, { first }) => {
      const anonymous = await first.client("ldapsearch", undefined, ["-b", NAMES.people]);
      assert.notEqual(anonymous.code, 0);
      assert.equal((await first.whoAmI({ ...READER, password: "wrong" })).code, INVALID_CREDENTIALS);
      const plain = await first.client("ldapwhoami", READER, ["-H", first.url.replace("ldaps:", "ldap:")]);
      assert.notEqual(plain.code, 0);
    }),
    check("the reader sees people and no password, and changes nothing", async (_, { first }) => {
      const { stdout } = await first.search(READER, NAMES.people, "(uid=ada.bell)", ["*", "+"]);
      assert.match(stdout, /mail: ada\.bell@outpost\.example/);
      assert.doesNotMatch(stdout, /userPassword|pwdHistory/);
      const rename = [`dn: ${dnOf("ada.bell")}`, "changetype: modify", "replace: sn", "sn: Other"];
      assert.equal((await first.modify(READER, rename)).code, INSUFFICIENT_ACCESS);
      assert.equal((await first.modify(personal("ada.bell"), rename)).code, INSUFFICIENT_ACCESS);
      const others = await first.search(personal("bo.cole"), NAMES.people, "(uid=ada.bell)");
      assert.doesNotMatch(others.stdout, /ada\.bell/);
      const admin = await first.search(ADMIN, dnOf("ada.bell"), "(objectClass=*)", ["userPassword"]);
      const [, hash = ""] = /userPassword:: (\S+)/.exec(admin.stdout) ?? [];
      assert.match(Buffer.from(hash, "base64").toString(), /^\{ARGON2\}/);
    }),
    check(
      "a short password is refused, and wrong ones lock the account on both servers",
      async (ctx, state) => {
        const { first, second } = state;
        const short = [
          `dn: ${dnOf("bo.cole")}`,
          "changetype: modify",
          "replace: userPassword",
          "userPassword: short",
        ];
        assert.equal((await first.modify(WRITER, short)).code, CONSTRAINT_VIOLATION);
        assert.equal((await first.whoAmI(personal("bo.cole"))).code, 0);
        for (let turn = 0; turn < POLICY.failures; turn += 1) {
          assert.equal((await first.whoAmI(personal("bo.cole", "wrong"))).code, INVALID_CREDENTIALS);
        }
        assert.equal((await first.whoAmI(personal("bo.cole"))).code, INVALID_CREDENTIALS);
        const locked = async (): Promise<boolean> =>
          (await second.whoAmI(personal("bo.cole"))).code === INVALID_CREDENTIALS;
        await ctx.waitFor("the second server to know of the lock", locked, 20);
      },
    ),
    check(
      "a server that lost its volume has everything again before it says that it is ready",
      async (_, { first, second }) => {
        await second.stop();
        second.loseVolume();
        await second.start();
        const { stdout } = await second.search(READER, NAMES.people, "(uid=*)", ["uid"]);
        assert.match(stdout, /uid: ada\.bell/);
        assert.match(stdout, /uid: bo\.cole/);
        const units = await first.search(READER, NAMES.people, "(ou=people)", ["entryUUID"]);
        assert.deepEqual(
          (await second.search(READER, NAMES.people, "(ou=people)", ["entryUUID"])).stdout,
          units.stdout,
        );
      },
    ),
    check(
      "a copy holds everybody with the hash, the newest is kept, and slapadd takes it",
      async (_, { first }) => {
        const copy = await first.copy();
        assert.match(copy, /dn: uid=ada\.bell[^]*userPassword::[^]*entryUUID:/);
        assert.doesNotMatch(copy, /memberOf|pilots,cn=services/);
      },
    ),
    check("a renewed certificate is noticed", async (_, { second }) => {
      assert.equal((await second.script("alive.sh", [0])).code, 0);
      second.touchCertificate();
      assert.notEqual((await second.script("alive.sh", [0, 1, 2])).code, 0);
    }),
    check(
      "a person of the directory signs in to Keycloak, and the claims and groups are right",
      async (_, state) => {
        await state.keycloak.start();
        const claims = await signIn(state.keycloak, CLIENT, { username: "ada.bell", password: PASSWORD });
        const { sub, ...others } = claims;
        assert.match(String(sub), /^[0-9a-f-]{36}$/);
        assert.deepEqual(others, {
          email_verified: true,
          name: "Ada Bell",
          preferred_username: "ada.bell",
          given_name: "Ada",
          family_name: "Bell",
          email: "ada.bell@outpost.example",
          [GROUPS]: ["pilots"],
        });
      },
    ),
    check("a wrong password, a locked and a disabled account are refused", async (_, { first, keycloak }) => {
      const refused = (username: string, password: string) =>
        assert.rejects(signIn(keycloak, CLIENT, { username, password }), /not signed in/);
      await refused("ada.bell", "wrong");
      await refused("bo.cole", PASSWORD);
      await first.add(ADMIN, person("cy.dunn", "Cy", "Dunn"));
      await signIn(keycloak, CLIENT, { username: "cy.dunn", password: PASSWORD });
      const disable = [
        `dn: ${dnOf("cy.dunn")}`,
        "changetype: modify",
        "add: pwdAccountLockedTime",
        "pwdAccountLockedTime: 000001010000Z",
      ];
      assert.equal((await first.modify(WRITER, disable)).code, 0);
      await refused("cy.dunn", PASSWORD);
    }),
    check(
      "one server gone: people sign in at the other; both gone or silent: the realm's own people do",
      async (ctx, state) => {
        const { first, second, keycloak } = state;
        const normal = await secondsToSignIn(keycloak, CLIENT, LOCAL);
        await first.stop();
        await signIn(keycloak, CLIENT, { username: "ada.bell", password: PASSWORD });
        await second.stop();
        const unreachable = await secondsToSignIn(keycloak, CLIENT, LOCAL);
        const holes = [await blackHole(ctx, first.port), await blackHole(ctx, second.port)];
        const silent = await secondsToSignIn(keycloak, CLIENT, LOCAL);
        for (const hole of holes) await hole.stop();
        for (const seconds of [unreachable, silent]) {
          assert.ok(seconds <= normal + 1, `${seconds.toFixed(1)} s in place of ${normal.toFixed(1)} s`);
        }
      },
    ),
  ],
};
