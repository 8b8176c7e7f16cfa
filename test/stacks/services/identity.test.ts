import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveSite } from "../../../src/site/resolve";
import { siteSpec, type SiteSpec } from "../../../src/site/spec";
import { buildApp } from "../../../src/stacks/build-app";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { baseSpec } from "../../site/rules/sites";

const TENANT = "11111111-2222-4333-8444-555555555555";
const URL = "https://sign-in.outpost-kestrel.example";
const FOREIGN = { worksOffline: true, addresses: ["10.9.0.0/24"] };
const READ = {
  vendor: "active-directory" as const,
  urls: ["ldaps://dc1.outpost.example"],
  bindDn: "cn=reader",
  password: { secret: "reader" },
  baseDn: "dc=outpost,dc=example",
  caSecret: "directory-ca",
  addresses: ["10.8.0.0/24"],
};

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "identity-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The services stack of the base site with another provider. */
function services(identity: SiteSpec["identity"]): string {
  const spec = siteSpec.parse({ ...baseSpec(), identity });
  buildApp([resolveSite(spec, { directory: "/sites" }).site], { writeTo: folder }).synth();
  return readFileSync(join(folder, "stacks", "outpost-kestrel-services", "cdk.tf.json"), "utf8");
}

test.each<[string, SiteSpec["identity"], readonly string[]]>([
  [
    "Keycloak with a directory and a broker",
    {
      kind: "keycloak",
      url: URL,
      directory: {
        vendor: "active-directory",
        urls: ["ldaps://dc1.outpost.example", "ldaps://dc2.outpost.example"],
        bindDn: "cn=reader",
        password: { secret: "reader" },
        usersDn: "ou=people",
        caSecret: "directory-ca",
        addresses: ["10.9.0.0/24"],
      },
      broker: { tenantId: TENANT, clientId: TENANT, clientSecret: { secret: "entra" } },
    },
    ["REALM_LDAP_BIND_PASSWORD", "REALM_ENTRA_CLIENT_SECRET", "KC_TRUSTSTORE_PATHS", "10.9.0.0/24"],
  ],
  [
    "Keycloak with a directory of the site's own",
    { kind: "keycloak", url: URL, openLdap: {} },
    [
      "dc=outpost-kestrel,dc=example",
      "openldap-passwords",
      "slapd-1.conf",
      "REALM_LDAP_BIND_PASSWORD",
      "ldaps://openldap.outpost-kestrel.svc.cluster.local",
    ],
  ],
  [
    "dex with a directory of the site's own",
    { kind: "dex", url: URL, openLdap: {} },
    ["dex-config", "dex-clients", "sign-in.outpost-kestrel.example/auth", "openldap-passwords"],
  ],
  [
    "dex with a directory that is there",
    {
      kind: "dex",
      url: URL,
      directory: {
        vendor: "openldap",
        urls: ["ldaps://ldap.outpost.example"],
        bindDn: "cn=reader",
        password: { secret: "reader" },
        usersDn: "ou=people",
        caSecret: "directory-ca",
        addresses: ["10.9.0.0/24"],
      },
    },
    ["ldap.outpost.example:636", "directory-ca", "10.9.0.0/24"],
  ],
  [
    "OpenID Connect",
    {
      kind: "openid",
      ...FOREIGN,
      discoveryUrl: `${URL}/.well-known/openid-configuration`,
      clientId: "chat",
      clientSecret: { secret: "chat-client", key: "value" },
    },
    ["MM_OPENIDSETTINGS_SECRET", "chat-client", "10.9.0.0/24"],
  ],
  [
    "SAML",
    {
      kind: "saml",
      ...FOREIGN,
      ssoUrl: `${URL}/saml`,
      issuer: "urn:id",
      certificateFile: "id.crt",
      claims: { id: "id", email: "mail", username: "uid" },
    },
    ["MM_SAMLSETTINGS_IDPURL", "id.crt"],
  ],
  [
    "SAML with a directory that Mattermost reads",
    {
      kind: "saml",
      ...FOREIGN,
      ssoUrl: `${URL}/saml`,
      issuer: "urn:id",
      certificateFile: "id.crt",
      claims: { id: "id", email: "mail", username: "uid" },
      directory: READ,
    },
    [
      '"MM_SAMLSETTINGS_ENABLESYNCWITHLDAP","value":"true"',
      '"MM_LDAPSETTINGS_ENABLE","value":"false"',
      '"MM_LDAPSETTINGS_ENABLESYNC","value":"true"',
      "MM_LDAPSETTINGS_BINDPASSWORD",
      "10.8.0.0/24",
    ],
  ],
  [
    "a directory of somebody else",
    { kind: "ldap", directory: READ, adminFilter: "(memberOf=cn=admins)", syncMinutes: 5 },
    [
      '"MM_LDAPSETTINGS_ENABLE","value":"true"',
      '"MM_LDAPSETTINGS_LDAPSERVER","value":"dc1.outpost.example"',
      '"MM_LDAPSETTINGS_ADMINFILTER","value":"(memberOf=cn=admins)"',
      '"MM_LDAPSETTINGS_SYNCINTERVALMINUTES","value":"5"',
      "directory-ca",
      "10.8.0.0/24",
    ],
  ],
  [
    "a directory of the site's own",
    { kind: "ldap", openLdap: {} },
    [
      '"MM_LDAPSETTINGS_LDAPSERVER","value":"openldap.outpost-kestrel.svc.cluster.local"',
      '"MM_LDAPSETTINGS_BASEDN","value":"dc=outpost-kestrel,dc=example"',
      "openldap-passwords",
    ],
  ],
])("%s reaches the stack", (_, identity, texts) => {
  const json = services(identity);
  const dense = json.replace(/\s*\n\s*/g, "").replaceAll('": ', '":');
  for (const text of texts) expect(dense).toContain(text);
  expect(checkAgainstProviderSchema(JSON.parse(json))).toEqual([]);
});

