import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { NATIONAL_CLOUDS, type NationalCloud } from "../../../src/catalog/national-clouds";
import { EntraOpenId, type EntraOpenIdProps } from "../../../src/constructs/identity/entra-open-id";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, synth, testStack } from "../../support/synth";
import { list, onlyResource, resourcesOf, textsOf } from "../../support/terraform-json";
import { CLOUDS, entraStack, EXPIRES, SITE_URL, TENANT } from "./entra-scene";
import { readEvidence } from "../../../src/reports/evidence";

function scene(overrides: Partial<EntraOpenIdProps> = {}, cloud: NationalCloud = "commercial") {
  const stack = entraStack(cloud);
  const existing = Secret.fromName(stack, "Login", { name: "entra" }).key("client-secret");
  const provider = new EntraOpenId(stack, "Entra", {
    tenantId: TENANT,
    siteUrl: SITE_URL,
    cloud,
    clientSecret: { existing, expires: EXPIRES },
    ...overrides,
  });
  return { stack, provider };
}

const GROUP = "99999999-8888-4777-8666-555555555555";

function keptInState(reason: string) {
  const { stack } = scene();
  const namespace = new Namespace(stack, "Namespace", { name: "agency" });
  const provider = new EntraOpenId(stack, "Kept", {
    tenantId: TENANT,
    siteUrl: SITE_URL,
    displayName: "Kept",
    clientSecret: { keptInState: { reason, expires: EXPIRES, namespace, secretName: "entra", revision: 3 } },
  });
  return { stack, provider };
}

describe.each(CLOUDS)("Entra ID in %s, OpenID Connect", (cloud) => {
  test("is discovered at the cloud's own login host", () => {
    const { provider } = scene({}, cloud);
    const { loginHost } = NATIONAL_CLOUDS[cloud];
    expect(provider.identity.discoveryUrl).toBe(
      `https://${loginHost}/${TENANT}/v2.0/.well-known/openid-configuration`,
    );
    expect(provider.connections.members.map((each) => [each.sideName, each.ports[0]?.port])).toEqual([
      [loginHost, 443],
    ]);
    expect(provider.identity).toMatchObject({ flavour: "entra", tenantId: TENANT, worksOffline: false });
  });

  describeWithReference("the provider's schema", () => {
    test("takes the application, the consent and the groups", () => {
      const { stack } = scene({ grantConsent: true, groups: [GROUP], owners: [GROUP] }, cloud);
      expect(checkAgainstProviderSchema(synth(stack))).toEqual([]);
    });

    test("takes a password in the state", () => {
      expect(checkAgainstProviderSchema(synth(keptInState("The state is encrypted.").stack))).toEqual([]);
    });
  });
});

test("the application takes people of one tenant back to Mattermost's two addresses", () => {
  const application = onlyResource(synth(scene().stack), "azuread_application");
  expect(application.sign_in_audience).toBe("AzureADMyOrg");
  expect(list(application.web)[0]?.redirect_uris).toEqual([
    `${SITE_URL}/login/office365/complete`,
    `${SITE_URL}/signup/office365/complete`,
  ]);
  expect(list(application.api)[0]?.requested_access_token_version).toBe(2);
});

test("nobody may sign in who is not assigned, unless it is said", () => {
  const required = (overrides?: Partial<EntraOpenIdProps>) =>
    onlyResource(synth(scene(overrides).stack), "azuread_service_principal").app_role_assignment_required;
  expect([required(), required({ assignmentRequired: false })]).toEqual([true, false]);
  expect(scene().provider.identity.whoMaySignIn).toContain("assigned");
  expect(scene({ assignmentRequired: false }).provider.identity.whoMaySignIn).toContain("everybody");
});

test("with an existing Secret, no password is made", () => {
  const { provider, stack } = scene();
  expect(provider.identity.clientSecret).toMatchObject({ key: "client-secret" });
  expect(resourcesOf(synth(stack)).some(({ type }) => type === "azuread_application_password")).toBe(false);
});

test("a password in the state has a reason, an end and a revision, and goes into a Secret write-only", () => {
  const { provider, stack } = keptInState("The state is encrypted and only the deployer reads it.");
  const json = synth(stack);
  const password = onlyResource(json, "azuread_application_password");
  expect(password).toMatchObject({ end_date: EXPIRES, rotate_when_changed: { revision: "3" } });
  const secret = onlyResource(json, "kubernetes_secret_v1");
  expect(textsOf(secret.data_wo).map(({ text }) => text)).toEqual([
    expect.stringMatching(/^\$\{azuread_application_password\..*\.value\}$/),
  ]);
  expect(secret).toMatchObject({ data_wo_revision: 3 });
  expect(readEvidence(stack).keptInState).toEqual([
    { construct: provider.clientSecret.node.path, reason: expect.stringContaining("encrypted") as string },
  ]);
});

test.each<[string, () => unknown, string]>([
  ["a tenant's name", () => scene({ tenantId: "agency.example" }), "HF3602"],
  ["a tenant in capital letters is one", () => scene({ tenantId: TENANT.toUpperCase() }), ""],
  ["plain http", () => scene({ siteUrl: "http://chat.agency.example" }), "HF3622"],
  ["a path", () => scene({ siteUrl: "https://agency.example/chat" }), "HF3622"],
  [
    "an unknown cloud",
    () => new EntraOpenId(entraStack(), "X", { ...props(), cloud: "china" as "dod" }),
    "HF3604",
  ],
  [
    "a day instead of a moment",
    () => scene({ clientSecret: { ...login(), expires: "2027-03-31" } }),
    "HF3621",
  ],
  [
    "the 31st of a month of 30",
    () => scene({ clientSecret: { ...login(), expires: "2027-13-31T00:00:00Z" } }),
    "HF3621",
  ],
  ["a password without a reason", () => keptInState("because"), "HF3620"],
  ["groups that nothing asks for", () => scene({ groups: [GROUP], assignmentRequired: false }), "HF3623"],
  ["a group's name", () => scene({ groups: ["Watch officers"] }), "HF3602"],
])("%s", (_, act, code) => {
  expect(problemCodes(act)).toEqual(code === "" ? [] : [code]);
});

function login() {
  return { existing: Secret.fromName(testStack(), "Login", { name: "entra" }).key("client-secret") };
}

function props(): EntraOpenIdProps {
  return { tenantId: TENANT, siteUrl: SITE_URL, clientSecret: { ...login(), expires: EXPIRES } };
}

describe("the provider's environment", () => {
  test.each(CLOUDS.flatMap((tenant) => CLOUDS.map((looked) => [tenant, looked] as const)))(
    "a tenant in %s, looked for in %s",
    (tenant, looked) => {
      const stack = entraStack(looked);
      new EntraOpenId(stack, "Entra", { ...props(), cloud: tenant });
      const act = () => synth(stack);
      if (tenant === looked) expect(act).not.toThrow();
      else expect(act).toThrow(/HF3603/);
    },
  );

  test("left out, it is the public one", () => {
    const stack = testStack();
    new AzureadProvider(stack, "Azuread", { tenantId: TENANT });
    new EntraOpenId(stack, "Entra", { ...props(), cloud: "dod" });
    expect(() => synth(stack)).toThrow(/expected "usgovernmentl5"/);
  });
});
