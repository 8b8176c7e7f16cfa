import { unzipSync } from "fflate";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NationalCloud } from "../../../../src/catalog/national-clouds";
import { resolveSite } from "../../../../src/site/resolve";
import { checkSite } from "../../../../src/site/rules";
import { siteSpec } from "../../../../src/site/spec";
import { synthSites } from "../../../../src/stacks/synth";
import { CLIENT_ID, TENANT } from "./names";

/** What a site file makes in the tenant of its people, and the package that goes with it. */
export interface SiteDirectory {
  /** Folder of the stack. */
  readonly folder: string;
  /** What the package says of the application. */
  readonly application: { readonly id: string; readonly resource: string };
}

const PLUGIN = {
  id: "com.mattermost.plugin-msteams-devsecops",
  version: "0.8.0",
  image: "registry.agency.example/chat/plugins:0.8.0",
  file: "/bundles/mission-collaboration.tar.gz",
  sha256: "0123456789abcdef".repeat(4),
};
const SECRET = { secret: "entra", key: "sign-in", expires: "2028-03-31" };

/** Another way to sign in for each cloud. */
const IDENTITIES: Readonly<Record<NationalCloud, object>> = {
  commercial: {
    kind: "keycloak",
    url: "https://sign-in.agency.example",
    broker: { tenantId: TENANT, clientId: "00000000-0000-4000-8000-0000000000c2", clientSecret: SECRET },
  },
  gcchigh: {
    kind: "openid",
    worksOffline: false,
    discoveryUrl: `https://login.microsoftonline.us/${TENANT}/v2.0/.well-known/openid-configuration`,
    tenantId: TENANT,
    clientId: "00000000-0000-4000-8000-0000000000c2",
    clientSecret: SECRET,
  },
  dod: {
    kind: "saml",
    worksOffline: false,
    ssoUrl: `https://login.microsoftonline.us/${TENANT}/saml2`,
    issuer: `https://sts.windows.net/${TENANT}/`,
    certificate: { secret: "entra", key: "saml" },
    certificateExpires: "2028-03-31",
    claims: { id: "id", email: "email", username: "username" },
  },
};

/** Where the sign-in of a cloud sends people back to. */
export const CALLBACKS: Readonly<Record<NationalCloud, readonly string[]>> = {
  commercial: ["https://sign-in.agency.example/realms/agency/broker/entra/endpoint"],
  gcchigh: ["login", "signup"].map((step) => `https://chat.agency.example/${step}/office365/complete`),
  dod: ["https://chat.agency.example/login/sso/saml"],
};

/** Synthesizes a connected site whose people are in this cloud. */
export function synthesizeSite(folder: string, cloud: NationalCloud): SiteDirectory {
  const spec = siteSpec.parse({
    name: "agency",
    topology: "edge",
    connectivity: "connected",
    timeSources: ["ntp1.agency.example"],
    cluster: { nodes: { count: 4 } },
    people: { users: 200 },
    mattermost: {
      siteUrl: "https://chat.agency.example",
      licence: { secret: "licence", tier: "enterprise" },
    },
    identity: IDENTITIES[cloud],
    entra: { tenantId: TENANT, cloud, grantConsent: true },
    microsoft365: {
      tenantId: TENANT,
      cloud,
      application: { clientId: CLIENT_ID },
      clientSecret: { ...SECRET, key: "microsoft-365" },
    },
    plugins: [PLUGIN],
  });
  const resolved = resolveSite(spec, { directory: folder });
  const errors = checkSite(resolved, spec).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(JSON.stringify(errors, undefined, 2));
  const out = join(folder, "out");
  synthSites([resolved.site], out);
  const zip = unzipSync(readFileSync(join(out, "teams", "agency.zip")));
  const manifest = JSON.parse(Buffer.from(zip["manifest.json"] ?? []).toString()) as {
    readonly webApplicationInfo: SiteDirectory["application"];
  };
  return { folder: join(out, "stacks", "agency-directory"), application: manifest.webApplicationInfo };
}
