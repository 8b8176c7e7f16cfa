import {
  fromOpenIdAttributes,
  fromSamlAttributes,
  type OpenIdAttributes,
} from "../../../src/constructs/identity/foreign-provider";
import { SingleSignOn } from "../../../src/constructs/identity/single-sign-on";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { problemCodes } from "../../support/synth";
import { environmentOf, world, type WorldProps } from "../mattermost/world";

const DISCOVERY = "https://id.outpost.example/.well-known/openid-configuration";
const TENANT = "11111111-2222-4333-8444-555555555555";

function scene(attributes: Partial<OpenIdAttributes> = {}, props: WorldProps = {}, days?: number) {
  const built = world(props);
  const provider = fromOpenIdAttributes(built.stack, "Identity", {
    discoveryUrl: DISCOVERY,
    clientId: "mattermost",
    clientSecret: Secret.fromName(built.stack, "Client", { name: "client" }).key("secret"),
    worksOffline: true,
    ...attributes,
  });
  built.server.addFeature(new SingleSignOn({ provider, sessionDays: days }));
  return built;
}

test("OpenID Connect: one way in, sessions of the mission, no secret in the texts", () => {
  const environment = environmentOf(scene({ privateAddress: true }, {}, 90));
  expect(environment).toMatchObject({
    MM_OPENIDSETTINGS_ENABLE: "true",
    MM_OPENIDSETTINGS_DISCOVERYENDPOINT: DISCOVERY,
    MM_OFFICE365SETTINGS_ENABLE: "false",
    MM_SAMLSETTINGS_ENABLE: "false",
    MM_EMAILSETTINGS_ENABLESIGNINWITHEMAIL: "false",
    MM_EMAILSETTINGS_ENABLESIGNINWITHUSERNAME: "false",
    MM_SERVICESETTINGS_SESSIONLENGTHSSOINHOURS: "2160",
    MM_SERVICESETTINGS_SESSIONLENGTHMOBILEINHOURS: "2160",
    MM_SERVICESETTINGS_EXTENDSESSIONLENGTHWITHACTIVITY: "true",
    MM_SERVICESETTINGS_ALLOWEDUNTRUSTEDINTERNALCONNECTIONS: "id.outpost.example",
  });
});

test("the servers believe the provider's authority, in a file of its own", () => {
  const built = world();
  const provider = fromOpenIdAttributes(built.stack, "Identity", {
    discoveryUrl: DISCOVERY,
    clientId: "mattermost",
    clientSecret: Secret.fromName(built.stack, "Client", { name: "client" }).key("secret"),
    worksOffline: true,
    ca: Secret.fromName(built.stack, "ProviderAuthority", { name: "provider-authority" }),
  });
  expect(environmentOf(built).SSL_CERT_DIR ?? "").not.toContain("single-sign-on");
  built.server.addFeature(new SingleSignOn({ provider }));
  expect(environmentOf(built).SSL_CERT_DIR).toContain("/holdfast/ca/single-sign-on");
});

test("Entra: its own section, the old addresses blanked", () => {
  const environment = environmentOf(scene({ tenantId: TENANT }));
  expect(environment).toMatchObject({
    MM_OFFICE365SETTINGS_ENABLE: "true",
    MM_OFFICE365SETTINGS_DIRECTORYID: TENANT,
    MM_OFFICE365SETTINGS_SCOPE: "profile openid email",
    MM_OFFICE365SETTINGS_AUTHENDPOINT: "",
    MM_OFFICE365SETTINGS_TOKENENDPOINT: "",
    MM_OFFICE365SETTINGS_USERAPIENDPOINT: "",
    MM_OPENIDSETTINGS_ENABLE: "false",
  });
});

test("SAML: signatures checked, attributes named", () => {
  const built = world();
  const provider = fromSamlAttributes(built.stack, "Identity", {
    ssoUrl: "https://id.outpost.example/saml",
    issuer: "https://id.outpost.example",
    serviceProviderId: "mattermost",
    certificateFile: "id.crt",
    worksOffline: true,
    claims: { id: "id", email: "mail", username: "uid" },
  });
  built.server.addFeature(new SingleSignOn({ provider, passwordSignIn: true }));
  expect(environmentOf(built)).toMatchObject({
    MM_SAMLSETTINGS_ENABLE: "true",
    MM_SAMLSETTINGS_VERIFY: "true",
    MM_SAMLSETTINGS_ENCRYPT: "false",
    MM_SAMLSETTINGS_IDATTRIBUTE: "id",
    MM_SAMLSETTINGS_EMAILATTRIBUTE: "mail",
    MM_SAMLSETTINGS_IDPCERTIFICATEFILE: "id.crt",
    MM_SAMLSETTINGS_ASSERTIONCONSUMERSERVICEURL: "https://chat.outpost.example/login/sso/saml",
    MM_EMAILSETTINGS_ENABLESIGNINWITHEMAIL: "true",
  });
});

test("the user name's claim is asked of servers that know it", () => {
  const name = "MM_OPENIDSETTINGS_USEPREFERREDUSERNAME";
  expect(environmentOf(scene({}, { version: "11.7.9" }))[name]).toBe("true");
  expect(environmentOf(scene({}, { version: "10.11.16" }))).not.toHaveProperty(name);
});

test.each<[string, Partial<OpenIdAttributes>, WorldProps, readonly string[]]>([
  ["plain HTTP", { discoveryUrl: DISCOVERY.replace("https", "http") }, {}, ["HF3501"]],
  ["another document", { discoveryUrl: "https://id.outpost.example/" }, {}, ["HF3502"]],
  ["no tenant", { tenantId: "" }, {}, ["HF3505"]],
  ["Team Edition", {}, { edition: "team", replicas: 1, tier: undefined }, ["HF3504"]],
])("refuses %s", (_, attributes, props, codes) => {
  expect(problemCodes(() => scene(attributes, props))).toEqual(codes);
});

test.each([
  ["saml-idp.crt", []],
  ["id.crt", ["HF3509"]],
])("the setup brings the provider's certificate as %s", (certificateFile, codes) => {
  const built = world({ tier: "professional" });
  const certificate = Secret.fromName(built.stack, "Certificate", { name: "provider" }).key("tls.crt");
  const provider = fromSamlAttributes(built.stack, "Identity", {
    ssoUrl: "https://id.outpost.example/saml",
    issuer: "https://id.outpost.example",
    serviceProviderId: "mattermost",
    certificateFile,
    certificate,
    worksOffline: true,
    claims: { id: "id", email: "mail", username: "uid" },
  });
  expect(
    problemCodes(() => {
      built.server.addFeature(new SingleSignOn({ provider }));
    }),
  ).toEqual(codes);
  const brought =
    codes.length > 0 ? [] : [{ secrets: { certificate }, steps: [{ kind: "saml-certificate" }] }];
  expect(built.server.setups()).toMatchObject(brought);
});
