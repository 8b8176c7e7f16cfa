import type { Construct } from "constructs";
import { fromOpenIdAttributes, fromSamlAttributes } from "../../constructs/identity/foreign-provider";
import { Dex } from "../../constructs/identity/dex/dex";
import type { IIdentityProvider } from "../../constructs/identity/identity-provider";
import { Keycloak } from "../../constructs/identity/keycloak";
import type { KeycloakBroker, KeycloakDirectory } from "../../constructs/identity/keycloak-props";
import type { RealmProps } from "../../constructs/identity/realm/realm-props";
import { federationWith } from "../../constructs/identity/ldap/ldap-directory";
import { SingleSignOn } from "../../constructs/identity/single-sign-on";
import type { IMattermostFeature } from "../../constructs/mattermost/mattermost-feature";
import { Connections } from "../../constructs/kubernetes/connections";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import { GeneratedSecret, Secret } from "../../constructs/kubernetes/secret";
import type { ICertificateAuthority } from "../../constructs/kubernetes/site-authority";
import type { IPublishedHost } from "../../constructs/proxy/http-proxy";
import type { ProxyHost } from "../../constructs/proxy/nginx-proxy";
import { DatabaseCopies } from "../../constructs/postgres/database-copies";
import { PostgresCluster } from "../../constructs/postgres/postgres-cluster";
import { CREDENTIALS_LABELS, CREDENTIALS_TYPE } from "../../constructs/postgres/postgres-cluster-props";
import type { IPostgresDatabase } from "../../constructs/postgres/postgres-database";
import type { Site, SiteBroker, SiteDirectory, SiteIdentity, SiteKeycloak, SiteSaml } from "../../site/site";
import type { SiteDex, SiteLdap } from "../../site/site-ldap";
import { bridgedDirectory, directoryPeople, directoryReader, openLdapOf } from "./directory";
import { proxyTls } from "./proxy";
import { secretValue } from "./secret-value";

const DATABASE = "keycloak";
const PASSWORD_LENGTH = 40;
const HTTPS = { name: "https", port: 443 } as const;
const LDAPS = { name: "ldaps", port: 636 } as const;

/** How people sign in. */
export interface People {
  /** Sign-in of Mattermost; none when the site has no identity provider. */
  readonly features: readonly IMattermostFeature[];
  /** What the proxy serves for it. */
  readonly hosts: readonly ProxyHost[];
}

/** Sign-in at the site's identity provider. */
export function peopleOf(
  scope: Construct,
  site: Site,
  namespace: INamespace,
  authority: () => ICertificateAuthority,
): People {
  const { identity } = site;
  if (identity === undefined) return { features: [], hosts: [] };
  if (identity.kind === "ldap") {
    return { features: [directoryPeople(scope, site, identity, namespace, authority)], hosts: [] };
  }
  const { provider, hosts } = providerOf(scope, site, identity, namespace, authority);
  const feature = new SingleSignOn({
    provider,
    sessionDays: identity.plannedDisconnectionDays,
    passwordSignIn: identity.passwordSignIn,
  });
  const reads = identity.kind === "saml" && identity.directory;
  return { features: reads ? [feature, directoryReader(scope, reads)] : [feature], hosts };
}

interface Provider {
  readonly provider: IIdentityProvider;
  readonly hosts: readonly ProxyHost[];
}

function providerOf(
  scope: Construct,
  site: Site,
  identity: Exclude<SiteIdentity, SiteLdap>,
  namespace: INamespace,
  authority: () => ICertificateAuthority,
): Provider {
  switch (identity.kind) {
    case "keycloak": {
      const keycloak = keycloakOf(scope, site, identity, namespace, authority());
      return { provider: keycloak, hosts: hostsOf(scope, identity, keycloak, authority) };
    }
    case "dex": {
      const dex = dexOf(scope, site, identity, namespace, authority());
      return { provider: dex, hosts: [hostOf(scope, identity, dex, authority)] };
    }
    case "openid": {
      const clientSecret = secretValue(scope, "IdentityClient", identity.clientSecret);
      return { provider: fromOpenIdAttributes(scope, "Identity", { ...identity, clientSecret }), hosts: [] };
    }
    case "saml":
      return { provider: samlOf(scope, identity), hosts: [] };
  }
}

function samlOf(scope: Construct, { directory, ...saml }: SiteSaml): IIdentityProvider {
  const certificate = saml.certificate && secretValue(scope, "IdentityCertificate", saml.certificate);
  return fromSamlAttributes(scope, "Identity", {
    ...saml,
    certificate,
    directorySync: directory !== undefined,
  });
}

/** What the proxy serves of Keycloak, unless people reach it by itself. */
function hostsOf(
  scope: Construct,
  { allowFrom, exposure }: SiteKeycloak,
  keycloak: Keycloak,
  authority: () => ICertificateAuthority,
): readonly ProxyHost[] {
  return exposure.kind === "proxy"
    ? [hostOf(scope, { tls: exposure.tls, allowFrom }, keycloak, authority)]
    : [];
}

