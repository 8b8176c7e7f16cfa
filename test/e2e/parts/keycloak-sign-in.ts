import assert from "node:assert/strict";
import { GROUPS } from "../../../src/constructs/identity/realm/clients";
import { renderRealm } from "../../../src/constructs/identity/realm/realm";
import { singleSignOnSettings } from "../../../src/constructs/identity/single-sign-on-settings";
import type { Part } from "../part";
import { oneTimeCode } from "./keycloak/one-time-code";
import { KEY_CHECKS } from "./keycloak/key-checks";
import { SamlProof } from "./keycloak/saml-proof";
import { ADMIN } from "./keycloak/server";
import { authorizationUrl, claimsOf, signIn } from "./keycloak/sign-in";
import {
  afterPassword,
  check,
  CLIENT,
  PASSWORD,
  prepare,
  REALM,
  SITE,
  valueOf,
  type State,
} from "./keycloak/sign-in-scene";
import { wordsOf } from "./keycloak/browser";

const PERIOD_SECONDS = 30;

/** How people get in where NGINX stands before Keycloak: by OpenID, by SAML, with a second factor. */
export const part: Part<State> = {
  name: "keycloak-sign-in",
  title:
    "Keycloak 26 behind NGINX: OpenID, SAML with Mattermost's own library, one-time codes, security keys",
  needs: ["debian"],
  proves: ["Keycloak", "NginxProxy", "SingleSignOn"],
  prepare,
  checks: [
    check("a person outside signs in by NGINX, and the claims are right", async ({ outpost }) => {
      const claims = await signIn(outpost, CLIENT, { username: "ada.bell", password: PASSWORD });
      assert.equal(claims.preferred_username, "ada.bell");
      assert.equal(claims.position, "Navigator");
      assert.deepEqual(claims[GROUPS], ["pilots"]);
    }),
    check(
      "the pages of sign-in and their pictures come from the people's address alone",
      async ({ outpost }) => {
        const browser = outpost.browser();
        const form = await browser.open(await authorizationUrl(outpost, CLIENT));
        const links = [...form.body.matchAll(/(?:href|src|action)="([^"#]+)"/g)].map(
          ([, link = ""]) => new URL(link.replaceAll("&amp;", "&"), form.url),
        );
        assert.ok(links.length > 3);
        for (const { origin, pathname } of links) {
          assert.equal(origin, outpost.url);
          assert.match(pathname, /^\/(realms\/outpost|resources)\//);
        }
        for (const { href, pathname } of links.filter(({ pathname: path }) =>
          path.startsWith("/resources/"),
        )) {
          assert.equal((await browser.once(href)).status, 200, pathname);
        }
        const account = await browser.open(`${outpost.realmUrl}/account/`);
        assert.equal(account.status, 200, wordsOf(account));
      },
    ),
    check("outside there is no console, no other realm, no health, no metrics", async ({ outpost }) => {
      const closed = [
        "/",
        "/admin/",
        "/admin/master/console/",
        "/admin/realms/outpost/users",
        "/realms/master/protocol/openid-connect/auth",
        "/realms/outpost/clients-registrations/openid-connect",
        "/metrics",
        "/health",
      ];
      const browser = outpost.browser();
      for (const path of closed) assert.equal((await browser.once(outpost.url + path)).status, 404, path);
    }),
    check("administrators reach the console by the near end of a port-forward", async ({ outpost }) => {
      const admin = outpost.server.admin();
      const master = outpost.server.admin("master");
      const near = outpost.server.url.replace("127.0.0.1", "localhost");
      // What the realm's job does at first.
      await master.call("PUT", "", { attributes: { frontendUrl: near } });
      const browser = outpost.server.browser();
      const page = await browser.open(`${near}/admin/master/console/`);
      for (const name of ["serverBaseUrl", "adminBaseUrl", "authUrl"]) {
        assert.ok(page.body.includes(`"${name}": "${near}"`), `${name} is not ${near}`);
      }
      const redirectUri = `${near}/admin/master/console/`;
      const query = new URLSearchParams({
        client_id: "security-admin-console",
        redirect_uri: redirectUri,
        response_type: "code",
        scope: "openid",
        code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        code_challenge_method: "S256",
      });
      const form = await browser.open(
        `${near}/realms/master/protocol/openid-connect/auth?${query.toString()}`,
      );
      const signedIn = await browser.submit(form, "kc-form-login", ADMIN, redirectUri);
      assert.match(signedIn.location ?? "", /[?&]code=/);
      assert.ok((await admin.get<number>("users/count")) >= 2);
      // People are still sent to their own address, and the administrators' realm goes back on request.
      await master.call("PUT", "", { attributes: { frontendUrl: "" } });
      const { body } = await browser.once(`${near}/realms/master/.well-known/openid-configuration`);
      assert.equal((JSON.parse(body) as { readonly issuer: string }).issuer, `${outpost.url}/realms/master`);
    }),
    check("SAML: Mattermost's own library sends the person and takes the signed answer", async (state) => {
      const { outpost, folder } = state;
      const { SamlSettings } = singleSignOnSettings(outpost.saml, {
        siteUrl: SITE,
        version: "11.7.9",
        sessionDays: 30,
        passwordSignIn: false,
      });
      assert.ok(SamlSettings?.Verify === true);
      const { body } = await outpost.browser().open(outpost.saml.metadataUrl ?? "");
      const certificate = /<ds:X509Certificate>([^<]+)</.exec(body)?.[1] ?? "";
      const pem = `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`;
      const mattermost = await SamlProof.open(folder, SamlSettings, pem);
      const browser = outpost.browser();
      const form = await browser.open(await mattermost.request());
      const page = await browser.submit(form, "kc-form-login", { username: "ada.bell", password: PASSWORD });
      const response = valueOf(page, "SAMLResponse") ?? "";
      assert.ok(page.body.includes(`action="${SITE}/login/sso/saml"`), wordsOf(page));
      assert.equal(valueOf(page, "RelayState"), "relay");
      const { nameId, attributes } = await mattermost.check(response);
      assert.equal(nameId, "ada.bell@outpost.example");
      const read = (name: string | undefined): string | undefined => attributes[name ?? ""]?.join();
      assert.match(read(SamlSettings.IdAttribute) ?? "", /^[0-9a-f-]{36}$/);
      assert.deepEqual(
        [
          SamlSettings.EmailAttribute,
          SamlSettings.UsernameAttribute,
          SamlSettings.FirstNameAttribute,
          SamlSettings.LastNameAttribute,
          SamlSettings.PositionAttribute,
        ].map(read),
        ["ada.bell@outpost.example", "ada.bell", "Ada", "Bell", "Navigator"],
      );
      const xml = Buffer.from(response, "base64").toString();
      const forged = Buffer.from(xml.replaceAll("ada.bell@", "eve.bell@")).toString("base64");
      await assert.rejects(mattermost.check(forged));
    }),
    check("a second factor is set up at the first sign-in, and asked for at the next", async (state) => {
      const { outpost } = state;
      const now = (): number => Date.now() / 1000;
      const first = await afterPassword(state, "bo.cole");
      const secret = valueOf(first.page, "totpSecret") ?? "";
      assert.ok(secret.length >= 20, wordsOf(first.page));
      const values = { totp: oneTimeCode(secret, now()), totpSecret: secret, userLabel: "phone" };
      const done = await first.browser.submit(
        first.page,
        "kc-totp-settings-form",
        values,
        CLIENT.redirectUri,
      );
      assert.equal((await claimsOf(outpost, CLIENT, done)).preferred_username, "bo.cole");

      const wrong = await afterPassword(state, "bo.cole");
      const refused = await wrong.browser.submit(
        wrong.page,
        "kc-otp-login-form",
        { otp: oneTimeCode(`${secret}x`, now()) },
        CLIENT.redirectUri,
      );
      assert.equal(refused.location, undefined);
      // The next code: one that was used is not taken again, and one step of drift is allowed.
      const otp = oneTimeCode(secret, now() + PERIOD_SECONDS);
      const right = await wrong.browser.submit(refused, "kc-otp-login-form", { otp }, CLIENT.redirectUri);
      assert.equal((await claimsOf(outpost, CLIENT, right)).preferred_username, "bo.cole");
      const again = await afterPassword(state, "bo.cole");
      const used = await again.browser.submit(again.page, "kc-otp-login-form", { otp }, CLIENT.redirectUri);
      assert.equal(used.location, undefined, "a code was taken twice");
    }),
    ...KEY_CHECKS,
    check("policies of codes, security keys and passwords are kept as rendered", async ({ outpost }) => {
      const kept = await outpost.server.admin().get<Readonly<Record<string, unknown>>>("");
      const rendered = Object.entries(renderRealm(REALM)).filter(([name]) =>
        /^(otpPolicy|webAuthnPolicy|passwordPolicy|bruteForce|ssoSession|offlineSession)/.test(name),
      );
      assert.ok(rendered.length > 15);
      for (const [name, value] of rendered) assert.deepEqual(kept[name], value, name);
      const actions = await outpost.server
        .admin()
        .get<readonly { readonly alias: string; readonly enabled: boolean }[]>(
          "authentication/required-actions",
        );
      const enabled = actions.filter((action) => action.enabled).map(({ alias }) => alias);
      for (const alias of ["CONFIGURE_TOTP", "webauthn-register", "webauthn-register-passwordless"]) {
        assert.ok(enabled.includes(alias), alias);
      }
    }),
  ],
};
