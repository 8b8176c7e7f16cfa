import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";

type Entra = NonNullable<SiteSpec["entra"]>;
type Identity = NonNullable<SiteSpec["identity"]>;

const TENANT = "00000000-0000-4000-8000-00000000000a";
const CLIENT = "00000000-0000-4000-8000-0000000000c1";
const LOGIN = `https://login.microsoftonline.com/${TENANT}`;

const openId: Extract<Identity, { kind: "openid" }> = {
  kind: "openid",
  worksOffline: false,
  discoveryUrl: `${LOGIN}/v2.0/.well-known/openid-configuration`,
  clientId: CLIENT,
  tenantId: TENANT,
  clientSecret: { secret: "entra", expires: "2028-03-31" },
};
const saml: Extract<Identity, { kind: "saml" }> = {
  kind: "saml",
  worksOffline: false,
  ssoUrl: `${LOGIN}/saml2`,
  issuer: `https://sts.windows.net/${TENANT}/`,
  certificate: { secret: "entra", key: "saml" },
  certificateExpires: "2028-03-31",
  claims: { id: "id", email: "email", username: "username" },
};
const signIn =
  (identity: Identity, written: Partial<Entra> = {}): Change =>
  (spec) => {
    spec.connectivity = "connected";
    spec.identity = identity;
    spec.entra = { tenantId: TENANT, cloud: "commercial", ...written };
  };
const keycloak = (expires?: string): Identity => ({
  kind: "keycloak",
  url: "https://sign-in.outpost-kestrel.example",
  broker: { tenantId: TENANT, clientId: CLIENT, clientSecret: { secret: "entra", expires } },
});
const teams =
  (cloud: Entra["cloud"]): Change =>
  (spec) => {
    spec.microsoft365 = {
      tenantId: TENANT,
      cloud,
      clientSecret: { secret: "entra", key: "teams", expires: "2028-03-31" },
    };
  };

export const ENTRA_CASES: readonly RuleCase[] = [
  {
    code: "HF2696",
    what: "an application that nobody uses",
    breaks: signIn({ kind: "keycloak", url: "https://sign-in.outpost-kestrel.example" }),
    keeps: signIn(keycloak("2028-03-31")),
    paths: ["entra"],
    shows: "no tenant",
  },
  {
    code: "HF2696",
    what: "another tenant",
    breaks: signIn(openId, { tenantId: "00000000-0000-4000-8000-00000000000b" }),
    keeps: signIn(openId),
    paths: ["entra"],
    shows: "00000000000b",
  },
  {
    code: "HF2696",
    what: "another cloud",
    breaks: signIn(saml, { cloud: "dod" }),
    keeps: signIn(saml),
    paths: ["entra"],
    shows: "login.microsoftonline.us",
  },
  {
    code: "HF2697",
    what: "a client secret without its end",
    breaks: signIn(keycloak()),
    keeps: signIn(keycloak("2028-03-31")),
    paths: ["identity.broker.clientSecret.expires"],
    shows: "absent",
  },
  {
    code: "HF2697",
    what: "a certificate without its end and its place",
    breaks: signIn({ ...saml, certificate: undefined, certificateExpires: undefined }),
    keeps: signIn(saml),
    paths: ["identity.certificate", "identity.certificateExpires"],
    shows: "absent",
  },
  {
    code: "HF2698",
    what: "groups that mean nothing",
    breaks: signIn(openId, { groups: [CLIENT], assignmentRequired: false }),
    keeps: signIn(openId, { groups: [CLIENT] }),
    paths: ["entra.groups"],
    shows: "1 entries",
  },
  {
    code: "HF2699",
    what: "two clouds in one stack",
    breaks: all(signIn(openId), teams("gcchigh")),
    keeps: all(signIn(openId), teams("commercial")),
    paths: ["entra.tenantId"],
    shows: "gcchigh",
  },
  {
    code: "HF2679",
    what: "an application that is not made yet",
    breaks: signIn({ ...openId, clientId: "00000000-0000-0000-0000-000000000000" }),
    keeps: signIn(openId),
    paths: ["identity.clientId"],
    shows: "zeros",
  },
];