const OPEN_ID = {
  kind: "openid" as const,
  ...FOREIGN,
  discoveryUrl: `${URL}/.well-known/openid-configuration`,
  clientId: "chat",
  clientSecret: { secret: "chat-client" },
};
const SAML = {
  kind: "saml" as const,
  ...FOREIGN,
  ssoUrl: `${URL}/saml`,
  issuer: "urn:id",
  certificateFile: "id.crt",
  claims: { id: "id", email: "mail", username: "uid" },
};

// What a server was told before stays in its database: every other way is written off.
test.each<[string, SiteSpec["identity"], readonly string[]]>([
  ["no provider", undefined, []],
  ["Keycloak", { kind: "keycloak", url: URL }, ["OPENIDSETTINGS_ENABLE"]],
  ["dex", { kind: "dex", url: URL, openLdap: {} }, ["OPENIDSETTINGS_ENABLE"]],
  ["OpenID Connect", OPEN_ID, ["OPENIDSETTINGS_ENABLE"]],
  ["Entra", { ...OPEN_ID, tenantId: TENANT }, ["OFFICE365SETTINGS_ENABLE"]],
  ["SAML", SAML, ["SAMLSETTINGS_ENABLE"]],
  [
    "SAML with a directory",
    { ...SAML, directory: READ },
    ["LDAPSETTINGS_ENABLESYNC", "SAMLSETTINGS_ENABLE", "SAMLSETTINGS_ENABLESYNCWITHLDAP"],
  ],
  ["LDAP", { kind: "ldap", directory: READ }, ["LDAPSETTINGS_ENABLE", "LDAPSETTINGS_ENABLESYNC"]],
])("with %s every other way to sign in is written off", (_, identity, on) => {
  const switches = [
    ...services(identity).matchAll(
      /"MM_(\w+SETTINGS_ENABLE(?:SYNC|SYNCWITHLDAP)?)",\s*"value": "(true|false)"/g,
    ),
  ]
    .map(([, name = "", value = ""]) => ({ name, value }))
    .filter(({ name }) => /^(LDAP|SAML|OPENID|OFFICE365|GOOGLE|GITLAB)SETTINGS/.test(name));
  const said = (wanted: string) =>
    [...new Set(switches.filter(({ value }) => value === wanted).map(({ name }) => name))].sort();
  expect(said("true")).toEqual(on);
  const ways = ["GITLAB", "GOOGLE", "LDAP", "OFFICE365", "OPENID", "SAML"];
  expect(said("false")).toEqual(
    expect.arrayContaining(ways.map((way) => `${way}SETTINGS_ENABLE`).filter((name) => !on.includes(name))),
  );
  if (!on.includes("LDAPSETTINGS_ENABLESYNC")) expect(said("false")).toContain("LDAPSETTINGS_ENABLESYNC");
});
