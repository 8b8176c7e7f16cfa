import type { ProblemKind } from "../../../errors/catalogue";

/** Kinds of problems that dex reports. */
export const DEX_PROBLEMS = {
  vendor: {
    code: "HF3530",
    severity: "error",
    title: "dex can't tell the people of this directory apart for ever.",
    fix: "Choose Keycloak for Active Directory.",
    reference:
      "dex, LDAP connector: identifiers are texts; objectGUID is none, and every other name of a person changes",
  },
  servers: {
    code: "HF3531",
    severity: "error",
    title: "dex asks one server of a directory.",
    fix: "Give one address that every server answers at.",
    reference: "dex, LDAP connector: host is one name",
  },
} as const satisfies Record<string, ProblemKind>;
