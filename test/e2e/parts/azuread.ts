import assert from "node:assert/strict";
import { NATIONAL_CLOUDS, type NationalCloud } from "../../../src/catalog/national-clouds";
import { MICROSOFT_365_CLIENTS } from "../../../src/constructs/m365/microsoft-365-clients";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import { MockedStack, type TestFile } from "../toolchain/mocked-stack";
import { set, text, type Condition } from "./azuread/condition";
import { CERTIFICATE, CLIENT_ID, TENANT } from "./azuread/names";
import { siteConditions } from "./azuread/site-conditions";
import { synthesizeSite, type SiteDirectory } from "./azuread/site-directory";
import { EXPIRES, GROUP, SITE_URL, synthesizeTenant, type TenantStack } from "./azuread/tenant-stack";

const NOTE = "evaluated with mock providers: no tenant of Entra ID is asked";
const APPLICATION = "22222222-3333-4444-8555-666666666666";
const PRINCIPAL = "44444444-5555-4666-8777-888888888888";
const GRAPH_PRINCIPAL = "55555555-6666-4777-8888-999999999999";
const POLICY = "/policies/claimsMappingPolicies/77777777-8888-4999-8aaa-bbbbbbbbbbbb";

interface State {
  readonly tenant: TenantStack;
  readonly stack: MockedStack;
  /** What a site file makes there. */
  readonly site: SiteDirectory;
  readonly directory: MockedStack;
}

type Clouds = Readonly<Record<NationalCloud, State>>;

/** What Entra would make up. */
const MOCKS = {
  azuread: {
    mock_resource: {
      azuread_application: {
        defaults: { id: `/applications/${APPLICATION}`, object_id: APPLICATION, client_id: CLIENT_ID },
      },
      azuread_service_principal: {
        defaults: { id: `/servicePrincipals/${PRINCIPAL}`, object_id: PRINCIPAL },
      },
      azuread_claims_mapping_policy: { defaults: { id: POLICY } },
      azuread_service_principal_token_signing_certificate: { defaults: { value: CERTIFICATE } },
    },
    mock_data: {
      azuread_service_principal: { defaults: { object_id: GRAPH_PRINCIPAL } },
    },
  },
  kubernetes: {},
};

function openId({ at, all }: TenantStack, cloud: NationalCloud): readonly Condition[] {
  const { loginHost } = NATIONAL_CLOUDS[cloud];
  const redirects = ["login", "signup"].map((step) => `${SITE_URL}/${step}/office365/complete`);
  const [grant = ""] = all.azuread_service_principal_delegated_permission_grant ?? [];
  return [
    ["people of one tenant", `${at.openId}.sign_in_audience == "AzureADMyOrg"`],
    ["Mattermost's two callbacks", `${at.openId}.web[0].redirect_uris == ${set(redirects)}`],
    ["tokens of version 2", `${at.openId}.api[0].requested_access_token_version == 2`],
    ["no implicit grant", `!${at.openId}.web[0].implicit_grant[0].id_token_issuance_enabled`],
    [
      "optional claims",
      `toset([for claim in ${at.openId}.optional_claims[0].id_token : claim.name]) == ` +
        set(["email", "family_name", "given_name"]),
    ],
    ["only who is assigned", `${at.people}.app_role_assignment_required`],
    [
      "the group",
      `anytrue([for each in [${(all.azuread_app_role_assignment ?? []).join(", ")}] : each.principal_object_id == ${text(GROUP)}])`,
    ],
    ["consent", `contains(${grant}.claim_values, "openid") && contains(${grant}.claim_values, "User.Read")`],
    [
      "the cloud's discovery",
      `output.discovery == "https://${loginHost}/${TENANT}/v2.0/.well-known/openid-configuration"`,
    ],
  ];
}

function secrets({ all }: TenantStack): readonly Condition[] {
  const passwords = all.azuread_application_password ?? [];
  assert.equal(passwords.length, 2);
  return passwords.flatMap((address): readonly Condition[] => [
    ["a secret's end", `${address}.end_date == ${text(EXPIRES)}`],
    ["a secret's application", `${address}.application_id == "/applications/${APPLICATION}"`],
    ["a secret's revision", `${address}.rotate_when_changed == tomap({ revision = "1" })`],
  ]);
}

function saml({ at, all }: TenantStack, cloud: NationalCloud): readonly Condition[] {
  const { loginHost } = NATIONAL_CLOUDS[cloud];
  const [certificate = ""] = all.azuread_service_principal_token_signing_certificate ?? [];
  const [policy = ""] = all.azuread_claims_mapping_policy ?? [];
  const [assigned = ""] = all.azuread_service_principal_claims_mapping_policy_assignment ?? [];
  const metadata = `https://${loginHost}/${TENANT}/federationmetadata/2007-06/federationmetadata.xml`;
  return [
    ["Mattermost's entity id", `${at.saml}.identifier_uris == toset([${text(SITE_URL)}])`],
    ["where answers go", `${at.saml}.web[0].redirect_uris == toset(["${SITE_URL}/login/sso/saml"])`],
    ["mapped claims are allowed", `${at.saml}.api[0].mapped_claims_enabled`],
    ["single sign-on by SAML", `${at.samlPeople}.preferred_single_sign_on_mode == "saml"`],
    ["the certificate's end", `${certificate}.end_date == ${text(EXPIRES)}`],
    ["every claim", `length(jsondecode(${policy}.definition[0]).ClaimsMappingPolicy.ClaimsSchema) >= 5`],
    ["the policy is assigned", `${assigned}.claims_mapping_policy_id == "${POLICY}"`],
    ["where people sign in", `output.saml_sign_in == "https://${loginHost}/${TENANT}/saml2"`],
    ["the metadata", `output.saml_metadata == "${metadata}?appid=${CLIENT_ID}"`],
    ["the issuer", `output.saml_issuer == "https://sts.windows.net/${TENANT}/"`],
  ];
}

