import type { SiteSpec } from "../../../../src/site/spec";
import { all, settings, team, type Change, type RuleCase } from "../sites";

type Identity = NonNullable<SiteSpec["identity"]>;
type Keycloak = Extract<Identity, { kind: "keycloak" }>;
type Ldap = Extract<Identity, { kind: "ldap" }>;
type OpenId = Extract<Identity, { kind: "openid" }>;

const TENANT = "11111111-2222-4333-8444-555555555555";
const URL = "https://sign-in.outpost-kestrel.example";
const DISCOVERY = `${URL}/realms/outpost/.well-known/openid-configuration`;

const directory: NonNullable<Keycloak["directory"]> = {
  vendor: "openldap",
  urls: ["ldaps://ldap.outpost.example"],
  bindDn: "cn=reader",
  password: { secret: "reader" },
  usersDn: "ou=people",
  addresses: ["10.9.0.0/24"],
};

const keycloak =
  (written: Partial<Keycloak>): Change =>
  (spec) => {
    spec.identity = { kind: "keycloak", url: URL, ...written };
  };

const reads: NonNullable<Ldap["directory"]> = {
  vendor: "openldap",
  urls: ["ldaps://ldap.outpost.example"],
  bindDn: "cn=reader",
  password: { secret: "reader" },
  baseDn: "dc=outpost,dc=example",
  addresses: ["10.9.0.0/24"],
};

const ldap =
  (written: Partial<Ldap>): Change =>
  (spec) => {
    spec.identity = { kind: "ldap", ...written };
  };

const professional: Change = ({ mattermost }) => {
  mattermost.licence = { secret: "mattermost-licence", tier: "professional" };
};

const openId =
  (written: Partial<OpenId> = {}): Change =>
  (spec) => {
    spec.identity = {
      kind: "openid",
      worksOffline: true,
      discoveryUrl: DISCOVERY,
      clientId: "mattermost",
      clientSecret: { secret: "sign-in-client" },
      ...written,
    };
  };

const saml: Change = (spec) => {
  spec.identity = {
    kind: "saml",
    worksOffline: true,
    ssoUrl: "http://adfs.outpost-kestrel.example/adfs/ls",
    issuer: "urn:adfs",
    metadataUrl: "http://adfs.outpost-kestrel.example/metadata.xml",
    certificateFile: "adfs.crt",
    claims: { id: "id", email: "email", username: "username" },
  };
};

const brought =
  (certificateFile?: string): Change =>
  (spec) => {
    saml(spec);
    if (spec.identity?.kind !== "saml") return;
    spec.identity.certificate = { secret: "idp-certificate" };
    spec.identity.certificateFile = certificateFile;
  };

const connected: Change = (spec) => {
  spec.connectivity = "connected";
};
const intermittent: Change = (spec) => {
  spec.connectivity = "intermittent";
};

const broker = { tenantId: TENANT, clientId: TENANT, clientSecret: { secret: "entra-client" } };

const ENTRA = `https://login.microsoftonline.us/${TENANT}/v2.0/.well-known/openid-configuration`;
const session = (name: string, value: number): Change => settings({ ServiceSettings: { [name]: value } });
const secondFactor = (enforced: boolean): Change =>
  settings({
    ServiceSettings: { EnableMultifactorAuthentication: true, EnforceMultifactorAuthentication: enforced },
  });

