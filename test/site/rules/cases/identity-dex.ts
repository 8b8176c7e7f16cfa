import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";

type Dex = Extract<NonNullable<SiteSpec["identity"]>, { kind: "dex" }>;

const HOST = "https://sign-in.outpost-kestrel.example";
const directory: NonNullable<Dex["directory"]> = {
  vendor: "openldap",
  urls: ["ldaps://ldap.outpost.example"],
  bindDn: "cn=reader,dc=outpost,dc=example",
  password: { secret: "directory-reader" },
  usersDn: "ou=people,dc=outpost,dc=example",
  addresses: ["10.9.0.0/24"],
};

const dex =
  (written: Partial<Dex>): Change =>
  (spec) => {
    spec.identity = { kind: "dex", url: HOST, openLdap: {}, ...written };
  };

const foreign = (written: Partial<typeof directory> = {}): Change =>
  dex({ openLdap: undefined, directory: { ...directory, ...written } });

const keycloak: Change = (spec) => {
  spec.identity = { kind: "keycloak", url: HOST };
};

const nodes =
  (count: number): Change =>
  ({ cluster }) => {
    cluster.nodes = { ...cluster.nodes, count };
  };

const proxy =
  (written: NonNullable<SiteSpec["proxy"]>): Change =>
  (spec) => {
    spec.proxy = { ...spec.proxy, ...written };
  };

export const IDENTITY_DEX_CASES: readonly RuleCase[] = [
  {
    code: "HF2938",
    what: "Active Directory behind dex",
    breaks: foreign({ vendor: "active-directory" }),
    keeps: foreign(),
    paths: ["identity.directory.vendor"],
    shows: "active-directory",
  },
  {
    code: "HF2939",
    what: "a password and nothing else",
    breaks: dex({}),
    keeps: keycloak,
    paths: ["identity.kind"],
    shows: "dex",
  },
  {
    code: "HF2940",
    what: "one server where there are nodes for two",
    breaks: all(nodes(3), dex({})),
    keeps: all(nodes(2), dex({})),
    paths: ["identity.kind"],
    shows: "is 3",
  },
  {
    code: "HF2934",
    what: "dex before no directory",
    breaks: dex({ openLdap: undefined }),
    keeps: dex({}),
    paths: ["identity"],
    shows: "kind is dex",
  },
  {
    code: "HF2937",
    what: "two servers where dex asks one",
    breaks: foreign({ urls: ["ldaps://ldap1.outpost.example", "ldaps://ldap2.outpost.example"] }),
    keeps: foreign(),
    paths: ["identity.directory.urls"],
    shows: "2 addresses",
  },
  {
    code: "HF2908",
    what: "dex at Mattermost's own address",
    breaks: all(dex({}), ({ mattermost }) => {
      mattermost.siteUrl = HOST;
    }),
    keeps: dex({}),
    paths: ["identity.url"],
    shows: "sign-in.outpost-kestrel.example",
  },
  {
    code: "HF2909",
    what: "dex below a path",
    breaks: dex({ url: `${HOST}/dex` }),
    keeps: dex({}),
    paths: ["identity.url"],
    shows: "/dex",
  },
  {
    code: "HF2915",
    what: "dex at another port of the proxy",
    breaks: dex({ url: `${HOST}:8443` }),
    keeps: dex({}),
    paths: ["identity.url"],
    shows: "8443",
  },
  {
    code: "HF2916",
    what: "networks that reach dex and not the proxy before it",
    breaks: all(proxy({ allowFrom: ["10.20.0.0/16"] }), dex({ allowFrom: ["10.9.0.0/16"] })),
    keeps: all(proxy({ allowFrom: ["10.20.0.0/16"] }), dex({})),
    paths: ["identity.allowFrom"],
    shows: "10.9.0.0/16",
  },
  {
    code: "HF2917",
    what: "a brought certificate of dex that ends before the mission",
    breaks: (spec) => {
      spec.missionEnds = "2027-09-30";
      spec.connectivity = "disconnected";
      dex({ tls: { secret: "sign-in-certificate", expires: "2027-01-01" } })(spec);
    },
    keeps: dex({}),
    paths: ["identity.tls.expires"],
    shows: "2027-01-01",
  },
];
