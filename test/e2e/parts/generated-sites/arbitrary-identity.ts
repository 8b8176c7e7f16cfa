import * as fc from "fast-check";
import {
  addressOf,
  always,
  either,
  endingValue,
  maybe,
  mostly,
  networks,
  sometimes,
  resources,
  type Drawn,
  type Fields,
} from "./arbitrary-values";

export const TENANT = "11111111-2222-4333-8444-555555555555";

const common = {
  plannedDisconnectionDays: sometimes(fc.constantFrom(14, 60)),
  passwordSignIn: sometimes(fc.boolean()),
};

const openLdap = maybe({
  baseDn: sometimes(always("dc=agency,dc=example")),
  replicas: sometimes(fc.integer({ min: 1, max: 2 })),
  storage: sometimes(always("5Gi")),
  resources: sometimes(resources),
});

const served = {
  bindDn: always("cn=reader,dc=agency,dc=example"),
  password: endingValue("directory-reader"),
  userFilter: sometimes(always("(objectClass=person)")),
  caSecret: mostly(always("directory-authority")),
  addresses: sometimes(networks),
};

const ONE = ["ldaps://dc1.agency.example"];
const TWO = [...ONE, "ldaps://dc2.agency.example"];

const directory = (vendor: string, ...urls: readonly string[][]) =>
  maybe({
    vendor: always(vendor),
    urls: fc.constantFrom(...urls),
    ...served,
    usersDn: always("ou=people,dc=agency,dc=example"),
    groupsDn: mostly(always("ou=groups,dc=agency,dc=example")),
  });

const readDirectory = maybe({
  vendor: fc.constantFrom("openldap", "active-directory"),
  urls: always(ONE),
  ...served,
  baseDn: always("dc=agency,dc=example"),
});

/** People come from a directory of the site's own, from somebody's, or live in the realm. */
const people = (foreign: fc.Arbitrary<Drawn>): fc.Arbitrary<Drawn> =>
  fc.oneof(maybe({ openLdap }), maybe({ directory: foreign }));

const together = (fields: Fields, more: fc.Arbitrary<Drawn>) =>
  fc.tuple(maybe(fields), more).map(([one, other]) => ({ ...one, ...other }));

const broker = maybe({
  tenantId: always(TENANT),
  clientId: always("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"),
  clientSecret: endingValue("entra-broker"),
  loginHost: sometimes(always("login.microsoftonline.us")),
  createsAccounts: sometimes(always(false)),
  groups: sometimes(always({ "9e8d7c6b-5a49-4382-b716-0f1e2d3c4b5a": "watch" })),
});

const certificate = either(
  { siteAuthority: true },
  { issuer: "agency-authority" },
  { secret: "sign-in-certificate", revision: 2, expires: "2031-12-31" },
);

/** @param index keeps addresses and node ports of the drawn sites apart */
const keycloak = (name: string, index: number, offline: boolean) =>
  together(
    {
      kind: always("keycloak"),
      ...common,
      url: always(`https://sign-in.${name}.example`),
      realm: sometimes(always("agency")),
      replicas: sometimes(always(2)),
      resources: sometimes(resources),
      exposure: sometimes(
        fc.oneof(
          maybe({ kind: always("proxy"), tls: certificate }),
          either(
            { kind: "load-balancer" },
            {
              kind: "load-balancer",
              address: addressOf(index, 4),
              annotations: { "agency.example/pool": "people" },
            },
          ),
        ),
      ),
      allowFrom: sometimes(always(["10.20.0.0/16"])),
      passwordLength: sometimes(always(20)),
      secondFactor: sometimes(fc.constantFrom("optional", "required")),
      groups: always(["watch"]),
      broker: offline ? always(undefined) : sometimes(broker),
    },
    fc.oneof(always({}), people(directory("active-directory", ONE, TWO)), people(directory("openldap", TWO))),
  );

/** By a port of the nodes the address that people type has that port. */
const keycloakOnNodes = (name: string, index: number) =>
  together(
    {
      kind: always("keycloak"),
      url: always(`https://sign-in.${name}.example:${32000 + index}`),
      exposure: always({ kind: "node-port", https: 32000 + index }),
    },
    always({}),
  );

const dex = (name: string) =>
  together(
    {
      kind: always("dex"),
      ...common,
      url: always(`https://sign-in.${name}.example`),
      tls: sometimes(certificate),
      allowFrom: sometimes(always(["10.20.0.0/16"])),
      resources: sometimes(resources),
    },
    people(directory("openldap", ONE)),
  );

const ldap = together(
  {
    kind: always("ldap"),
    ...common,
    groupFilter: sometimes(always("(objectClass=groupOfNames)")),
    guestFilter: sometimes(always("(employeeType=guest)")),
    adminFilter: sometimes(always("(employeeType=administrator)")),
    syncMinutes: sometimes(always(30)),
  },
  people(readDirectory),
);

const foreign = {
  ...common,
  buttonText: sometimes(always("Agency account")),
  privateAddress: sometimes(fc.boolean()),
  addresses: sometimes(networks),
};

const openId = maybe({
  kind: always("openid"),
  ...foreign,
  worksOffline: fc.boolean(),
  discoveryUrl: always("https://sign-in.agency.example/.well-known/openid-configuration"),
  clientId: always("mattermost"),
  clientSecret: endingValue("sign-in-client"),
});

const saml = maybe({
  kind: always("saml"),
  ...foreign,
  worksOffline: always(true),
  ssoUrl: always("https://sign-in.agency.example/saml"),
  issuer: always("https://sign-in.agency.example"),
  metadataUrl: sometimes(always("https://sign-in.agency.example/metadata")),
  serviceProviderId: sometimes(always("mattermost")),
  certificateFile: sometimes(always("idp.crt")),
  certificate: sometimes(endingValue("idp-certificate")),
  certificateExpires: sometimes(always("2031-12-31")),
  claims: either(
    { id: "id", email: "email", username: "username" },
    {
      id: "id",
      email: "mail",
      username: "uid",
      firstName: "givenName",
      lastName: "sn",
      nickname: "nick",
      position: "title",
    },
  ),
  directory: sometimes(readDirectory),
});

/** Who knows the people of a site: a Keycloak, a directory, a dex, or somebody's provider. */
export const arbitraryIdentity = (name: string, index: number, offline: boolean): fc.Arbitrary<Drawn> =>
  fc.oneof(
    { weight: 4, arbitrary: keycloak(name, index, offline) },
    { weight: 1, arbitrary: keycloakOnNodes(name, index) },
    { weight: 2, arbitrary: ldap },
    { weight: 3, arbitrary: dex(name) },
    { weight: 2, arbitrary: openId },
    { weight: 2, arbitrary: saml },
  );
