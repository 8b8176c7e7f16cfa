import type { Construct } from "constructs";
import { LdapDirect } from "../../constructs/identity/ldap/ldap-direct";
import { fromLdapAttributes, type ILdapDirectory } from "../../constructs/identity/ldap/ldap-directory";
import { OpenLdap } from "../../constructs/identity/ldap/openldap";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import { Secret } from "../../constructs/kubernetes/secret";
import type { ICertificateAuthority } from "../../constructs/kubernetes/site-authority";
import type { Site } from "../../site/site";
import type { SiteDirectory } from "../../site/site";
import type { SiteDex, SiteLdap, SiteReadDirectory } from "../../site/site-ldap";
import type { SiteOpenLdap } from "../../site/site-openldap";
import { secretValue } from "./secret-value";

/** People sign in to Mattermost at a directory. */
export function directoryPeople(
  scope: Construct,
  site: Site,
  identity: SiteLdap,
  namespace: INamespace,
  authority: () => ICertificateAuthority,
): LdapDirect {
  const { plannedDisconnectionDays, passwordSignIn, groupFilter, guestFilter, adminFilter, syncMinutes } =
    identity;
  return new LdapDirect({
    directory: directoryOf(scope, site, identity, namespace, authority),
    sessionDays: plannedDisconnectionDays,
    passwordSignIn,
    groupFilter,
    guestFilter,
    adminFilter,
    syncMinutes,
  });
}

/** Mattermost reads a directory; people sign in elsewhere. */
export function directoryReader(scope: Construct, directory: SiteReadDirectory): LdapDirect {
  return new LdapDirect({ directory: foreignDirectory(scope, directory), signIn: false });
}

/** The directory behind an OpenID Connect bridge. */
export function bridgedDirectory(
  scope: Construct,
  site: Site,
  { directory, openLdap }: SiteDex,
  namespace: INamespace,
  authority: ICertificateAuthority,
): ILdapDirectory {
  if (openLdap !== undefined) return openLdapOf(scope, site, openLdap, namespace, authority);
  if (directory !== undefined) return foreignDirectory(scope, { ...directory, baseDn: directory.usersDn });
  throw new Error("a site without a directory passed its rules");
}

/** OpenLDAP of the site's own. */
export function openLdapOf(
  scope: Construct,
  site: Site,
  { storage, ...options }: SiteOpenLdap,
  namespace: INamespace,
  authority: ICertificateAuthority,
): OpenLdap {
  return new OpenLdap(scope, "OpenLdap", {
    ...options,
    namespace,
    tls: { authority },
    storageSize: storage,
    storageClass: site.cluster.storageClasses.database,
    preventDestroy: !site.disposable,
  });
}

function directoryOf(
  scope: Construct,
  site: Site,
  { directory, openLdap }: SiteLdap,
  namespace: INamespace,
  authority: () => ICertificateAuthority,
): ILdapDirectory {
  if (openLdap !== undefined) return openLdapOf(scope, site, openLdap, namespace, authority());
  if (directory !== undefined) return foreignDirectory(scope, directory);
  throw new Error("a site without a directory passed its rules");
}

function foreignDirectory(
  scope: Construct,
  {
    password,
    caSecret,
    ...directory
  }: SiteReadDirectory & Partial<Pick<SiteDirectory, "usersDn" | "groupsDn">>,
): ILdapDirectory {
  return fromLdapAttributes(scope, "Directory", {
    ...directory,
    usersDn: directory.usersDn ?? directory.baseDn,
    password: secretValue(scope, "DirectoryReader", password),
    ca: caSecret ? Secret.fromName(scope, "DirectoryAuthority", { name: caSecret }) : undefined,
  });
}
