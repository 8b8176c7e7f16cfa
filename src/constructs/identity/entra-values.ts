import type { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { NATIONAL_CLOUDS, type NationalCloud, type NationalCloudFacts } from "../../catalog/national-clouds";
import { problem } from "../../errors/catalogue";
import { describeProblem } from "../../errors/problem";
import { refuse } from "../kubernetes/problems";
import { isGuid } from "./entra-guid";
import { ENTRA_PROBLEMS } from "./entra-problems";

/** Its class is large, and a reference to an application needs none of it. */
const AZUREAD: typeof AzureadProvider.tfResourceType = "azuread";

/** An id that is written down or known after apply; anything else is refused. */
export function requireGuid(scope: IConstruct, property: string, value: string): string {
  if (!Token.isUnresolved(value) && !isGuid(value)) {
    refuse(scope, ENTRA_PROBLEMS.id, { message: `${property} is "${value}"`, expected: "a GUID" });
  }
  return value;
}

/** What is known of a cloud; unknown names, which JavaScript callers may give, are refused. */
export function requireCloud(scope: IConstruct, cloud: NationalCloud): NationalCloudFacts {
  const facts = (NATIONAL_CLOUDS as Partial<typeof NATIONAL_CLOUDS>)[cloud];
  return (
    facts ??
    refuse(scope, ENTRA_PROBLEMS.cloud, {
      message: `the national cloud is "${cloud}"`,
      expected: Object.keys(NATIONAL_CLOUDS).join(", "),
    })
  );
}

/** Checks at synth that every default azuread provider of the stack looks into the cloud of the tenant. */
export function checkProviderEnvironment(scope: Construct, cloud: NationalCloud): void {
  const expected = NATIONAL_CLOUDS[cloud].azureadEnvironment;
  scope.node.addValidation({
    validate: () =>
      TerraformStack.of(scope)
        .node.findAll()
        .filter(isAzureadProvider)
        .filter((provider) => provider.alias === undefined)
        .filter((provider) => (provider.environment ?? "public") !== expected)
        .map((provider) =>
          describeProblem(
            problem(ENTRA_PROBLEMS.providerEnvironment, {
              path: provider.node.path,
              message: `environment is "${provider.environment ?? "public"}" and the tenant is in ${cloud}`,
              expected: `"${expected}"`,
            }),
          ),
        ),
  });
}

function isAzureadProvider(construct: IConstruct): construct is AzureadProvider {
  return "terraformResourceType" in construct && construct.terraformResourceType === AZUREAD;
}

/** A moment as Entra ID wants it, e.g. `2027-03-31T00:00:00Z`. */
export function requireDate(scope: IConstruct, property: string, value: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) || Number.isNaN(Date.parse(value))) {
    refuse(scope, ENTRA_PROBLEMS.date, {
      message: `${property} is "${value}"`,
      expected: "a moment such as 2027-03-31T00:00:00Z",
    });
  }
  return value;
}

/** The origin of an HTTPS site URL: scheme, host, port, no slash at its end. */
export function requireOrigin(scope: IConstruct, siteUrl: string): string {
  const url = URL.canParse(siteUrl) ? new URL(siteUrl) : undefined;
  if (url?.protocol === "https:" && siteUrl === url.origin) return url.origin;
  return refuse(scope, ENTRA_PROBLEMS.siteUrl, {
    message: `siteUrl is "${siteUrl}"`,
    expected: "a URL such as https://chat.agency.example",
  });
}