function hostOf(
  scope: Construct,
  { allowFrom, tls }: Pick<SiteDex, "allowFrom" | "tls">,
  host: IPublishedHost,
  authority: () => ICertificateAuthority,
): ProxyHost {
  return { host, tls: proxyTls(scope, "SignInCertificate", tls, authority), allowFrom };
}

function dexOf(
  scope: Construct,
  site: Site,
  identity: SiteDex,
  namespace: INamespace,
  authority: ICertificateAuthority,
): Dex {
  return new Dex(scope, "Dex", {
    namespace,
    url: identity.url,
    tls: { authority },
    directory: bridgedDirectory(scope, site, identity, namespace, authority),
    siteUrl: site.mattermost.siteUrl,
    displayName: site.displayName,
    resources: identity.resources,
  });
}

function keycloakOf(
  scope: Construct,
  site: Site,
  identity: SiteKeycloak,
  namespace: INamespace,
  authority: ICertificateAuthority,
): Keycloak {
  const { broker } = identity;
  const directory = peopleFrom(scope, site, identity, namespace, authority);
  return new Keycloak(scope, "Keycloak", {
    namespace,
    database: keycloakDatabase(scope, site, namespace),
    url: identity.url,
    tls: { authority },
    realm: { ...realmOf(site, identity), directory: directory?.realm },
    replicas: identity.replicas,
    resources: identity.resources,
    exposure: identity.exposure.kind === "proxy" ? { kind: "cluster" } : identity.exposure,
    allowFrom: identity.allowFrom.length > 0 ? identity.allowFrom : undefined,
    directory: directory?.keycloak,
    broker: broker && brokerOf(scope, broker),
  });
}

/** Where people come from beside the realm itself: a directory of the site's own, or one that is there. */
function peopleFrom(
  scope: Construct,
  site: Site,
  { directory, openLdap }: SiteKeycloak,
  namespace: INamespace,
  authority: ICertificateAuthority,
): ReturnType<typeof federationWith> | undefined {
  if (openLdap !== undefined) {
    return federationWith(openLdapOf(scope, site, openLdap, namespace, authority));
  }
  if (directory === undefined) return undefined;
  return {
    realm: { ...directory, url: directory.urls.join(" ") },
    keycloak: directoryOf(scope, directory),
  };
}

/** A small cluster of its own: Keycloak fails, grows and is restored apart from Mattermost. */
function keycloakDatabase(scope: Construct, site: Site, namespace: INamespace): IPostgresDatabase {
  const instances = site.cluster.nodes.count > 1 ? 2 : 1;
  const database = new PostgresCluster(scope, "KeycloakDatabase", {
    namespace,
    name: `${DATABASE}-postgres`,
    preventDestroy: !site.disposable,
    database: DATABASE,
    owner: DATABASE,
    credentials: new GeneratedSecret(scope, "KeycloakDatabaseCredentials", {
      namespace,
      name: `${DATABASE}-postgres-credentials`,
      type: CREDENTIALS_TYPE,
      labels: CREDENTIALS_LABELS,
      fields: { username: { value: DATABASE }, password: { generate: { length: PASSWORD_LENGTH } } },
    }),
    instances,
    resources: { cpu: "250m", memory: "1Gi" },
    storage: { size: "10Gi", walSize: "2Gi", storageClass: site.cluster.storageClasses.database },
    extensions: [],
    antiAffinity: "required",
  });
  new DatabaseCopies(scope, "KeycloakDatabaseCopies", {
    namespace,
    database,
    name: `${DATABASE}-postgres-copies`,
    storageClass: site.cluster.storageClasses.database,
    preventDestroy: !site.disposable,
  });
  return database;
}

function realmOf(site: Site, identity: SiteKeycloak): RealmProps {
  const { broker } = identity;
  return {
    name: identity.realm,
    displayName: site.displayName,
    mattermost: { siteUrl: site.mattermost.siteUrl },
    plannedDisconnectionDays: identity.plannedDisconnectionDays,
    passwordLength: identity.passwordLength,
    secondFactor: identity.secondFactor,
    groups: identity.groups,
    broker,
  };
}

function directoryOf(scope: Construct, directory: SiteDirectory): KeycloakDirectory {
  const { addresses, caSecret } = directory;
  return {
    password: secretValue(scope, "DirectoryReader", directory.password),
    ca: caSecret ? Secret.fromName(scope, "DirectoryAuthority", { name: caSecret }) : undefined,
    peer: new Connections(scope, "Directory", { name: "directory", addresses, ports: [LDAPS] }),
  };
}

function brokerOf(scope: Construct, broker: SiteBroker): KeycloakBroker {
  return {
    secret: secretValue(scope, "BrokerClient", broker.clientSecret),
    peer: new Connections(scope, "Broker", { name: broker.loginHost, ports: [HTTPS] }),
  };
}
