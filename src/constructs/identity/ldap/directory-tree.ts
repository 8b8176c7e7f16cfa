import { stableId } from "../realm/names";
import { directoryNames, NOBODY, PASSWORD_POLICY, SERVICE_ACCOUNTS, SERVICES } from "./directory-names";
import { SLAPD_SECRETS } from "./slapd-paths";

/** Rules for the passwords of people. Times in seconds. */
export interface DirectoryPasswordPolicy {
  /** Characters, at least. */
  readonly length: number;
  /** Wrong passwords in a row that lock an account. */
  readonly failures: number;
  /** How long it stays locked. */
  readonly lockout: number;
  /** After so long without a failure the count begins again. */
  readonly failureMemory: number;
  /** Former passwords that can't be used again. */
  readonly history: number;
}

/** Older than anything that people write, so that no server overwrites them with a fresh tree. */
const SEEDED = "20000101000000";

/**
 * The empty tree of the people. Identifiers and times are the same on every server and at every start, so servers that
 * begin with it agree at once, and one that lost its volume takes the rest from the others.
 */
export function peopleTree(baseDn: string): string {
  const { admin, people, groups } = directoryNames(baseDn);
  const [, component = ""] = /^dc=([^,]+)/.exec(baseDn) ?? [];
  const seeded = (dn: string, lines: readonly string[]): readonly string[] => [
    `dn: ${dn}`,
    ...lines,
    `entryUUID: ${stableId(baseDn, "entry", dn)}`,
    `entryCSN: ${SEEDED}.000000Z#000000#001#000000`,
    `createTimestamp: ${SEEDED}Z`,
    `modifyTimestamp: ${SEEDED}Z`,
    `creatorsName: ${admin}`,
    `modifiersName: ${admin}`,
  ];
  const unit = (dn: string, name: string) => seeded(dn, ["objectClass: organizationalUnit", `ou: ${name}`]);
  return ldif([
    seeded(baseDn, [
      "objectClass: dcObject",
      "objectClass: organization",
      `dc: ${component}`,
      `o: ${component}`,
    ]),
    unit(people, "people"),
    unit(groups, "groups"),
  ]);
}

/** Accounts of programs, whose passwords are filled in at the start, and the rules for those of people. */
export function servicesTree(policy: DirectoryPasswordPolicy): string {
  const account = (dn: string, hash: string): readonly string[] => [
    `dn: ${dn}`,
    "objectClass: organizationalRole",
    "objectClass: simpleSecurityObject",
    `cn: ${/^cn=([^,]+)/.exec(dn)?.[1] ?? ""}`,
    `userPassword: ${hash}`,
  ];
  return ldif([
    [`dn: ${SERVICES}`, "objectClass: organizationalRole", "cn: services"],
    account(SERVICE_ACCOUNTS.reader, SLAPD_SECRETS.readerHash),
    account(SERVICE_ACCOUNTS.writer, SLAPD_SECRETS.writerHash),
    account(SERVICE_ACCOUNTS.replicator, SLAPD_SECRETS.replicatorHash),
    [`dn: ${NOBODY}`, "objectClass: organizationalRole", "cn: nobody"],
    [
      `dn: ${PASSWORD_POLICY}`,
      "objectClass: organizationalRole",
      "objectClass: pwdPolicy",
      "cn: people",
      "pwdAttribute: userPassword",
      `pwdMinLength: ${String(policy.length)}`,
      // Refuses what can't be checked, such as a password that was hashed elsewhere.
      "pwdCheckQuality: 2",
      `pwdInHistory: ${String(policy.history)}`,
      "pwdLockout: TRUE",
      `pwdMaxFailure: ${String(policy.failures)}`,
      `pwdLockoutDuration: ${String(policy.lockout)}`,
      `pwdFailureCountInterval: ${String(policy.failureMemory)}`,
      "pwdMustChange: TRUE",
      "pwdAllowUserChange: TRUE",
      "pwdSafeModify: FALSE",
    ],
  ]);
}

function ldif(entries: readonly (readonly string[])[]): string {
  return entries.map((lines) => `${lines.join("\n")}\n`).join("\n");
}
