import type { ProblemKind } from "../../errors/catalogue";

/** Kinds of problems that the identity constructs report. */
export const IDENTITY_PROBLEMS = {
  address: {
    code: "HF3501",
    severity: "error",
    title: "An address of an identity provider can't be used.",
    fix: "Give a complete address that begins with https://, without a slash at the end.",
    reference: "OpenID Connect Discovery 1.0, section 4: issuer and discovery use https",
  },
  discovery: {
    code: "HF3502",
    severity: "error",
    title: "The discovery address does not end where OpenID Connect keeps its document.",
    fix: "Give the provider's address with /.well-known/openid-configuration at its end.",
    reference: "OpenID Connect Discovery 1.0, section 4",
  },
  count: {
    code: "HF3503",
    severity: "error",
    title: "An identity provider has an impossible number of servers.",
    fix: "Correct the number.",
  },
  team: {
    code: "HF3504",
    severity: "error",
    title: "Team Edition has no single sign-on of this kind.",
    fix: "Choose the enterprise edition; Entry is enough.",
    reference: "Mattermost docs, editions: OpenID Connect and SAML from Professional on, and Entry",
  },
  tenant: {
    code: "HF3505",
    severity: "error",
    title: "Entra ID is given without its tenant.",
    fix: "Give the tenant's directory id.",
    reference: "Mattermost docs, sso-entraid: DirectoryId",
  },
  realm: {
    code: "HF3506",
    severity: "error",
    title: "The name of a realm or an account of it can't be used.",
    fix: "Use lower-case letters, digits and dashes; the realm master is Keycloak's own.",
  },
  directory: {
    code: "HF3507",
    severity: "error",
    title: "A directory is not reached over TLS, or its suffix can't be read.",
    fix: "Give addresses that begin with ldaps://, and a suffix such as dc=outpost,dc=example.",
  },
  federation: {
    code: "HF3508",
    severity: "error",
    title: "The realm needs a secret that is not given, or is given one that it does not need.",
    fix: "Give directory and broker to the realm and to Keycloak together.",
  },
  certificateFile: {
    code: "HF3509",
    severity: "error",
    title: "Mattermost would look for the provider's certificate under a name that it does not have.",
    fix: "Leave certificateFile out, or bring the certificate by hand.",
  },
} as const satisfies Record<string, ProblemKind>;
