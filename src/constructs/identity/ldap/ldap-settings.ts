import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";
import { ldapPort, type LdapReference } from "./ldap-directory";

/** Who of the directory is who in Mattermost. Filters stand in parentheses. */
export interface LdapMembership {
  /** Groups that can be linked to teams and channels. @default - every group */
  readonly groupFilter?: string;
  /** People who are guests. @default - nobody */
  readonly guestFilter?: string;
  /** People who are administrators. @default - nobody */
  readonly adminFilter?: string;
}

export interface LdapSettingsOptions extends LdapMembership {
  /** Whether people sign in at the directory itself; else it is only read. */
  readonly signIn: boolean;
  /** Minutes between reads of the whole directory. */
  readonly syncMinutes: number;
  /** Wrong passwords that lock an account in Mattermost. */
  readonly attempts: number;
  /** Name of the field on the sign-in page. */
  readonly loginField: string;
}

interface Schema {
  readonly id: string;
  readonly username: string;
  readonly groupFilter: string;
  readonly groupId: string;
  /** Active Directory gives no more at once. */
  readonly pageSize: number;
}

const SCHEMAS: Readonly<Record<LdapReference["vendor"], Schema>> = {
  openldap: {
    id: "entryUUID",
    username: "uid",
    groupFilter: "(objectClass=groupOfNames)",
    groupId: "entryUUID",
    pageSize: 0,
  },
  "active-directory": {
    id: "objectGUID",
    username: "sAMAccountName",
    groupFilter: "(objectClass=group)",
    groupId: "objectGUID",
    pageSize: 1000,
  },
};

/** Seconds until a silent directory is given up. */
const QUERY_TIMEOUT = 10;

/** Every setting of the directory but its password. Identifiers never change when a person is renamed. */
export function ldapSettings(ldap: LdapReference, options: LdapSettingsOptions): MattermostSettings {
  const schema = SCHEMAS[ldap.vendor];
  const [first = ""] = ldap.urls;
  return {
    LdapSettings: {
      Enable: options.signIn,
      EnableSync: true,
      LdapServer: first.replace(/^ldaps:\/\//, "").replace(/:\d+$/, ""),
      LdapPort: ldapPort(first),
      ConnectionSecurity: "TLS",
      SkipCertificateVerification: false,
      PublicCertificateFile: "",
      PrivateKeyFile: "",
      BaseDN: ldap.baseDn,
      BindUsername: ldap.bindDn,
      MaximumLoginAttempts: options.attempts,
      UserFilter: ldap.userFilter ?? PEOPLE[ldap.vendor],
      GroupFilter: options.groupFilter ?? schema.groupFilter,
      GuestFilter: options.guestFilter ?? "",
      EnableAdminFilter: options.adminFilter !== undefined,
      AdminFilter: options.adminFilter ?? "",
      GroupDisplayNameAttribute: "cn",
      GroupIdAttribute: schema.groupId,
      IdAttribute: schema.id,
      LoginIdAttribute: schema.username,
      UsernameAttribute: schema.username,
      EmailAttribute: "mail",
      FirstNameAttribute: "givenName",
      LastNameAttribute: "sn",
      NicknameAttribute: "",
      PositionAttribute: "title",
      PictureAttribute: "",
      SyncIntervalMinutes: options.syncMinutes,
      ReAddRemovedMembers: false,
      QueryTimeout: QUERY_TIMEOUT,
      MaxPageSize: schema.pageSize,
      LoginFieldName: options.loginField,
    },
  };
}

const PEOPLE: Readonly<Record<LdapReference["vendor"], string>> = {
  openldap: "(objectClass=inetOrgPerson)",
  // Disabled accounts carry the second bit.
  "active-directory":
    "(&(objectCategory=person)(objectClass=user)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))",
};
