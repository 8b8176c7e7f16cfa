import { problem, type ProblemKind } from "../../../errors/catalogue";
import type { Problem } from "../../../errors/problem";
import { isBareAddress } from "../checks";
import { checkLdapAddresses } from "../ldap/checks";
import type { LdapReference } from "../ldap/ldap-directory";
import { IDENTITY_PROBLEMS } from "../problems";
import { DEX_PROBLEMS } from "./problems";

const ADDRESS = "https:// and a host name, without a slash at the end";

/** Every problem of a dex, all at once. */
export function checkDex(
  path: string,
  addresses: Readonly<Record<"url" | "siteUrl", string>>,
  ldap: LdapReference,
): readonly Problem[] {
  const say = (kind: ProblemKind, message: string, expected: string): Problem =>
    problem(kind, { path, message, expected });
  return [
    ...Object.entries(addresses)
      .filter(([, address]) => !isBareAddress(address))
      .map(([name, address]) => say(IDENTITY_PROBLEMS.address, `${name} is "${address}"`, ADDRESS)),
    ...checkLdapAddresses(path, ldap),
    ...(ldap.urls.length > 1
      ? [say(DEX_PROBLEMS.servers, `urls are "${ldap.urls.join(" ")}"`, "one address")]
      : []),
    ...(ldap.vendor === "openldap"
      ? []
      : [say(DEX_PROBLEMS.vendor, `the directory is of the kind ${ldap.vendor}`, "openldap")]),
  ];
}
