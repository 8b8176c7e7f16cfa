import { problem, type ProblemKind } from "../../../errors/catalogue";
import type { Problem } from "../../../errors/problem";
import { isSuffix } from "./directory-names";
import { ldapPort, type LdapReference } from "./ldap-directory";
import type { OpenLdapOptions } from "./openldap-props";
import { LDAP_PROBLEMS } from "./problems";

const MOST_SERVERS = 5;
const SHORTEST_PASSWORD = 8;
const FAILURES = { least: 3, most: 100 } as const;

/** Every problem of an OpenLDAP, all at once. */
export function checkOpenLdap(path: string, options: OpenLdapOptions): readonly Problem[] {
  const { baseDn, policy, replicas } = options;
  const say = (kind: ProblemKind, message: string, expected: string): Problem =>
    problem(kind, { path, message, expected });
  return [
    ...(isSuffix(baseDn)
      ? []
      : [say(LDAP_PROBLEMS.suffix, `baseDn is "${baseDn}"`, "a suffix such as dc=outpost,dc=example")]),
    ...(isWhole(replicas, 1, MOST_SERVERS)
      ? []
      : [say(LDAP_PROBLEMS.count, `replicas is ${String(replicas)}`, `1 to ${String(MOST_SERVERS)}`)]),
    ...(isWhole(policy.length, SHORTEST_PASSWORD, Infinity)
      ? []
      : [
          say(
            LDAP_PROBLEMS.policy,
            `length is ${String(policy.length)}`,
            `at least ${String(SHORTEST_PASSWORD)}`,
          ),
        ]),
    ...(isWhole(policy.failures, FAILURES.least, FAILURES.most)
      ? []
      : [
          say(
            LDAP_PROBLEMS.policy,
            `failures is ${String(policy.failures)}`,
            `${String(FAILURES.least)} to ${String(FAILURES.most)}`,
          ),
        ]),
  ];
}

/** Problems of how a directory is reached. */
export function checkLdapAddresses(path: string, { urls }: LdapReference): readonly Problem[] {
  const ports = new Set(urls.map(ldapPort));
  const safe = urls.length > 0 && urls.every((url) => /^ldaps:\/\/[^/\s]+$/.test(url)) && ports.size === 1;
  if (safe) return [];
  return [
    problem(LDAP_PROBLEMS.address, {
      path,
      message: `urls are "${urls.join(" ")}"`,
      expected: "addresses that begin with ldaps://, at one port",
    }),
  ];
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
