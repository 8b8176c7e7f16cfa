import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GROUPS } from "../../../src/constructs/identity/realm/clients";
import { REALM_SECRETS } from "../../../src/constructs/identity/realm/names";
import { renderRealm } from "../../../src/constructs/identity/realm/realm";
import type { Realm } from "../../../src/constructs/identity/realm/representation";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import { selfSigned } from "../toolchain/certificates";
import { blackHole } from "./keycloak/black-hole";
import { Holdfast } from "./keycloak/holdfast";
import { applyAgain, everything } from "./keycloak/realm-again";
import { KeycloakServer } from "./keycloak/server";
import { secondsToSignIn, signIn, signInByBroker, type Client } from "./keycloak/sign-in";

const SITE = "https://chat.outpost.example";
const SECRETS = {
  [REALM_SECRETS.mattermost]: "secret-of-mattermost",
  [REALM_SECRETS.broker]: "secret-of-the-broker",
};
const CLIENT: Client = {
  id: "mattermost",
  secret: SECRETS[REALM_SECRETS.mattermost],
  scope: "profile openid email",
  redirectUri: `${SITE}/signup/openid/complete`,
};
const ADA = { username: "ada.bell", password: "A new password of Ada's 7" };
const CLOUD_PASSWORD = "password at the cloud";

/** The scale that rosters must be seen at: 5,000, whatever it costs. */
const PEOPLE = 5000;
const IN_FLIGHT = 6;
/** One in so many gets a one-time password: each costs the server a hash. */
const WITH_PASSWORD = 5;

interface State {
  readonly realm: Realm;
  readonly outpost: KeycloakServer;
  readonly cloud: KeycloakServer;
  readonly cloudPort: number;
  readonly holdfast: Holdfast;
  readonly folder: string;
}

/** The other Keycloak's realm, in the part of an Entra tenant. */
function cloudRealm(callback: string): { readonly realm: string } & Readonly<Record<string, unknown>> {
  return {
    realm: "cloud",
    enabled: true,
    clients: [
      {
        clientId: "holdfast",
        secret: SECRETS[REALM_SECRETS.broker],
        redirectUris: [callback],
        standardFlowEnabled: true,
      },
    ],
    users: [
      {
        username: ADA.username,
        email: "ada.bell@outpost.example",
        emailVerified: true,
        firstName: "Ada",
        lastName: "Bell",
        enabled: true,
        credentials: [{ type: "password", value: CLOUD_PASSWORD }],
      },
    ],
  };
}

async function prepare(ctx: Context): Promise<State> {
  const folder = ctx.tmp("keycloak");
  const certificate = await selfSigned(folder, "server", ["127.0.0.1"]);
  const port = await ctx.freePort();
  const cloudPort = await ctx.freePort();
  const callback = `https://127.0.0.1:${port}/realms/outpost/broker/entra/endpoint`;
  const cloud = await KeycloakServer.create(ctx, certificate, {
    name: "cloud",
    port: cloudPort,
    realm: cloudRealm(callback),
  });
  const openId = `${cloud.realmUrl}/protocol/openid-connect`;
  const realm = renderRealm({
    name: "outpost",
    mattermost: { siteUrl: SITE },
    groups: ["pilots"],
    broker: {
      tenantId: "11111111-2222-3333-4444-555555555555",
      clientId: "holdfast",
      endpoints: {
        issuer: cloud.realmUrl,
        authorizationUrl: `${openId}/auth`,
        tokenUrl: `${openId}/token`,
        jwksUrl: `${openId}/certs`,
      },
    },
  });
  const outpost = await KeycloakServer.create(ctx, certificate, {
    name: "outpost",
    port,
    realm,
    environment: SECRETS,
    trusts: certificate.certificateFile,
    busy: true,
  });
  await Promise.all([outpost.start(), cloud.start()]);
  return { realm, outpost, cloud, cloudPort, holdfast: new Holdfast(ctx, outpost), folder };
}

const check = (name: string, run: Check<State>["run"], note?: string): Check<State> => ({
  name,
  level: "P4",
  note,
  run,
});

function writeRoster({ folder }: State, name: string, rows: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, ["username,email,firstName,lastName,groups,offline", ...rows, ""].join("\n"));
  return file;
}

const inFlow = (path: string): boolean => /^authentication\/(flows|executions)/.test(path);

type Applied = Readonly<Record<"created" | "updated" | "unchanged", number>>;

const counts = (stdout: string): unknown => (JSON.parse(stdout) as { readonly applied: unknown }).applied;