export const IDENTITY_PROVIDER_CASES: readonly RuleCase[] = [
  {
    code: "HF2919",
    what: "a certificate of the setup under another name",
    breaks: brought("adfs.crt"),
    keeps: brought(),
    paths: ["identity.certificateFile"],
    shows: "is adfs.crt",
  },
  {
    code: "HF2901",
    what: "no provider",
    breaks: (spec) => delete spec.identity,
    keeps: team,
    paths: ["identity"],
    shows: "200 accounts",
  },
  {
    code: "HF2902",
    what: "a provider that needs the link",
    breaks: openId({ worksOffline: false }),
    keeps: openId(),
    paths: ["identity.worksOffline"],
    shows: "worksOffline is false",
  },
  {
    code: "HF2902",
    what: "a cloud that claims to work offline",
    breaks: all(intermittent, openId({ discoveryUrl: ENTRA, tenantId: TENANT })),
    keeps: all(connected, openId({ discoveryUrl: ENTRA, tenantId: TENANT, worksOffline: false })),
    paths: ["identity.discoveryUrl"],
    shows: "login.microsoftonline.us",
  },
  {
    code: "HF2903",
    what: "sessions of 89 days in a mission of ninety",
    breaks: all(keycloak({ plannedDisconnectionDays: 90 }), session("SessionLengthMobileInDays", 89)),
    keeps: all(keycloak({ plannedDisconnectionDays: 1 }), session("SessionLengthSSOInHours", 24)),
    paths: ["mattermost.settings.ServiceSettings.SessionLengthMobileInDays"],
    shows: "plannedDisconnectionDays is 90",
  },
  {
    code: "HF2904",
    what: "plain HTTP in SAML",
    breaks: saml,
    paths: ["identity.ssoUrl", "identity.metadataUrl"],
    shows: "http://adfs.outpost-kestrel.example/adfs/ls",
  },
  {
    code: "HF2904",
    what: "plain HTTP in discovery",
    breaks: openId({ discoveryUrl: DISCOVERY.replace("https", "http") }),
    keeps: openId(),
    paths: ["identity.discoveryUrl"],
    shows: "http://sign-in",
  },
  {
    code: "HF2905",
    what: "an issuer in place of the document",
    breaks: openId({ discoveryUrl: `${URL}/realms/outpost` }),
    keeps: openId(),
    paths: ["identity.discoveryUrl"],
    shows: "/realms/outpost",
  },
  {
    code: "HF2906",
    what: "Team Edition",
    breaks: all(team, keycloak({})),
    paths: ["identity"],
    shows: "edition team",
  },
  {
    code: "HF2907",
    what: "thirteen characters under FIPS",
    breaks: all(keycloak({ passwordLength: 13 }), ({ mattermost }) => {
      mattermost.edition = "fips";
    }),
    keeps: all(keycloak({ passwordLength: 14 }), ({ mattermost }) => {
      mattermost.edition = "fips";
    }),
    paths: ["identity.passwordLength"],
    shows: "13",
  },
  {
    code: "HF2908",
    what: "one host name for two",
    breaks: keycloak({ url: "https://chat.outpost-kestrel.example:8443" }),
    paths: ["identity.url"],
    shows: "chat.outpost-kestrel.example",
  },
  {
    code: "HF2909",
    what: "a path and a password",
    breaks: keycloak({ url: "https://admin:pw@sign-in.outpost-kestrel.example/auth" }),
    keeps: keycloak({ url: `${URL}:8443` }),
    paths: ["identity.url"],
    shows: "/auth",
  },
  {
    code: "HF2911",
    what: "the administrators' realm",
    breaks: keycloak({ realm: "master" }),
    paths: ["identity.realm"],
    shows: "master",
  },
  {
    code: "HF2912",
    what: "accounts that only Entra knows",
    breaks: all(intermittent, keycloak({ broker: { ...broker, createsAccounts: true } })),
    keeps: all(intermittent, keycloak({ broker })),
    paths: ["identity.broker.createsAccounts"],
    shows: "true",
  },
  {
    code: "HF2913",
    what: "a broker without a link",
    breaks: keycloak({ broker }),
    keeps: all(intermittent, keycloak({ broker })),
    paths: ["identity.broker"],
    shows: "disconnected",
  },
  {
    code: "HF2930",
    what: "two directories",
    breaks: keycloak({ directory, openLdap: {} }),
    keeps: keycloak({ openLdap: {} }),
    paths: ["identity.openLdap"],
    shows: "both",
  },
  {
    code: "HF2931",
    what: "one server on four nodes",
    breaks: keycloak({ openLdap: { replicas: 1 } }),
    keeps: keycloak({ openLdap: { replicas: 2 } }),
    paths: ["identity.openLdap.replicas"],
    shows: "is 1",
  },
  {
    code: "HF2932",
    what: "a directory at an address of the internet",
    breaks: keycloak({
      directory: { ...directory, urls: ["ldaps://dc1.outpost.example", "ldaps://8.8.8.8"] },
    }),
    keeps: keycloak({ directory }),
    paths: ["identity.directory.urls[1]"],
    shows: "8.8.8.8",
  },
  {
    code: "HF2933",
    what: "a directory of which nobody says where it is",
    breaks: keycloak({ directory: { ...directory, addresses: undefined } }),
    keeps: keycloak({ directory }),
    paths: ["identity.directory.addresses"],
    shows: "disconnected",
  },
  {
    code: "HF2930",
    what: "two directories to sign in at",
    breaks: ldap({ directory: reads, openLdap: {} }),
    keeps: ldap({ directory: reads }),
    paths: ["identity.openLdap"],
    shows: "both",
  },
  {
    code: "HF2932",
    what: "sign-in at a directory of the internet",
    breaks: ldap({ directory: { ...reads, urls: ["ldaps://8.8.8.8"] } }),
    keeps: ldap({ directory: reads }),
    paths: ["identity.directory.urls[0]"],
    shows: "8.8.8.8",
  },
  {
    code: "HF2934",
    what: "sign-in at no directory",
    breaks: ldap({}),
    keeps: ldap({ openLdap: {} }),
    paths: ["identity"],
    shows: "absent",
  },
  {
    code: "HF2935",
    what: "groups with a professional licence",
    breaks: all(professional, ldap({ directory: reads, groupFilter: "(cn=crew-*)" })),
    keeps: all(professional, ldap({ directory: reads })),
    paths: ["identity.groupFilter"],
    shows: "professional",
  },
  {
    code: "HF2936",
    what: "a second factor that nobody must have",
    breaks: all(ldap({ openLdap: {} }), secondFactor(false)),
    keeps: all(ldap({ openLdap: {} }), secondFactor(true)),
    paths: ["mattermost.settings.ServiceSettings.EnforceMultifactorAuthentication"],
    shows: "EnforceMultifactorAuthentication is false",
  },
  {
    code: "HF2937",
    what: "two servers where one is asked",
    breaks: ldap({ directory: { ...reads, urls: [...reads.urls, "ldaps://ldap2.outpost.example"] } }),
    keeps: ldap({ directory: reads }),
    paths: ["identity.directory.urls"],
    shows: "2 addresses",
  },
];
