import assert from "node:assert/strict";
import { wordsOf, type Browser, type Page } from "./browser";

/** A realm as people reach it. */
export interface SignInPlace {
  readonly realmUrl: string;
  browser(): Browser;
}

/** What Mattermost's settings say of the provider. */
export interface Client {
  readonly id: string;
  readonly secret: string;
  readonly scope: string;
  readonly redirectUri: string;
}

export type Claims = Readonly<Record<string, unknown>>;

export interface Person {
  readonly username: string;
  readonly password: string;
  /** Set at the first sign-in, in place of a one-time password. */
  readonly newPassword?: string;
}

/** Signs in by the form and returns what the user-info endpoint tells Mattermost. */
export async function signIn(server: SignInPlace, client: Client, person: Person): Promise<Claims> {
  const browser = server.browser();
  const form = await browser.open(await authorizationUrl(server, client));
  const { username, password, newPassword } = person;
  let page = await browser.submit(form, "kc-form-login", { username, password }, client.redirectUri);
  if (newPassword !== undefined) {
    const values = { "password-new": newPassword, "password-confirm": newPassword };
    page = await browser.submit(page, "kc-passwd-update-form", values, client.redirectUri);
  }
  return claimsOf(server, client, page);
}

/** Signs in by the button of the outside provider, whose own form is filled in. */
export async function signInByBroker(server: SignInPlace, client: Client, person: Person): Promise<Claims> {
  const browser = server.browser();
  const first = await browser.open(await authorizationUrl(server, client));
  const form = await browser.follow(first, "social-entra");
  const { username, password } = person;
  const page = await browser.submit(form, "kc-form-login", { username, password }, client.redirectUri);
  return claimsOf(server, client, page);
}

/** Seconds that the whole sign-in takes, the middle one of three. */
export async function secondsToSignIn(server: SignInPlace, client: Client, person: Person): Promise<number> {
  const seconds: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const started = performance.now();
    await signIn(server, client, person);
    seconds.push((performance.now() - started) / 1000);
  }
  return seconds.sort((a, b) => a - b)[1] ?? Infinity;
}

interface Discovery {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly userinfo_endpoint: string;
}

async function discovery(server: SignInPlace): Promise<Discovery> {
  const { body } = await server.browser().open(`${server.realmUrl}/.well-known/openid-configuration`);
  return JSON.parse(body) as Discovery;
}

export async function authorizationUrl(
  server: SignInPlace,
  { id, scope, redirectUri }: Client,
): Promise<string> {
  const { authorization_endpoint } = await discovery(server);
  const query = { response_type: "code", client_id: id, scope, redirect_uri: redirectUri, state: "state" };
  return `${authorization_endpoint}?${new URLSearchParams(query).toString()}`;
}

/** The code is given for a token with the client's secret, as Mattermost does it. */
export async function claimsOf(server: SignInPlace, client: Client, page: Page): Promise<Claims> {
  const { location = "" } = page;
  assert.ok(location.startsWith(client.redirectUri), `not signed in: ${wordsOf(page)}`);
  const code = new URL(location).searchParams.get("code");
  assert.ok(code !== null, `no code in ${location}`);
  const { token_endpoint, userinfo_endpoint } = await discovery(server);
  const browser = server.browser();
  const { body } = await browser.once(token_endpoint, {
    grant_type: "authorization_code",
    code,
    client_id: client.id,
    client_secret: client.secret,
    redirect_uri: client.redirectUri,
  });
  const { access_token } = JSON.parse(body) as { readonly access_token?: string };
  assert.ok(access_token !== undefined, `no token: ${body.slice(0, 300)}`);
  const headers = { authorization: `Bearer ${access_token}` };
  return JSON.parse((await browser.once(userinfo_endpoint, undefined, headers)).body) as Claims;
}
