import { NATIONAL_CLOUDS } from "../../catalog/national-clouds";
import type { Site } from "../site";
import type { SiteEntra } from "../site-entra";
import { sameId, signInTenant } from "./entra-read";
import { rules, type Finding, type FindRule } from "./rule";

const ENDPOINTS = "Microsoft, national cloud endpoints";
const NOT_MADE = "00000000-0000-0000-0000-000000000000";

/** Rules on the application that is made for sign-in. */
export const ENTRA_RULES = rules(
  {
    code: "HF2696",
    severity: "error",
    title: "An application for sign-in would be made where nobody signs in.",
    fix: "let identity name this tenant: kind openid, saml, or keycloak with a broker; or remove entra",
    reference: ENDPOINTS,
    find: registered((entra, site) => {
      const used = signInTenant(site);
      const { loginHost } = NATIONAL_CLOUDS[entra.cloud];
      if (used?.loginHost === loginHost && sameId(used.tenantId, entra.tenantId)) return [];
      const seen = used ? `${used.tenantId} at ${used.loginHost}` : "no tenant of Entra ID";
      return [
        {
          path: "entra",
          message: `identity names ${seen}, entra names ${entra.tenantId} at ${loginHost}`,
          expected: "the same tenant in the same cloud",
        },
      ];
    }),
  },
  {
    code: "HF2697",
    severity: "error",
    title: "What people sign in with has no last day or no place, and Entra ID wants both.",
    fix: "write it; the stack's guide says where the value goes",
    reference: "Microsoft Entra: passwords and signing certificates of an application have an end",
    find: registered((_, { identity }) => missingOf(identity)),
  },
  {
    code: "HF2698",
    severity: "error",
    title: "Groups may sign in, but nobody has to be assigned: the groups would mean nothing.",
    fix: "leave assignmentRequired out, or leave the groups out",
    reference: "Microsoft Entra: assignment required",
    find: registered(({ assignmentRequired, groups }) =>
      !assignmentRequired && groups.length > 0
        ? [
            {
              path: "entra.groups",
              message: `entra.groups has ${groups.length} entries, entra.assignmentRequired is false`,
              expected: "assignmentRequired: true",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2699",
    severity: "error",
    title: "One stack would make applications in two tenants.",
    fix: "make one of them elsewhere: remove entra, or write microsoft365.application with kind existing",
    reference: "Holdfast: the stack <name>-directory signs in to one tenant",
    find: registered((entra, { microsoft365 }) => {
      if (microsoft365?.application.kind !== "create") return [];
      const same = sameId(microsoft365.tenantId, entra.tenantId);
      if (same && microsoft365.cloud === entra.cloud) return [];
      return [
        {
          path: "entra.tenantId",
          message: `entra is ${entra.tenantId} (${entra.cloud}), microsoft365 is ${microsoft365.tenantId} (${microsoft365.cloud})`,
          expected: "one tenant in one cloud",
        },
      ];
    }),
  },
  {
    code: "HF2679",
    severity: "warning",
    title: "Before its application exists, nobody signs in at Entra ID.",
    fix: "apply the stack <name>-directory, and write its output sign_in_client_id",
    reference: "Microsoft Entra: the directory chooses the client id",
    find: registered((_, site) => {
      const used = signInTenant(site);
      return used?.clientId === NOT_MADE
        ? [
            {
              path: `${used.path}.clientId`,
              message: "the client id is all zeros",
              expected: "that of the application",
            },
          ]
        : [];
    }),
  },
);

/** What a rule on the application for sign-in finds; nothing where none is made. */
function registered(find: (entra: SiteEntra, site: Site) => readonly Finding[]): FindRule["find"] {
  return (site) => (site.entra ? find(site.entra, site) : []);
}

function missingOf(identity: Site["identity"]): readonly Finding[] {
  const wanted: Readonly<Record<string, unknown>> =
    identity?.kind === "saml"
      ? {
          "identity.certificate": identity.certificate,
          "identity.certificateExpires": identity.certificateExpires,
        }
      : identity?.kind === "openid"
        ? { "identity.clientSecret.expires": identity.clientSecret.expires }
        : identity?.kind === "keycloak" && identity.broker
          ? { "identity.broker.clientSecret.expires": identity.broker.clientSecret.expires }
          : {};
  return Object.entries(wanted)
    .filter(([, value]) => value === undefined)
    .map(([path]) => ({ path, message: `${path} is absent, and entra is there`, expected: "a value" }));
}
