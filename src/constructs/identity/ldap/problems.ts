import type { ProblemKind } from "../../../errors/catalogue";

/** Kinds of problems that the directory constructs report. */
export const LDAP_PROBLEMS = {
  suffix: {
    code: "HF3520",
    severity: "error",
    title: "The suffix of a directory can't be used.",
    fix: "Give domain components in lower case, such as dc=outpost,dc=example.",
    reference: "RFC 2247, domains in distinguished names",
  },
  count: {
    code: "HF3521",
    severity: "error",
    title: "A directory has an impossible number of servers.",
    fix: "Give 1 to 5 servers.",
    reference:
      "OpenLDAP administrator's guide, replication: each change goes from every server to every other",
  },
  policy: {
    code: "HF3522",
    severity: "error",
    title: "The rules for passwords of a directory would let anybody in, or nobody.",
    fix: "Ask for at least 8 characters and lock after 3 to 100 wrong ones.",
    reference: "NIST SP 800-63B-4, 3.1.1 and 3.2.2",
  },
  address: {
    code: "HF3523",
    severity: "error",
    title: "A directory is not reached over TLS.",
    fix: "Give addresses that begin with ldaps://, all at one port.",
    reference: "Mattermost docs, LDAP settings: connection security",
  },
} as const satisfies Record<string, ProblemKind>;
