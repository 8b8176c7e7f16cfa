/** Suffix of the accounts of programs. They are made anew at each start and never replicated. */
export const SERVICES = "cn=services";

/** Accounts of programs. */
export const SERVICE_ACCOUNTS = {
  reader: `cn=reader,${SERVICES}`,
  writer: `cn=writer,${SERVICES}`,
  replicator: `cn=replicator,${SERVICES}`,
} as const;

/** The rules for passwords. */
export const PASSWORD_POLICY = `cn=people,${SERVICES}`;

/** Stands in a group whose last member went: a group has at least one. */
export const NOBODY = `cn=nobody,${SERVICES}`;

export interface DirectoryNames {
  readonly admin: string;
  readonly people: string;
  readonly groups: string;
}

/** Names below a suffix such as `dc=outpost,dc=example`. */
export function directoryNames(baseDn: string): DirectoryNames {
  return {
    admin: `cn=admin,${baseDn}`,
    people: `ou=people,${baseDn}`,
    groups: `ou=groups,${baseDn}`,
  };
}

/** Domain components such as `dc=outpost,dc=example`: lower-case, no spaces. */
export function isSuffix(baseDn: string): boolean {
  return /^dc=[a-z0-9-]+(,dc=[a-z0-9-]+)*$/.test(baseDn);
}