/** The rendered realm, people from a roster and a broken link to the cloud, in the real Keycloak. */
export const part: Part<State> = {
  name: "keycloak",
  title: "Keycloak 26 with the rendered realm, people of a roster and a provider behind a dead link",
  needs: [],
  seconds: 130,
  proves: ["Keycloak"],
  prepare,
  checks: [
    check(
      "OpenID discovery and SAML metadata are the ones that Mattermost is told",
      async (_, { outpost }) => {
        const page = await outpost.browser().open(`${outpost.realmUrl}/.well-known/openid-configuration`);
        const discovery = JSON.parse(page.body) as Readonly<Record<string, string | readonly string[]>>;
        assert.equal(discovery.issuer, outpost.realmUrl);
        for (const endpoint of ["authorization_endpoint", "token_endpoint", "userinfo_endpoint"]) {
          assert.ok(String(discovery[endpoint]).startsWith(`${outpost.realmUrl}/protocol/openid-connect/`));
        }
        for (const scope of CLIENT.scope.split(" ")) assert.ok(discovery.scopes_supported?.includes(scope));
        const saml = `${outpost.realmUrl}/protocol/saml`;
        const { body } = await outpost.browser().open(`${saml}/descriptor`);
        assert.ok(body.includes(`entityID="${outpost.realmUrl}"`));
        assert.match(body, /<ds:X509Certificate>MII[^<]+</);
        assert.match(body, new RegExp(`HTTP-POST" Location="${saml}"`));
        assert.match(body, /WantAuthnRequestsSigned/);
      },
    ),
    check(
      "a person of the roster signs in with the one-time password, and the claims are right",
      async (_, state) => {
        const { outpost, holdfast } = state;
        const row = `${ADA.username},ada.bell@outpost.example,Ada,Bell,pilots|watch,password`;
        const secrets = join(state.folder, "ada.secrets");
        const args = [writeRoster(state, "ada.csv", [row]), "--secrets-out", secrets, "--json"];
        assert.deepEqual(counts((await holdfast.users(["apply", ...args])).stdout), {
          groups: 1,
          created: 1,
          updated: 0,
          disabled: 0,
          unchanged: 0,
          oneTimePasswords: 1,
        });
        const password = /^ada\.bell,(.*)$/m.exec(readFileSync(secrets, "utf8"))?.[1] ?? "";
        await assert.rejects(
          signIn(outpost, CLIENT, { username: ADA.username, password: "wrong" }),
          /not signed in: 200 Sign in to/,
        );
        const first = await signIn(outpost, CLIENT, {
          username: ADA.username,
          password,
          newPassword: ADA.password,
        });
        const { sub, [GROUPS]: groups, ...claims } = first;
        assert.match(String(sub), /^[0-9a-f-]{36}$/);
        assert.deepEqual([...(groups as readonly string[])].sort(), ["pilots", "watch"]);
        assert.deepEqual(claims, {
          email_verified: true,
          name: "Ada Bell",
          preferred_username: ADA.username,
          given_name: "Ada",
          family_name: "Bell",
          email: "ada.bell@outpost.example",
        });
        assert.deepEqual(await signIn(outpost, CLIENT, ADA), first);
      },
    ),
    check(
      "the realm applied again and again stays the same, and nobody is lost",
      async (_, { outpost, realm }) => {
        const admin = outpost.admin();
        const people = await admin.list("users");
        const claims = await signIn(outpost, CLIENT, ADA);
        // The first update writes some defaults out, and drops one that only an import writes.
        await applyAgain(admin, realm, SECRETS, (path) => !inFlow(path));
        const before = await everything(admin);
        assert.deepEqual(await applyAgain(admin, realm, SECRETS, (path) => !inFlow(path)), []);
        assert.deepEqual([await everything(admin), await admin.list("users")], [before, people]);
        assert.deepEqual(await signIn(outpost, CLIENT, ADA), claims);
      },
      "the job's steps are sent by the harness, not by kcadm.sh",
    ),
    check(
      "the outside provider signs the same person in, and its silence costs a local sign-in nothing",
      async (ctx, { outpost, cloud, cloudPort }) => {
        const local = await signIn(outpost, CLIENT, ADA);
        const cloudAda = { username: ADA.username, password: CLOUD_PASSWORD };
        assert.deepEqual(await signInByBroker(outpost, CLIENT, cloudAda), local);
        const normal = await secondsToSignIn(outpost, CLIENT, ADA);
        await cloud.stop();
        const unreachable = await secondsToSignIn(outpost, CLIENT, ADA);
        const hole = await blackHole(ctx, cloudPort);
        const silent = await secondsToSignIn(outpost, CLIENT, ADA);
        await hole.stop();
        for (const seconds of [unreachable, silent]) {
          assert.ok(seconds <= normal + 1, `${seconds.toFixed(1)} s in place of ${normal.toFixed(1)} s`);
        }
      },
      "a second Keycloak plays Entra ID",
    ),
    check("the flow of the outside provider applied again stays as it is", async (_, { outpost, realm }) => {
      assert.deepEqual(await applyAgain(outpost.admin(), realm, SECRETS, inFlow), []);
    }),
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
  ],
};
