import assert from "node:assert/strict";
import { synth } from "../../support/synth";
import type { Check, Part } from "../part";
import { asBuilt, authorizationUrl, claimsOf, fillIn, prepare, type State } from "./dex/scene";
import { wordsOf } from "./keycloak/browser";
import { ADMIN, NAMES, POLICY, WRITER } from "./ldap/directory-server";
import { dnOf, PASSWORD } from "./ldap/scene";
import { manifestsOf } from "./policy-lint/manifests";

const check = (name: string, run: Check<State>["run"], note?: string): Check<State> => ({
  name,
  level: "P4",
  note,
  run,
});

const replace = (username: string, attribute: string, value: string): readonly string[] => [
  `dn: ${dnOf(username)}`,
  "changetype: modify",
  `replace: ${attribute}`,
  `${attribute}: ${value}`,
];

/** The rendered dex before Debian's slapd and behind NGINX. */
export const part: Part<State> = {
  name: "dex",
  title: "dex before OpenLDAP and behind NGINX, without Keycloak",
  needs: ["debian", "kubernetes"],
  seconds: 20,
  inOrder: true,
  proves: ["Dex"],
  prepare,
  checks: [
    check(
      "a person of the directory signs in by NGINX, and the claims are what Mattermost's settings expect",
      async (_, state) => {
        const claims = await claimsOf(state, await fillIn(state, "ada.bell"));
        const { sub, iss, email, email_verified, name, preferred_username, groups } = claims;
        assert.ok(typeof sub === "string" && sub.length > 20);
        assert.deepEqual(
          { iss, email, email_verified, name, preferred_username, groups },
          {
            iss: state.url,
            email: "ada.bell@outpost.example",
            email_verified: true,
            name: "Ada Bell",
            preferred_username: "ada.bell",
            groups: undefined,
          },
        );
      },
      "a build of dex's main line, five months younger than the release that is deployed",
    ),
    check(
      "another address and name are the same person, and groups are told to who asks",
      async (_, state) => {
        const { directory } = state;
        const before = await claimsOf(state, await fillIn(state, "ada.bell"));
        await directory.modify(WRITER, replace("ada.bell", "mail", "ada.dunn@outpost.example"));
        await directory.modify(WRITER, replace("ada.bell", "cn", "Ada Dunn"));
        const group = ["objectClass: groupOfNames", "cn: pilots", `member: ${dnOf("ada.bell")}`];
        assert.equal((await directory.add(WRITER, [`dn: cn=pilots,${NAMES.groups}`, ...group])).code, 0);
        const scope = "openid profile email groups";
        const after = await claimsOf(state, await fillIn(state, "ada.bell", PASSWORD, { scope }));
        assert.equal(after.sub, before.sub);
        assert.equal(after.email, "ada.dunn@outpost.example");
        assert.deepEqual(after.groups, ["pilots"]);
      },
    ),
    check(
      "a wrong, an empty and a stranger's password, a locked and a disabled account are refused",
      async (_, state) => {
        const { directory } = state;
        const refused = async (username: string, password?: string): Promise<void> => {
          const page = await fillIn(state, username, password);
          assert.equal(page.location, undefined, username);
          assert.match(wordsOf(page), /Invalid/, username);
        };
        await refused("ada.bell", "wrong");
        await refused("ada.bell", "");
        await refused("nobody", PASSWORD);
        await refused("*", PASSWORD);
        for (let turn = 0; turn < POLICY.failures; turn += 1) await refused("bo.cole", "wrong");
        await refused("bo.cole");
        await claimsOf(state, await fillIn(state, "cy.dunn"));
        const disable = [
          `dn: ${dnOf("cy.dunn")}`,
          "changetype: modify",
          "add: pwdAccountLockedTime",
          "pwdAccountLockedTime: 000001010000Z",
        ];
        assert.equal((await directory.modify(WRITER, disable)).code, 0);
        await refused("cy.dunn");
      },
    ),
    check("no other flow, no other address, no client with a wrong secret", async (_, state) => {
      const { client, dex } = state;
      const elsewhere = await state
        .browser()
        .open(authorizationUrl(state, { redirect_uri: "https://elsewhere.example/" }));
      assert.equal(elsewhere.status, 400);
      const implicit = await state
        .browser()
        .open(authorizationUrl(state, { response_type: "token" }), undefined, client.redirectUri);
      assert.doesNotMatch(implicit.location ?? "", /access_token/);
      const token = (form: Readonly<Record<string, string>>) =>
        dex.browser().once(`${dex.inside}/token`, form);
      const person = { username: "ada.bell", password: PASSWORD, scope: "openid" };
      const own = { client_id: client.id, client_secret: client.secret };
      assert.equal((await token({ grant_type: "password", ...person, ...own })).status, 400);
      const { location = "" } = await fillIn(state, "ada.bell");
      const code = new URL(location).searchParams.get("code") ?? "";
      const exchange = { grant_type: "authorization_code", code, redirect_uri: client.redirectUri };
      assert.equal((await token({ ...exchange, ...own, client_secret: "wrong" })).status, 401);
      assert.equal((await token({ ...exchange, ...own })).status, 200);
      assert.equal((await token({ ...exchange, ...own })).status, 400, "a code was taken twice");
    }),
    check("outside there are no tokens, no keys, no device codes and no health", async (_, state) => {
      const browser = state.browser();
      for (const path of [
        "/",
        "/token",
        "/userinfo",
        "/keys",
        "/device",
        "/.well-known/openid-configuration",
        "/metrics",
      ]) {
        assert.equal((await browser.once(state.url + path)).status, 404, path);
      }
      const form = await browser.open(authorizationUrl(state));
      const links = [...form.body.matchAll(/(?:href|src)="([^"#]+)"/g)].map(
        ([, link = ""]) => new URL(link, form.url),
      );
      assert.ok(links.length >= 3);
      for (const { href } of links) assert.equal((await browser.once(href)).status, 200, href);
    }),
    check(
      "a directory that was away is asked again, and a sign-in meanwhile says so soon",
      async (_, state) => {
        const { directory } = state;
        await directory.stop();
        const started = performance.now();
        const page = await fillIn(state, "ada.bell");
        assert.equal(page.location, undefined);
        assert.ok(performance.now() - started < 5000);
        await directory.start();
        await claimsOf(state, await fillIn(state, "ada.bell"));
      },
    ),
    check(
      "a word that it does not know stops it, and a renewed certificate is noticed",
      async (_, { dex }) => {
        const misspelt = await dex.failure((config) =>
          config.replace('"skipApprovalScreen"', '"skipAproval"'),
        );
        assert.match(misspelt, /^[^0].*unknown field/s);
        assert.equal((await dex.alive()).code, 0);
        dex.touchCertificate();
        assert.notEqual((await dex.alive()).code, 0);
      },
    ),
    check("the log names who was refused and from where, and no password", async (_, { dex }) => {
      const logs = dex.logs();
      assert.match(logs, /"username mapped to entry"/);
      assert.match(logs, /127\.0\.0\.1/);
      for (const secret of [PASSWORD, "secret-of-mattermost", ADMIN.password])
        assert.ok(!logs.includes(secret));
      await Promise.resolve();
    }),
    {
      name: "the objects are admitted under restricted and the server comes up",
      level: "P3",
      async run(ctx) {
        const kubernetes = await ctx.kubernetes();
        const namespace = await kubernetes.namespace("dex", "restricted");
        const { stack } = asBuilt("https://sign-in.example", namespace);
        const objects = manifestsOf(synth(stack)).filter(({ kind }) => kind !== "Namespace");
        await kubernetes.apply(objects, namespace);
        await kubernetes.rollout("deployment/dex", namespace);
      },
    },
  ],
};
