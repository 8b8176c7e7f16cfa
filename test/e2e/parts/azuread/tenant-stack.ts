import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { App, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { join } from "node:path";
import { NATIONAL_CLOUDS, type NationalCloud } from "../../../../src/catalog/national-clouds";
import { EntraOpenId } from "../../../../src/constructs/identity/entra-open-id";
import { EntraSaml } from "../../../../src/constructs/identity/entra-saml";
import { enforceDependencies } from "../../../../src/constructs/kubernetes/dependencies";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { MissionCollaborationApp } from "../../../../src/constructs/m365/mission-collaboration-app";
import { TENANT } from "./names";

export const GROUP = "66666666-7777-4888-8999-aaaaaaaaaaaa";
export const SITE_URL = "https://chat.agency.example";
export const EXPIRES = "2027-03-31T00:00:00Z";

/** Where a stack was written, and the addresses of what is in it by the names of the checks. */
export interface TenantStack {
  readonly folder: string;
  readonly at: Readonly<Record<"openId" | "people" | "saml" | "samlPeople" | "teams", string>>;
  /** Addresses of everything by type. */
  readonly all: Readonly<Record<string, readonly string[]>>;
}

/** One tenant with everything that Holdfast makes in Entra ID: sign-in by both protocols, and the embedded app. */
export function synthesizeTenant(folder: string, cloud: NationalCloud): TenantStack {
  const app = new App({ outdir: folder, stackTraces: false });
  const stack = new TerraformStack(app, cloud);
  new AzureadProvider(stack, "Azuread", {
    tenantId: TENANT,
    environment: NATIONAL_CLOUDS[cloud].azureadEnvironment,
  });
  new KubernetesProvider(stack, "Kubernetes", { configPath: "~/.kube/config" });
  new RandomProvider(stack, "Random");
  enforceDependencies(stack);
  const namespace = Namespace.fromName(stack, "Namespace", "agency");
  const common = { tenantId: TENANT, siteUrl: SITE_URL, cloud } as const;
  const keptInState = (secretName: string) => ({
    keptInState: { reason: "the state is encrypted here", expires: EXPIRES, namespace, secretName },
  });
  const openId = new EntraOpenId(stack, "OpenId", {
    ...common,
    clientSecret: keptInState("sign-in-client"),
    groups: [GROUP],
    grantConsent: true,
  });
  const saml = new EntraSaml(stack, "Saml", {
    ...common,
    certificateExpires: EXPIRES,
    certificate: { namespace, secretName: "saml-certificate" },
  });
  const teams = new MissionCollaborationApp(stack, "Teams", {
    ...common,
    clientSecret: keptInState("teams-client"),
    grantConsent: true,
  });
  const told = {
    discovery: openId.identity.discoveryUrl,
    saml_sign_in: saml.identity.ssoUrl,
    saml_metadata: saml.identity.metadataUrl ?? "",
    saml_issuer: saml.identity.issuer,
  };
  for (const [name, value] of Object.entries(told))
    new TerraformOutput(stack, name, { value, staticId: true });
  app.synth();
  return {
    folder: join(folder, "stacks", cloud),
    at: {
      openId: address(openId.application),
      people: address(openId.servicePrincipal),
      saml: address(saml.application),
      samlPeople: address(saml.servicePrincipal),
      teams: address(teams.application),
    },
    all: byType(stack),
  };
}

function byType(stack: TerraformStack): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const each of stack.node.findAll().filter((each) => TerraformResource.isTerraformResource(each))) {
    (found[each.terraformResourceType] ??= []).push(address(each));
  }
  return found;
}

function address({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
