import assert from "node:assert/strict";
import { REALM_SECRETS } from "../../../../src/constructs/identity/realm/names";
import { renderRealm } from "../../../../src/constructs/identity/realm/realm";
import { SIGN_IN_FLOW } from "../../../../src/constructs/identity/realm/sign-in-flow";
import type { Check } from "../../part";
import { wordsOf, type Page } from "./browser";
import { applyAgain, withoutFlow } from "./realm-again";
import { SecurityKey, type Ceremony } from "./security-key";
import { authorizationUrl, claimsOf } from "./sign-in";
import { afterPassword, check, CLIENT, REALM, SECRET, type State } from "./sign-in-scene";

/** A value that a page hands to its scripts. */
const said = ({ body }: Page, name: string): string =>
  new RegExp(`\\b${name}\\s*:\\s*["']([^"']*)["']`).exec(body)?.[1]?.replaceAll("\\/", "/") ?? "";

/** What the page would hand to the browser's own interface for keys. */
function ceremonyOf(page: Page): Ceremony {
  const challenge = said(page, "challenge");
  assert.ok(challenge.length > 20, `no challenge: ${wordsOf(page)}`);
  return { challenge, relyingParty: said(page, "rpId"), origin: new URL(page.url).origin };
}

/** Security keys, beside the password and in its place. */
export const KEY_CHECKS: readonly Check<State>[] = [
  check(
    "a security key is set up at the first sign-in, and asked for at the next; a forged one is refused",
    async (state) => {
      const { outpost } = state;
      const key = new SecurityKey();
      const first = await afterPassword(state, "cy.dunn");
      const asked = ceremonyOf(first.page);
      assert.equal(asked.relyingParty, new URL(outpost.url).hostname);
      const done = await first.browser.submit(
        first.page,
        "register",
        key.register(asked),
        CLIENT.redirectUri,
      );
      assert.equal((await claimsOf(outpost, CLIENT, done)).preferred_username, "cy.dunn");

      const again = await afterPassword(state, "cy.dunn");
      assert.equal(again.page.location, undefined, "a password was enough");
      const forged = key.forged().signIn(ceremonyOf(again.page));
      const refused = await again.browser.submit(again.page, "webauth", forged, CLIENT.redirectUri);
      assert.equal(refused.location, undefined, "a forged key was taken");
      const next = await afterPassword(state, "cy.dunn");
      const values = key.signIn(ceremonyOf(next.page));
      const right = await next.browser.submit(next.page, "webauth", values, CLIENT.redirectUri);
      assert.equal((await claimsOf(outpost, CLIENT, right)).preferred_username, "cy.dunn");
    },
  ),
  check("a key in place of the password: nobody types a name, and a forged one is refused", async (state) => {
    const { outpost } = state;
    const key = new SecurityKey();
    const first = await afterPassword(state, "dee.ford");
    const owner = said(first.page, "userid");
    const fields = key.register(ceremonyOf(first.page));
    const done = await first.browser.submit(first.page, "register", fields, CLIENT.redirectUri);
    assert.equal((await claimsOf(outpost, CLIENT, done)).preferred_username, "dee.ford");

    const signInBy = async (held: SecurityKey): Promise<Page> => {
      const browser = outpost.browser();
      const page = await browser.open(await authorizationUrl(outpost, CLIENT));
      return browser.submit(page, "webauth", held.signIn(ceremonyOf(page), owner), CLIENT.redirectUri);
    };
    assert.equal((await signInBy(key.forged())).location, undefined, "a forged key was taken");
    assert.equal((await claimsOf(outpost, CLIENT, await signInBy(key))).preferred_username, "dee.ford");
  }),
  check(
    "a realm of before gets the flow of sign-in by the job's steps, and a key is asked for",
    async (state) => {
      const { outpost } = state;
      const admin = outpost.server.admin();
      await withoutFlow(admin, SIGN_IN_FLOW);
      assert.ok((await afterPassword(state, "cy.dunn")).page.location !== undefined);
      const secrets = { [REALM_SECRETS.mattermost]: SECRET };
      const made = await applyAgain(admin, renderRealm(REALM), secrets, () => true);
      assert.ok(
        made.every((at) => at.startsWith("authentication/flows")),
        made.join(),
      );
      assert.ok(made.length > 5);
      assert.equal((await afterPassword(state, "cy.dunn")).page.location, undefined);
      assert.deepEqual(await applyAgain(admin, renderRealm(REALM), secrets, () => true), []);
    },
  ),
];
