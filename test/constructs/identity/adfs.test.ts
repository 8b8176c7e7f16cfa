import { Adfs, type AdfsProps } from "../../../src/constructs/identity/adfs";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { problemCodes, testStack } from "../../support/synth";
import { SITE_URL } from "./entra-scene";

const CLIENT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

function adfs(overrides: Partial<AdfsProps> = {}): Adfs {
  return new Adfs(testStack(), "Adfs", {
    host: "adfs.agency.example",
    siteUrl: SITE_URL,
    protocol: { kind: "saml" },
    ...overrides,
  });
}

function openId(clientId = CLIENT): AdfsProps["protocol"] {
  return {
    kind: "openid",
    clientId,
    clientSecret: Secret.fromName(testStack(), "S", { name: "adfs" }).key("secret"),
  };
}

test("SAML: the identifiers that AD FS and Mattermost must agree on", () => {
  const { identity, script } = adfs();
  expect(identity).toMatchObject({
    protocol: "saml",
    ssoUrl: "https://adfs.agency.example/adfs/ls",
    issuer: "http://adfs.agency.example/adfs/services/trust",
    serviceProviderId: `${SITE_URL}/login/sso/saml`,
    worksOffline: false,
  });
  expect(script).toContain(`-Identifier '${SITE_URL}/login/sso/saml'`);
});

test("SAML: every claim that Mattermost reads is issued by a rule", () => {
  const { identity, script } = adfs();
  const types = /types = \(([^)]*)\)/.exec(script)?.[1]?.replaceAll('"', "").split(", ");
  expect(types?.sort()).toEqual(Object.values(identity.claims).sort());
});

test("SAML: a certificate that is given goes by the setup", () => {
  const certificate = Secret.fromName(testStack(), "Certificate", { name: "adfs" }).key("tls.crt");
  const { identity } = adfs({ protocol: { kind: "saml", certificate } });
  expect(identity).toMatchObject({ certificate, certificateFile: "saml-idp.crt" });
});

test("OpenID Connect: the application group is the script's, and the discovery the service's", () => {
  const { identity, script } = adfs({ protocol: openId() });
  expect(identity).toMatchObject({
    flavour: "openid",
    discoveryUrl: "https://adfs.agency.example/adfs/.well-known/openid-configuration",
    clientId: CLIENT,
  });
  expect(script).toContain(`'${SITE_URL}/signup/openid/complete'`);
  expect(script).toContain("-GenerateClientSecret");
});

test("a service at the site works while the link is down, at an address that Mattermost may call", () => {
  const { connections, identity } = adfs({ onSite: true, addresses: ["10.7.0.9/32"] });
  expect(identity).toMatchObject({
    worksOffline: true,
    internalHosts: ["adfs.agency.example", "10.7.0.9/32"],
  });
  expect(connections.members[0]?.addresses).toEqual(["10.7.0.9/32"]);
});

test.each<[string, Partial<AdfsProps>, string]>([
  ["a URL for a host", { host: "https://adfs.agency.example" }, "HF3630"],
  ["a host without a domain", { host: "adfs" }, "HF3630"],
  ["a host that closes a quote", { host: "adfs.agency.example'" }, "HF3630"],
  ["http", { siteUrl: "http://chat.agency.example" }, "HF3622"],
  ["a client id that is none", { protocol: openId("mattermost") }, "HF3602"],
  ["a group over two lines", { groups: ["AGENCY\\Mattermost\r\nRemove-Item"] }, "HF3631"],
])("%s", (_, overrides, code) => {
  expect(problemCodes(() => adfs(overrides))).toEqual([code]);
});
