import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Dex } from "../../../../src/constructs/identity/dex/dex";
import { OpenLdap } from "../../../../src/constructs/identity/ldap/openldap";
import { singleSignOnSettings } from "../../../../src/constructs/identity/single-sign-on-settings";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { testStack } from "../../../support/synth";
import type { Context } from "../../context";
import { selfSigned } from "../../toolchain/certificates";
import { Browser, wordsOf, type Page } from "../keycloak/browser";
import type { Claims, Client } from "../keycloak/sign-in";
import { ADMIN, DirectoryServer } from "../ldap/directory-server";
import { PASSWORD, person } from "../ldap/scene";
import { NameServer } from "../nginx/name-server";
import { freePorts, Proxy } from "../nginx/proxy";
import { DexServer } from "./dex-server";

const SITE = "https://chat.example";
const HOST = "sign-in.example";

/** The construct with its directory; nothing of it is applied here. */
export function asBuilt(url: string, namespaceName = "outpost") {
  const stack = testStack();
  const namespace = Namespace.fromName(stack, "Namespace", namespaceName);
  const certificate = (id: string) => ({
    secret: Secret.fromName(stack, `${id}Certificate`, { name: `${id.toLowerCase()}-tls` }),
    ca: Secret.fromName(stack, `${id}Authority`, { name: `${id.toLowerCase()}-tls` }),
  });
  const directory = new OpenLdap(stack, "Directory", {
    namespace,
    baseDn: "dc=outpost,dc=example",
    tls: certificate("OpenLdap"),
  });
  const dex = new Dex(stack, "Dex", { namespace, url, tls: certificate("Dex"), directory, siteUrl: SITE });
  return { stack, dex };
}

export interface State {
  readonly dex: DexServer;
  readonly directory: DirectoryServer;
  /** Address that people type; NGINX answers there. */
  readonly url: string;
  /** What Mattermost is told. */
  readonly client: Client;
  /** A browser outside: it knows NGINX only. */
  browser(): Browser;
}

export async function prepare(ctx: Context): Promise<State> {
  const directory = await directoryWithPeople(ctx);
  const ports = await freePorts();
  const url = `https://${HOST}:${ports.https}`;
  const { published, identity } = asBuilt(url).dex;
  const { OpenIdSettings } = singleSignOnSettings(identity, {
    siteUrl: SITE,
    version: "11.7.9",
    sessionDays: 30,
    passwordSignIn: false,
  });
  const client: Client = {
    id: OpenIdSettings?.Id ?? "",
    secret: "secret-of-mattermost",
    scope: OpenIdSettings?.Scope ?? "",
    redirectUri: `${SITE}/signup/openid/complete`,
  };
  assert.equal(OpenIdSettings?.AuthEndpoint, `${url}/auth`);
  const dex = await DexServer.create(ctx, {
    url,
    serverName: published.serverName,
    client,
    directory: directory.server.url,
    authority: directory.certificate,
  });
  await dex.start();
  const names = await NameServer.start();
  names.answerWith(["127.0.0.1"]);
  ctx.ending({
    stop: () => {
      names.stop();
      return Promise.resolve();
    },
  });
  const { name, paths, closedPaths, serverName } = published;
  const upstream = { host: "members.example", port: dex.port, serverName };
  const proxy = ctx.ending(
    await Proxy.start(
      await ctx.debian(),
      ctx.tmp("nginx"),
      {
        siteUrl: `${SITE}:${ports.https}`,
        upstream: { host: "servers.example", port: 9 },
        resolvers: [`127.0.0.1:${names.port}`],
        hosts: [{ name, url, paths, closedPaths, upstream }],
      },
      [{ name, host: HOST, authority: dex.certificate }],
      ports,
    ),
  );
  return {
    dex,
    directory: directory.server,
    url,
    client,
    browser: () => new Browser(proxy.hostCertificate(name), "127.0.0.1"),
  };
}

async function directoryWithPeople(ctx: Context) {
  const debian = await ctx.debian();
  const uid = Number((await debian.run("id", ["-u", "openldap"])).stdout);
  const { certificate, keyFile } = await selfSigned(ctx.tmp("certificates"), "server", ["127.0.0.1"]);
  const options = { node: 0, ports: [await ctx.freePort()], uid };
  const server = new DirectoryServer(ctx, debian, ctx.tmp("ldap"), options);
  server.prepare({ certificate, key: readFileSync(keyFile, "utf8") });
  await server.start();
  for (const [username, first, last] of [
    ["ada.bell", "Ada", "Bell"],
    ["bo.cole", "Bo", "Cole"],
    ["cy.dunn", "Cy", "Dunn"],
  ] as const) {
    assert.equal((await server.add(ADMIN, person(username, first, last))).code, 0);
  }
  return { server, certificate };
}

/** Where Mattermost sends a person. */
export function authorizationUrl(
  { client, url }: State,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = {
    response_type: "code",
    client_id: client.id,
    scope: client.scope,
    redirect_uri: client.redirectUri,
    state: "state",
    ...more,
  };
  return `${url}/auth?${new URLSearchParams(query).toString()}`;
}

/** The form of the name and password, filled in; what comes after it. */
export async function fillIn(
  state: State,
  username: string,
  password = PASSWORD,
  more: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const browser = state.browser();
  const form = await browser.open(authorizationUrl(state, more));
  const action = /<form[^>]*action="([^"]*)"/.exec(form.body)?.[1]?.replaceAll("&amp;", "&");
  assert.ok(action !== undefined, `no form: ${wordsOf(form)}`);
  return browser.open(
    new URL(action, form.url).href,
    { login: username, password },
    state.client.redirectUri,
  );
}

/** The code is given for a token inside, with the client's secret, as Mattermost does it. */
export async function claimsOf(state: State, page: Page): Promise<Claims> {
  const { client, dex } = state;
  const { location = "" } = page;
  assert.ok(location.startsWith(client.redirectUri), `not signed in: ${wordsOf(page)}`);
  const browser = dex.browser();
  const { body } = await browser.once(`${dex.inside}/token`, {
    grant_type: "authorization_code",
    code: new URL(location).searchParams.get("code") ?? "",
    client_id: client.id,
    client_secret: client.secret,
    redirect_uri: client.redirectUri,
  });
  const { access_token } = JSON.parse(body) as { readonly access_token?: string };
  assert.ok(access_token !== undefined, `no token: ${body.slice(0, 300)}`);
  const headers = { authorization: `Bearer ${access_token}` };
  return JSON.parse((await browser.once(`${dex.inside}/userinfo`, undefined, headers)).body) as Claims;
}
