import type { ClaimMap } from "./identity-provider";

/** Property of a person in Entra ID, by the claim that carries it. The nickname part of the address makes a valid user name, the sign-in name doesn't. */
const SOURCES = {
  id: "objectid",
  email: "mail",
  username: "mailnickname",
  firstname: "givenname",
  lastname: "surname",
  position: "jobtitle",
} as const;

/** Which claim Mattermost reads for what. Source: Mattermost docs, sso-saml-entraid.rst. */
export const SAML_CLAIMS: ClaimMap = {
  id: "id",
  email: "email",
  username: "username",
  firstName: "firstname",
  lastName: "lastname",
  position: "position",
};

/** The claims mapping policy, JSON. */
export function claimsMappingPolicy(): string {
  return JSON.stringify({
    ClaimsMappingPolicy: {
      Version: 1,
      IncludeBasicClaimSet: "true",
      ClaimsSchema: Object.entries(SOURCES).map(([claim, id]) => ({
        Source: "user",
        ID: id,
        SamlClaimType: claim,
      })),
    },
  });
}
