/** What is to be known of Mattermost. */
export interface RealmMattermost {
  /** Address that users type, without a slash at the end. */
  readonly siteUrl: string;
  /** Client of OpenID Connect. @default "mattermost" */
  readonly clientId?: string;
  /** Client of SAML, Mattermost's entity id. @default "mattermost-saml" */
  readonly samlClientId?: string;
}

/** A directory that people and groups come from, read-only. The password of its reader is `${LDAP_BIND_PASSWORD}`. */
export interface RealmDirectory {
  readonly vendor: "openldap" | "active-directory";
  /** `ldaps://…`, several separated by spaces: the next is asked when one is silent. */
  readonly url: string;
  readonly bindDn: string;
  /** Where people are, e.g. `ou=people,dc=outpost,dc=example`. */
  readonly usersDn: string;
  /** Where groups are. @default - groups are not read */
  readonly groupsDn?: string;
  /** Only people that match, e.g. `(memberOf=cn=chat,ou=groups,dc=outpost,dc=example)`. @default - all */
  readonly userFilter?: string;
  /** Seconds between looks at what changed. @default 300 */
  readonly changedSyncPeriod?: number;
  /** Seconds between complete reads. @default 86400 */
  readonly fullSyncPeriod?: number;
}

/** Entra ID behind the realm, for as long as the link is up. Its client secret is `${ENTRA_CLIENT_SECRET}`. */
export interface RealmBroker {
  readonly tenantId: string;
  readonly clientId: string;
  /** @default "login.microsoftonline.com" */
  readonly loginHost?: string;
  /** Name of the button. @default "Microsoft Entra ID" */
  readonly displayName?: string;
  /**
   * Whether people who are not in the realm yet get an account by signing in. They can't sign in when the link is
   * down, until somebody gives them a password.
   * @default false
   */
  readonly createsAccounts?: boolean;
  /** Groups of the realm by the object id of the Entra group whose members belong to them. @default {} */
  readonly groups?: Readonly<Record<string, string>>;
  /**
   * Endpoints of another OpenID provider in place of Entra's.
   * @default - Entra's, from tenant and login host
   */
  readonly endpoints?: BrokerEndpoints;
}

export interface BrokerEndpoints {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly jwksUrl: string;
}

export interface RealmProps {
  /** Name of the realm, part of its addresses. */
  readonly name: string;
  /** Name that people see. @default - the name */
  readonly displayName?: string;
  readonly mattermost: RealmMattermost;
  /** Longest time without a link that the site plans for, in days. @default 30 */
  readonly plannedDisconnectionDays?: number;
  /** Characters of a password, at least; 14 is the least for FIPS. @default 15 */
  readonly passwordLength?: number;
  /**
   * `required`: everybody sets up a second factor at the first sign-in. `optional`: who has one is asked for it.
   * @default "optional"
   */
  readonly secondFactor?: "optional" | "required";
  /** Days that sign-ins and changes by administrators are kept. @default 365 */
  readonly auditDays?: number;
  /** Groups of the realm. Those that a broker maps are made by themselves. @default [] */
  readonly groups?: readonly string[];
  /** @default - people live in the realm itself */
  readonly directory?: RealmDirectory;
  /** @default - nobody signs in from elsewhere */
  readonly broker?: RealmBroker;
}

const DEFAULTS = {
  clientId: "mattermost",
  samlClientId: "mattermost-saml",
  plannedDisconnectionDays: 30,
  passwordLength: 15,
  secondFactor: "optional",
  auditDays: 365,
  groups: [],
} as const;

/** Props with nothing left open but what is truly optional. */
export interface RealmOptions extends Required<Omit<RealmProps, "mattermost" | "directory" | "broker">> {
  readonly mattermost: Required<RealmMattermost>;
  readonly directory?: RealmDirectory;
  readonly broker?: RealmBroker;
}

/** Applies the defaults. */
export function realmOptions(props: RealmProps): RealmOptions {
  const { mattermost } = props;
  return {
    name: props.name,
    displayName: props.displayName ?? props.name,
    mattermost: {
      siteUrl: mattermost.siteUrl,
      clientId: mattermost.clientId ?? DEFAULTS.clientId,
      samlClientId: mattermost.samlClientId ?? DEFAULTS.samlClientId,
    },
    plannedDisconnectionDays: props.plannedDisconnectionDays ?? DEFAULTS.plannedDisconnectionDays,
    passwordLength: props.passwordLength ?? DEFAULTS.passwordLength,
    secondFactor: props.secondFactor ?? DEFAULTS.secondFactor,
    auditDays: props.auditDays ?? DEFAULTS.auditDays,
    groups: props.groups ?? DEFAULTS.groups,
    directory: props.directory,
    broker: props.broker,
  };
}
