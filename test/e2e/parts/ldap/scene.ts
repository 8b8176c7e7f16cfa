import { readFileSync } from "node:fs";
import { REALM_SECRETS } from "../../../../src/constructs/identity/realm/names";
import { renderRealm } from "../../../../src/constructs/identity/realm/realm";
import type { Context } from "../../context";
import { selfSigned } from "../../toolchain/certificates";
import { KeycloakServer } from "../keycloak/server";
import type { Client } from "../keycloak/sign-in";
import { DirectoryServer, NAMES, PASSWORDS, READER, type Bind } from "./directory-server";

const SITE = "https://chat.outpost.example";
export const CLIENT: Client = {
  id: "mattermost",
  secret: "secret-of-mattermost",
  scope: "profile openid email",
  redirectUri: `${SITE}/signup/openid/complete`,
};
export const PASSWORD = "a password of the watch";
export const LOCAL = { username: "local.lee", password: "A password of the realm 7" };

export interface State {
  readonly first: DirectoryServer;
  readonly second: DirectoryServer;
  readonly keycloak: KeycloakServer;
}

export const dnOf = (username: string): string => `uid=${username},${NAMES.people}`;
export const personal = (username: string, password = PASSWORD): Bind => ({ dn: dnOf(username), password });

export function person(username: string, first: string, last: string): readonly string[] {
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

export async function prepare(ctx: Context): Promise<State> {
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
