import type { NationalCloud } from "../../../src/catalog/national-clouds";
import {
  MissionCollaborationApp,
  type MissionCollaborationAppProps,
} from "../../../src/constructs/m365/mission-collaboration-app";
import { MICROSOFT_365_CLIENTS } from "../../../src/constructs/m365/microsoft-365-clients";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, synth } from "../../support/synth";
import { at, list, onlyResource, resourcesOf } from "../../support/terraform-json";
import { CLOUDS, entraStack, EXPIRES, SITE_URL, TENANT } from "../identity/entra-scene";

const CLIENT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

function scene(overrides: Partial<MissionCollaborationAppProps> = {}, cloud: NationalCloud = "commercial") {
  const stack = entraStack(cloud);
  const existing = Secret.fromName(stack, "Login", { name: "m365" }).key("client-secret");
  const app = new MissionCollaborationApp(stack, "App", {
    tenantId: TENANT,
    siteUrl: SITE_URL,
    cloud,
    clientSecret: { existing, expires: EXPIRES },
    ...overrides,
  });
  return { stack, app };
}

describe.each(CLOUDS)("the Entra application in %s", (cloud) => {
  const { stack } = scene({ grantConsent: true, clientId: CLIENT }, cloud);
  const json = synth(stack);

  describeWithReference("the provider's schema", () => {
    test("takes it", () => {
      expect(checkAgainstProviderSchema(json)).toEqual([]);
    });
  });

  test("has tokens of version 1 for an identifier URI that contains its own client id", () => {
    const application = onlyResource(json, "azuread_application");
    expect(at(application, "api").requested_access_token_version).toBe(1);
    expect(at(application, "lifecycle")).toMatchObject({ ignore_changes: ["identifier_uris"] });
    expect(onlyResource(json, "azuread_application_identifier_uri").identifier_uri).toMatch(
      /^api:\/\/chat\.agency\.example\/\$\{azuread_application\.\w+\.client_id\}$/,
    );
  });

  test("authorizes Microsoft's clients for its scope, after the identifier URI", () => {
    const scope = list(at(onlyResource(json, "azuread_application"), "api").oauth2_permission_scope)[0]!;
    const authorized = resourcesOf(json).filter(({ type }) => type === "azuread_application_pre_authorized");
    expect(authorized.map(({ body }) => String(body.authorized_client_id)).sort()).toEqual(
      Object.values(MICROSOFT_365_CLIENTS).sort(),
    );
    for (const { body } of authorized) {
      expect(body.permission_ids).toEqual([scope.id]);
      expect(body.depends_on).toEqual([
        expect.stringMatching(/^azuread_application_identifier_uri\./) as unknown,
      ]);
    }
  });

  test("asks Graph for what the plugin needs, and consents when told to", () => {
    const [access] = list(onlyResource(json, "azuread_application").required_resource_access);
    expect(list(access?.resource_access).map(({ type }) => type)).toEqual(["Scope", "Role", "Role"]);
    const roles = resourcesOf(json).filter(({ type }) => type === "azuread_app_role_assignment");
    expect(roles).toHaveLength(2);
  });
});

test("the scope and the app keep their ids, and other sites have others", () => {
  const ids = (siteUrl: string) => {
    const { app, stack } = scene({ siteUrl });
    const api = at(onlyResource(synth(stack), "azuread_application"), "api");
    return [app.missionCollaboration.teamsAppId, list(api.oauth2_permission_scope)[0]?.id];
  };
  expect(ids(SITE_URL)).toEqual(ids(SITE_URL));
  expect(new Set([...ids(SITE_URL), ...ids("https://other.agency.example")]).size).toBe(4);
  expect(ids(SITE_URL)[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a client id that is written down is what everybody uses, and Terraform checks it", () => {
  const { app, stack } = scene({ clientId: CLIENT.toUpperCase() });
  expect(app.missionCollaboration.clientId).toBe(CLIENT.toUpperCase());
  const { postcondition } = at(onlyResource(synth(stack), "azuread_application"), "lifecycle");
  expect(list(postcondition)[0]?.condition).toBe(`\${self.client_id == "${CLIENT}"}`);
  expect(
    at(onlyResource(synth(scene().stack), "azuread_application"), "lifecycle").postcondition,
  ).toBeUndefined();
});

test.each<[string, Partial<MissionCollaborationAppProps>, string]>([
  ["a path", { siteUrl: `${SITE_URL}/chat` }, "HF3601"],
  ["a port", { siteUrl: `${SITE_URL}:8443` }, "HF3601"],
  ["http", { siteUrl: "http://chat.agency.example" }, "HF3601"],
  ["a client id that is none", { clientId: "mattermost" }, "HF3602"],
  ["an app id that is none", { teamsAppId: "1.0" }, "HF3602"],
  ["a plugin id with a slash", { pluginId: "../admin" }, "HF3613"],
])("%s", (_, overrides, code) => {
  expect(problemCodes(() => scene(overrides))).toEqual([code]);
});
