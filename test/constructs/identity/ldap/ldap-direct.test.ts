import { LdapDirect } from "../../../../src/constructs/identity/ldap/ldap-direct";
import {
  fromLdapAttributes,
  type LdapAttributes,
} from "../../../../src/constructs/identity/ldap/ldap-directory";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import type { IMattermostServer } from "../../../../src/constructs/mattermost/mattermost-reference";
import { problemCodes, testStack } from "../../../support/synth";

function directory(props: Partial<LdapAttributes> = {}) {
  const stack = testStack();
  return fromLdapAttributes(stack, "Directory", {
    vendor: "active-directory",
    urls: ["ldaps://dc1.outpost.example:3269"],
    bindDn: "cn=reader,dc=outpost,dc=example",
    password: Secret.fromName(stack, "Password", { name: "directory-reader" }).key("password"),
    baseDn: "dc=outpost,dc=example",
    usersDn: "ou=people,dc=outpost,dc=example",
    ca: Secret.fromName(stack, "Ca", { name: "directory-ca" }),
    ...props,
  });
}

function server(edition: string): IMattermostServer {
  return Object.assign(testStack(), {
    mattermost: { edition, siteUrl: "https://chat.outpost.example", version: "11.7.9" },
  }) as unknown as IMattermostServer;
}

test("people sign in at the directory, over TLS, and nowhere else", () => {
  const peer = directory();
  const { settings, env, authority, reaches } = new LdapDirect({ directory: peer }).bind(
    server("enterprise"),
  );
  expect(settings).toMatchObject({
    LdapSettings: {
      Enable: true,
      EnableSync: true,
      LdapServer: "dc1.outpost.example",
      LdapPort: 3269,
      ConnectionSecurity: "TLS",
      IdAttribute: "objectGUID",
      MaxPageSize: 1000,
    },
    EmailSettings: { EnableSignInWithEmail: false, EnableSignInWithUsername: false },
    OpenIdSettings: { Enable: false },
    Office365Settings: { Enable: false },
    GoogleSettings: { Enable: false },
    GitLabSettings: { Enable: false },
    SamlSettings: { Enable: false },
  });
  expect(settings?.LdapSettings).not.toHaveProperty("BindPassword");
  expect(env).toEqual({ MM_LDAPSETTINGS_BINDPASSWORD: { secret: peer.ldap.password } });
  expect(authority).toBe(peer.ldap.ca);
  expect(reaches?.map((each) => each.peer)).toEqual([peer]);
});

test("beside a SAML provider the directory is only read", () => {
  const feature = new LdapDirect({ directory: directory({ vendor: "openldap" }), signIn: false });
  const { settings } = feature.bind(server("enterprise"));
  expect(settings).toMatchObject({
    LdapSettings: { Enable: false, EnableSync: true, IdAttribute: "entryUUID" },
  });
  expect(settings).not.toHaveProperty("SamlSettings");
  expect(settings).not.toHaveProperty("EmailSettings");
  expect(settings).not.toHaveProperty("ServiceSettings");
});

test.each<[string, Partial<LdapAttributes>]>([
  ["without TLS", { urls: ["ldap://dc1.outpost.example"] }],
  ["at two ports", { urls: ["ldaps://dc1.outpost.example", "ldaps://dc2.outpost.example:3269"] }],
  ["nowhere", { urls: [] }],
])("a directory %s is refused", (_, props) => {
  const feature = new LdapDirect({ directory: directory(props) });
  expect(problemCodes(() => feature.bind(server("enterprise")))).toEqual(["HF3523"]);
});

test("Team Edition is refused", () => {
  const feature = new LdapDirect({ directory: directory() });
  expect(problemCodes(() => feature.bind(server("team")))).toEqual(["HF3504"]);
});