function teams({ at, all }: TenantStack): readonly Condition[] {
  const [uri = ""] = all.azuread_application_identifier_uri ?? [];
  const clients = all.azuread_application_pre_authorized ?? [];
  const scopes = `[for scope in ${at.teams}.api[0].oauth2_permission_scope : scope]`;
  return [
    [
      "an identifier that refers to itself",
      `${uri}.identifier_uri == "api://chat.agency.example/${CLIENT_ID}"`,
    ],
    ["one scope", `[for scope in ${scopes} : scope.value] == ["access_as_user"]`],
    ["tokens of version 1", `${at.teams}.api[0].requested_access_token_version == 1`],
    [
      "Microsoft's clients, in the order of the plugin's tool",
      `tolist([${clients.map((each) => `${each}.authorized_client_id`).join(", ")}]) == ` +
        `tolist(${text(Object.values(MICROSOFT_365_CLIENTS))})`,
    ],
    [
      "each client may use the scope",
      `alltrue([for each in [${clients.join(", ")}] : each.permission_ids == toset([one(${scopes}).id])])`,
    ],
    [
      "Graph: one delegated permission, two of the application",
      `toset([for each in flatten([for resource in ${at.teams}.required_resource_access : ` +
        `[for access in resource.resource_access : access.type]]) : each]) == toset(["Scope", "Role"])`,
    ],
    [
      "the application's consent",
      `length([for each in [${(all.azuread_app_role_assignment ?? []).join(", ")}] : each ` +
        `if each.resource_object_id == "${GRAPH_PRINCIPAL}"]) == 2`,
    ],
  ];
}

function tests(conditions: readonly Condition[]): TestFile {
  return {
    mock_provider: MOCKS,
    run: {
      applies: {
        command: "apply",
        assert: conditions.map(([what, expression]) => ({
          condition: `\${${expression}}`,
          error_message: what,
        })),
      },
    },
  };
}

async function prepare(ctx: Context): Promise<Clouds> {
  const open = async (cloud: NationalCloud): Promise<State> => {
    const tenant = synthesizeTenant(ctx.tmp(cloud), cloud);
    const site = synthesizeSite(ctx.tmp(`site-${cloud}`), cloud);
    return {
      tenant,
      stack: await MockedStack.open(ctx, tenant.folder),
      site,
      directory: await MockedStack.open(ctx, site.folder),
    };
  };
  return { commercial: await open("commercial"), gcchigh: await open("gcchigh"), dod: await open("dod") };
}

const checksOf = (cloud: NationalCloud): readonly Check<Clouds>[] => [
  {
    name: `${NATIONAL_CLOUDS[cloud].title}: validates`,
    level: "P2",
    async run(_, clouds) {
      await clouds[cloud].stack.validate();
      await clouds[cloud].directory.validate();
    },
  },
  {
    name: `${NATIONAL_CLOUDS[cloud].title}: what a site file makes in the tenant, its package, and another client id refused`,
    level: "P3",
    note: NOTE,
    async run(_, clouds) {
      const { directory, site } = clouds[cloud];
      assert.equal(site.application.id, CLIENT_ID);
      await directory.test(tests(siteConditions(site, cloud)));
      const other = structuredClone(MOCKS);
      other.azuread.mock_resource.azuread_application.defaults.client_id = PRINCIPAL;
      const refused = { mock_provider: other, run: { applies: { command: "apply" as const } } };
      await assert.rejects(directory.test(refused), /has another client id/);
    },
  },
  {
    name: `${NATIONAL_CLOUDS[cloud].title}: sign-in by OpenID and SAML, and the app of Teams, as evaluated`,
    level: "P3",
    note: NOTE,
    async run(_, clouds) {
      const { stack, tenant } = clouds[cloud];
      await stack.test(
        tests([...openId(tenant, cloud), ...secrets(tenant), ...saml(tenant, cloud), ...teams(tenant)]),
      );
    },
  },
];

/** What Holdfast makes in Entra ID, evaluated by Terraform in every cloud. */
export const part: Part<Clouds> = {
  name: "azuread",
  title: "Applications of Entra ID in the commercial and the government clouds",
  needs: ["terraform"],
  proves: ["EntraOpenId", "EntraSaml", "MissionCollaborationApp"],
  prepare,
  checks: [
    ...(Object.keys(NATIONAL_CLOUDS) as NationalCloud[]).flatMap(checksOf),
    {
      name: "what must not hold is told",
      level: "P2",
      async run(_, { commercial }) {
        const { at } = commercial.tenant;
        const wrong: Condition = ["anybody may sign in", `!${at.people}.app_role_assignment_required`];
        await assert.rejects(commercial.stack.test(tests([wrong])), /anybody may sign in/);
      },
    },
  ],
};
