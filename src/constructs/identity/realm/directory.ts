import { POSITION } from "./clients";
import { placeholder, REALM_SECRETS, stableId } from "./names";
import type { RealmDirectory } from "./realm-props";
import type { RealmComponent } from "./representation";

/** Kind of a component that brings users from elsewhere. */
export const STORAGE_PROVIDER = "org.keycloak.storage.UserStorageProvider";

/** Kind of a component that maps an attribute of the directory. */
export const STORAGE_MAPPER = "org.keycloak.storage.ldap.mappers.LDAPStorageMapper";

const DEFAULTS = { changedSyncPeriod: 300, fullSyncPeriod: 86_400 } as const;

interface Schema {
  readonly vendor: string;
  readonly username: string;
  readonly rdn: string;
  readonly uuid: string;
  readonly userClasses: string;
  readonly firstName: string;
  readonly position: string;
  readonly groupClass: string;
}

const SCHEMAS: Readonly<Record<RealmDirectory["vendor"], Schema>> = {
  openldap: {
    vendor: "other",
    username: "uid",
    rdn: "uid",
    uuid: "entryUUID",
    userClasses: "inetOrgPerson",
    firstName: "givenName",
    position: "title",
    groupClass: "groupOfNames",
  },
  "active-directory": {
    vendor: "ad",
    username: "sAMAccountName",
    rdn: "cn",
    uuid: "objectGUID",
    userClasses: "person, organizationalPerson, user",
    firstName: "givenName",
    position: "title",
    groupClass: "group",
  },
};

/**
 * A directory as a source of people: read-only, copied into the realm, over TLS. A silent directory costs a sign-in
 * three seconds, then the next address is asked.
 */
export function directoryComponent(realm: string, directory: RealmDirectory): RealmComponent {
  const schema = SCHEMAS[directory.vendor];
  return {
    id: directoryId(realm),
    name: "directory",
    providerId: "ldap",
    subComponents: { [STORAGE_MAPPER]: mappers(realm, directory, schema) },
    config: lists({
      enabled: "true",
      priority: "0",
      vendor: schema.vendor,
      connectionUrl: directory.url,
      startTls: "false",
      useTruststoreSpi: "always",
      connectionPooling: "true",
      connectionTimeout: "3000",
      readTimeout: "5000",
      authType: "simple",
      bindDn: directory.bindDn,
      bindCredential: placeholder(REALM_SECRETS.directory),
      usersDn: directory.usersDn,
      searchScope: "2",
      usernameLDAPAttribute: schema.username,
      rdnLDAPAttribute: schema.rdn,
      uuidLDAPAttribute: schema.uuid,
      userObjectClasses: schema.userClasses,
      ...(directory.userFilter !== undefined && { customUserSearchFilter: directory.userFilter }),
      editMode: "READ_ONLY",
      importEnabled: "true",
      syncRegistrations: "false",
      trustEmail: "true",
      validatePasswordPolicy: "false",
      pagination: "true",
      batchSizeForSync: "1000",
      fullSyncPeriod: String(directory.fullSyncPeriod ?? DEFAULTS.fullSyncPeriod),
      changedSyncPeriod: String(directory.changedSyncPeriod ?? DEFAULTS.changedSyncPeriod),
      cachePolicy: "DEFAULT",
      allowKerberosAuthentication: "false",
      useKerberosForPasswordAuthentication: "false",
    }),
  };
}

/** Id of the federation provider. */
export function directoryId(realm: string): string {
  return stableId(realm, "component", "directory");
}

function mappers(realm: string, directory: RealmDirectory, schema: Schema): readonly RealmComponent[] {
  const attribute = (name: string, model: string, ldap: string, mandatory: boolean): RealmComponent =>
    mapper(realm, name, "user-attribute-ldap-mapper", {
      "user.model.attribute": model,
      "ldap.attribute": ldap,
      "read.only": "true",
      "always.read.value.from.ldap": "true",
      "is.mandatory.in.ldap": String(mandatory),
    });
  return [
    attribute("username", "username", schema.username, true),
    attribute("email", "email", "mail", false),
    attribute("first name", "firstName", schema.firstName, false),
    attribute("last name", "lastName", "sn", true),
    attribute(POSITION, POSITION, schema.position, false),
    ...(directory.groupsDn === undefined ? [] : [groupMapper(realm, directory.groupsDn, schema)]),
    // Disabled, locked and expired accounts of Active Directory stay out.
    ...(directory.vendor === "active-directory"
      ? [mapper(realm, "account state", "msad-user-account-control-mapper", {})]
      : []),
  ];
}

function groupMapper(realm: string, groupsDn: string, schema: Schema): RealmComponent {
  return mapper(realm, "groups", "group-ldap-mapper", {
    "groups.dn": groupsDn,
    "group.name.ldap.attribute": "cn",
    "group.object.classes": schema.groupClass,
    "membership.ldap.attribute": "member",
    "membership.attribute.type": "DN",
    "membership.user.ldap.attribute": schema.username,
    mode: "READ_ONLY",
    "user.roles.retrieve.strategy": "LOAD_GROUPS_BY_MEMBER_ATTRIBUTE",
    "preserve.group.inheritance": "false",
    "ignore.missing.groups": "true",
    "drop.non.existing.groups.during.sync": "false",
    "groups.path": "/",
  });
}

function mapper(
  realm: string,
  name: string,
  providerId: string,
  config: Readonly<Record<string, string>>,
): RealmComponent {
  return { id: stableId(realm, "directory mapper", name), name, providerId, config: lists(config) };
}

function lists(config: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, [value]]));
}
