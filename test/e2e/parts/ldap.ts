import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { GROUPS } from "../../../src/constructs/identity/realm/clients";
import { REALM_SECRETS } from "../../../src/constructs/identity/realm/names";
import { renderRealm } from "../../../src/constructs/identity/realm/realm";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import { selfSigned } from "../toolchain/certificates";
import {
  ADMIN,
  DirectoryServer,
  NAMES,
  PASSWORDS,
  POLICY,
  READER,
  WRITER,
  type Bind,
} from "./ldap/directory-server";
import { KeycloakServer } from "./keycloak/server";
import { secondsToSignIn, signIn, type Client } from "./keycloak/sign-in";

const SITE = "https://chat.outpost.example";
const CLIENT: Client = {
  id: "mattermost",
  secret: "secret-of-mattermost",
  scope: "profile openid email",
  redirectUri: `${SITE}/signup/openid/complete`,
};
const PASSWORD = "a password of the watch";
const INVALID_CREDENTIALS = 49;
const INSUFFICIENT_ACCESS = 50;
const CONSTRAINT_VIOLATION = 19;
const LOCAL = { username: "local.lee", password: "A password of the realm 7" };

interface State {
  readonly first: DirectoryServer;
  readonly second: DirectoryServer;
  readonly keycloak: KeycloakServer;
}

const dnOf = (username: string): string => `uid=${username},${NAMES.people}`;
const personal = (username: string, password = PASSWORD): Bind => ({ dn: dnOf(username), password });

function person(username: string, first: string, last: string): readonly string[] {
  return [
    `dn: ${dnOf(username)}`,
    "objectClass: inetOrgPerson",
    `uid: ${username}`,
    `cn: ${first} ${last}`,
    `givenName: ${first}`,
    `sn: ${last}`,
    `mail: ${username}@outpost.example`,
    `userPassword: ${PASSWORD}`,
  ];
}

async function prepare(ctx: Context): Promise<State> {
  const debian = await ctx.debian();
  const uid = Number((await debian.run("id", ["-u", "openldap"])).stdout);
  const folder = ctx.tmp("ldap");
  const files = await selfSigned(ctx.tmp("certificates"), "server", ["127.0.0.1"]);
  const certificate = { certificate: files.certificate, key: readFileSync(files.keyFile, "utf8") };
  const ports = [await ctx.freePort(), await ctx.freePort()];
  const nodes = [0, 1].map((node) => new DirectoryServer(ctx, debian, folder, { node, ports, uid }));
  for (const node of nodes) node.prepare(certificate);
  const [first, second] = nodes as [DirectoryServer, DirectoryServer];
  await first.start();
  await second.start();
  const keycloak = await KeycloakServer.create(ctx, files, {
    name: "federated",
    port: await ctx.freePort(),
    trusts: files.certificateFile,
    environment: {
      [REALM_SECRETS.mattermost]: CLIENT.secret,
      [REALM_SECRETS.directory]: PASSWORDS.READER_PASSWORD,
    },
    realm: {
      ...renderRealm({
        name: "outpost",
        mattermost: { siteUrl: SITE },
        directory: {
          vendor: "openldap",
          url: `${first.url} ${second.url}`,
          bindDn: READER.dn,
          usersDn: NAMES.people,
          groupsDn: NAMES.groups,
        },
      }),
      users: [
        {
          username: LOCAL.username,
          email: "local.lee@outpost.example",
          firstName: "Local",
          lastName: "Lee",
          enabled: true,
          credentials: [{ type: "password", value: LOCAL.password }],
        },
      ],
    },
  });
  return { first, second, keycloak };
}

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

/** Takes connections and says nothing. */
async function blackHole(ctx: Context, port: number): Promise<{ stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return ctx.ending({
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
