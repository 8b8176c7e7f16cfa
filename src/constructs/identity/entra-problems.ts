import type { ProblemKind } from "../../errors/catalogue";

/** Kinds of problems with applications in Entra ID and relying parties in AD FS. */
export const ENTRA_PROBLEMS = {
  id: {
    code: "HF3602",
    severity: "error",
    title: "An id of Microsoft is no GUID.",
    fix: "Write it as 8-4-4-4-12 hexadecimal digits.",
  },
  providerEnvironment: {
    code: "HF3603",
    severity: "error",
    title: "The azuread provider looks for the tenant in another cloud.",
    fix: "Set the provider's environment to that of the Microsoft 365 cloud; the cloud of the infrastructure may differ.",
    reference: "azuread provider, argument environment",
  },
  cloud: {
    code: "HF3604",
    severity: "error",
    title: "The national cloud is unknown; the plugin would take the commercial one without a word.",
    fix: "Use commercial (also for GCC), gcchigh or dod.",
    reference: "Mattermost plugin for Microsoft 365, server/cloudenv at 7fcf637",
  },
  secretInState: {
    code: "HF3620",
    severity: "error",
    title: "A client secret would stand in Terraform's state, and nobody said why.",
    fix: "Refer to an existing Secret; or give the reason in a sentence, and protect the state like the secret.",
    reference: "azuread provider, azuread_application_password: value",
  },
  date: {
    code: "HF3621",
    severity: "error",
    title: "The end of a secret or certificate is no date.",
    fix: "Write it as 2027-03-31T00:00:00Z.",
  },
  siteUrl: {
    code: "HF3622",
    severity: "error",
    title: "The provider sends people back to HTTPS addresses only.",
    fix: "Use https:// and a host name, at most with a port.",
    reference: "Mattermost docs, sso-entraid.rst",
  },
  audience: {
    code: "HF3623",
    severity: "error",
    title: "Groups may sign in, but nobody has to be assigned: the groups would mean nothing.",
    fix: "Leave assignmentRequired on, or leave the groups out.",
  },
  host: {
    code: "HF3630",
    severity: "error",
    title: "The federation service has a host name, not a URL.",
    fix: "Write the host name only, e.g. adfs.agency.example.",
  },
  scriptText: {
    code: "HF3631",
    severity: "error",
    title: "A text can't be written into the script for AD FS.",
    fix: "Use printable ASCII, without line breaks.",
  },
} as const satisfies Record<string, ProblemKind>;
