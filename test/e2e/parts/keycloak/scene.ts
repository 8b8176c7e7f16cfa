import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { REALM_SECRETS } from "../../../../src/constructs/identity/realm/names";
import { renderRealm } from "../../../../src/constructs/identity/realm/realm";
import type { Realm } from "../../../../src/constructs/identity/realm/representation";
import type { Context } from "../../context";
import type { Check } from "../../part";
import { selfSigned } from "../../toolchain/certificates";
import { Holdfast } from "./holdfast";
import { KeycloakServer } from "./server";
import type { Client } from "./sign-in";

const SITE = "https://chat.outpost.example";
export const SECRETS = {
  [REALM_SECRETS.mattermost]: "secret-of-mattermost",
  [REALM_SECRETS.broker]: "secret-of-the-broker",
};
export const CLIENT: Client = {
  id: "mattermost",
  secret: SECRETS[REALM_SECRETS.mattermost],
  scope: "profile openid email",
  redirectUri: `${SITE}/signup/openid/complete`,
};
export const ADA = { username: "ada.bell", password: "A new password of Ada's 7" };
export const CLOUD_PASSWORD = "password at the cloud";

export interface State {
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

export async function prepare(ctx: Context): Promise<State> {
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
  });
  await Promise.all([outpost.start(), cloud.start()]);
  return { realm, outpost, cloud, cloudPort, holdfast: new Holdfast(ctx, outpost), folder };
}

export const check = (name: string, run: Check<State>["run"], note?: string): Check<State> => ({
  name,
  level: "P4",
  note,
  run,
});

export function writeRoster({ folder }: State, name: string, rows: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, ["username,email,firstName,lastName,groups,offline", ...rows, ""].join("\n"));
  return file;
}

/** What a run says that it did, by kind. */
export const counts = (stdout: string): unknown =>
  (JSON.parse(stdout) as { readonly applied: unknown }).applied;
