import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GROUPS } from "../../../src/constructs/identity/realm/clients";
import type { Part } from "../part";
import { blackHole } from "./keycloak/black-hole";
import { applyAgain, everything } from "./keycloak/realm-again";
import { ROSTER_CHECKS } from "./keycloak/roster-checks";
import {
  ADA,
  check,
  CLIENT,
  CLOUD_PASSWORD,
  counts,
  prepare,
  SECRETS,
  writeRoster,
  type State,
} from "./keycloak/scene";
import { secondsToSignIn, signIn, signInByBroker } from "./keycloak/sign-in";

const inFlow = (path: string): boolean => /^authentication\/(flows|executions)/.test(path);

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
    ...ROSTER_CHECKS,
  ],
};
