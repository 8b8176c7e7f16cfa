import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import { NATIONAL_CLOUDS } from "../../catalog/national-clouds";
import type { Site } from "../site";
import { sameId, signInTenant, type NamedTenant } from "./entra-read";
import { embedded, one } from "./microsoft365";
import { rules } from "./rule";

const CLOUDS = "Microsoft, national cloud endpoints: a tenant is in one cloud";
const PLUGIN = "Mattermost plugin for Microsoft 365, README and server/ at 7fcf637";

/** Rules on the tenant behind Microsoft 365, its application and its people. */
export const MICROSOFT_365_TENANT_RULES = rules(
  {
    code: "HF2690",
    severity: "error",
    title: "One tenant would be in two clouds.",
    fix: "correct the cloud of one of them, or the tenant",
    reference: CLOUDS,
    find: embedded(({ cloud, tenantId }, site) =>
      namedTenants(site)
        .filter((other) => sameId(other.tenantId, tenantId))
        .filter(({ loginHost }) => loginHost !== NATIONAL_CLOUDS[cloud].loginHost)
        .flatMap(({ loginHost, path }) =>
          one(
            "cloud",
            `microsoft365.cloud is ${cloud}, and ${path} names the same tenant at ${loginHost}`,
            `a cloud whose people sign in at ${loginHost}`,
          ),
        ),
    ),
  },
  {
    code: "HF2691",
    severity: "error",
    title:
      "One application of Entra ID can't serve sign-in and Microsoft 365: their tokens have different versions.",
    fix: "write the client id of an application of its own",
    reference: "Microsoft identity platform, requestedAccessTokenVersion; plugin's check of the audience",
    find: embedded(({ application }, site) =>
      namedTenants(site)
        .filter(({ clientId }) => clientId !== undefined && sameId(clientId, application.clientId))
        .flatMap(({ path }) =>
          one(
            "application.clientId",
            `microsoft365.application.clientId is that of ${path}`,
            "two applications",
          ),
        ),
    ),
  },
  {
    code: "HF2692",
    severity: "warning",
    title:
      "Before its application exists, Mattermost is not shown inside Microsoft 365, and no package is written.",
    fix: "apply the stack <name>-directory, and write its output teams_client_id into application.clientId",
    reference: "Microsoft Entra: the directory chooses the client id",
    find: embedded(({ application }) =>
      application.clientId === undefined
        ? one(
            "application",
            "microsoft365.application.clientId is absent",
            "the client id of the application that was made",
          )
        : [],
    ),
  },
  {
    code: "HF2693",
    severity: "error",
    title: "The client secret for Microsoft 365 ends before the mission does.",
    fix: "make one that lasts, and write its last day",
    reference: "Microsoft Entra: an application's password has an end",
    find: embedded(({ clientSecret: { expires } }, { missionEnds }) =>
      missionEnds !== undefined && expires < missionEnds
        ? one(
            "clientSecret.expires",
            `the client secret ends on ${expires}, missionEnds is ${missionEnds}`,
            `${missionEnds} or later`,
          )
        : [],
    ),
  },
  {
    code: "HF2694",
    severity: "warning",
    title:
      "Nobody says that accounts have the e-mail addresses that the tenant signs people in with; others are asked for a login.",
    fix: "sign in at the same tenant, or compare by `holdfast sign-in-names` and accept this",
    reference: PLUGIN,
    find: embedded(({ tenantId }, site) =>
      sameId(signInTenant(site)?.tenantId, tenantId)
        ? []
        : one(
            "tenantId",
            `people sign in by ${site.identity?.kind ?? "Mattermost's own accounts"}, not at the tenant ${tenantId}`,
            "accounts whose e-mail is their userPrincipalName",
          ),
    ),
  },
);

/** Every place that names a tenant, the subscription's among them. */
function namedTenants(site: Site): readonly NamedTenant[] {
  const { azure } = site;
  const built = azure && {
    path: "azure.tenantId",
    tenantId: azure.tenantId,
    loginHost: AZURE_CLOUDS[azure.cloud].loginHost,
  };
  return [built, signInTenant(site)].filter((each) => each !== undefined);
}
