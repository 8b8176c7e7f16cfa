import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";

type Identity = NonNullable<SiteSpec["identity"]>;
type Keycloak = Extract<Identity, { kind: "keycloak" }>;

const HOST = "https://sign-in.outpost-kestrel.example";
const TENANT = "11111111-2222-4333-8444-555555555555";

const keycloak =
  (written: Partial<Keycloak>): Change =>
  (spec) => {
    spec.identity = { kind: "keycloak", url: HOST, ...written };
  };

const proxy =
  (written: NonNullable<SiteSpec["proxy"]>): Change =>
  (spec) => {
    spec.proxy = { ...spec.proxy, ...written };
  };

const ends =
  (missionEnds: string, connectivity: SiteSpec["connectivity"] = "disconnected"): Change =>
  (spec) => {
    spec.missionEnds = missionEnds;
    spec.connectivity = connectivity;
  };

const saml =
  (certificateExpires?: string): Change =>
  (spec) => {
    spec.identity = {
      kind: "saml",
      worksOffline: true,
      ssoUrl: "https://adfs.outpost-kestrel.example/adfs/ls",
      issuer: "urn:adfs",
      certificateFile: "adfs.crt",
      certificateExpires,
      claims: { id: "id", email: "email", username: "username" },
    };
  };

const openId =
  (expires?: string): Change =>
  (spec) => {
    spec.identity = {
      kind: "openid",
      worksOffline: true,
      discoveryUrl: `${HOST}/.well-known/openid-configuration`,
      clientId: "mattermost",
      clientSecret: { secret: "sign-in-client", expires },
    };
  };

const broker = (expires?: string): Change =>
  keycloak({
    broker: { tenantId: TENANT, clientId: TENANT, clientSecret: { secret: "entra-client", expires } },
  });

const brought = (expires?: string): Change => proxy({ tls: { secret: "site-certificate", expires } });

export const IDENTITY_EXPOSURE_CASES: readonly RuleCase[] = [
  {
    code: "HF2914",
    what: "Keycloak by a load balancer of its own",
    breaks: keycloak({ exposure: { kind: "load-balancer" } }),
    keeps: keycloak({ exposure: { kind: "proxy" } }),
    paths: ["identity.exposure"],
    shows: "load-balancer",
  },
  {
    code: "HF2915",
    what: "two ports behind one proxy",
    breaks: keycloak({ url: `${HOST}:8443` }),
    keeps: all(keycloak({ url: `${HOST}:30443` }), ({ mattermost }) => {
      mattermost.siteUrl = "https://chat.outpost-kestrel.example:30443";
    }),
    paths: ["identity.url"],
    shows: "8443",
  },
  {
    code: "HF2916",
    what: "networks that the proxy doesn't let in",
    breaks: all(
      proxy({ allowFrom: ["10.20.0.0/16"] }),
      keycloak({ allowFrom: ["10.20.4.0/24", "10.9.0.0/16"] }),
    ),
    keeps: all(proxy({ allowFrom: ["10.20.0.0/16"] }), keycloak({ allowFrom: ["10.20.4.0/24"] })),
    paths: ["identity.allowFrom"],
    shows: "10.9.0.0/16",
  },
  {
    code: "HF2917",
    what: "a certificate of both hosts that ends before the mission",
    breaks: all(ends("2027-09-30"), brought("2027-09-29")),
    keeps: all(ends("2027-09-30"), brought("2027-09-30")),
    paths: ["proxy.tls.expires", "identity.exposure.tls.expires"],
    shows: "2027-09-29",
  },
  {
    code: "HF2917",
    what: "a signing certificate that ends before the mission",
    breaks: all(ends("2027-09-30"), saml("2027-01-01")),
    keeps: all(ends("2027-09-30", "connected"), saml("2027-01-01")),
    paths: ["identity.certificateExpires"],
    shows: "2027-01-01",
  },
  {
    code: "HF2917",
    what: "a client secret that ends before the mission",
    breaks: all(ends("2027-09-30"), openId("2026-12-31")),
    keeps: all(ends("2027-09-30"), openId("2028-12-31")),
    paths: ["identity.clientSecret.expires"],
    shows: "2026-12-31",
  },
  {
    code: "HF2917",
    what: "a broker's client secret that ends before the mission",
    breaks: all(ends("2027-09-30", "intermittent"), broker("2026-12-31")),
    keeps: all(ends("2027-09-30", "intermittent"), broker("2027-12-31")),
    paths: ["identity.broker.clientSecret.expires"],
    shows: "2026-12-31",
  },
  {
    code: "HF2918",
    what: "a brought certificate and a client secret without a last day",
    breaks: all(ends("2027-09-30"), brought(), openId()),
    keeps: all(brought(), openId()),
    paths: ["proxy.tls.expires", "identity.clientSecret.expires"],
    shows: "2027-09-30",
  },
];
