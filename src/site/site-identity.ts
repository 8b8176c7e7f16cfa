import type { SiteDex, SiteLdap, SiteReadDirectory } from "./site-ldap";
import type { SiteOpenLdap } from "./site-openldap";
import type { Resources, SecretValue, TlsSource } from "./site-values";

/** What every way to sign in has. */
export interface SiteSignIn {
  /** Days that people stay signed in without use. */
  readonly plannedDisconnectionDays: number;
  /** Whether Mattermost's own accounts may sign in by password. */
  readonly passwordSignIn: boolean;
}

/** Keycloak in the cluster. */
export interface SiteKeycloak extends SiteSignIn {
  readonly kind: "keycloak";
  readonly url: string;
  readonly realm: string;
  readonly replicas: number;
  readonly resources: Resources;
  readonly exposure:
    | { readonly kind: "proxy"; readonly tls: TlsSource }
    | {
        readonly kind: "load-balancer";
        readonly address?: string;
        readonly annotations: Readonly<Record<string, string>>;
      }
    | { readonly kind: "node-port"; readonly https: number };
  /** Empty means everyone. */
  readonly allowFrom: readonly string[];
  readonly passwordLength: number;
  readonly secondFactor: "optional" | "required";
  readonly groups: readonly string[];
  readonly directory?: SiteDirectory;
  /** A directory that the site runs itself. */
  readonly openLdap?: SiteOpenLdap;
  readonly broker?: SiteBroker;
}

/** A directory that Keycloak reads. */
export interface SiteDirectory {
  readonly vendor: "openldap" | "active-directory";
  readonly urls: readonly string[];
  readonly bindDn: string;
  readonly password: SecretValue;
  readonly usersDn: string;
  readonly groupsDn?: string;
  readonly userFilter?: string;
  readonly caSecret?: string;
  readonly addresses?: readonly string[];
}

/** Entra ID behind Keycloak. */
export interface SiteBroker {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: SecretValue;
  readonly loginHost: string;
  readonly createsAccounts: boolean;
  readonly groups: Readonly<Record<string, string>>;
}

interface SiteForeignProvider extends SiteSignIn {
  readonly worksOffline: boolean;
  readonly buttonText?: string;
  readonly privateAddress: boolean;
  readonly addresses?: readonly string[];
}

export interface SiteOpenId extends SiteForeignProvider {
  readonly kind: "openid";
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretValue;
  /** Given when the provider is Entra ID. */
  readonly tenantId?: string;
}

export interface SiteSaml extends SiteForeignProvider {
  readonly kind: "saml";
  readonly ssoUrl: string;
  readonly issuer: string;
  readonly metadataUrl?: string;
  readonly serviceProviderId: string;
  readonly certificateFile: string;
  /** Absent: brought by hand. */
  readonly certificate?: SecretValue;
  readonly certificateExpires?: string;
  readonly claims: {
    readonly id: string;
    readonly email: string;
    readonly username: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly nickname?: string;
    readonly position?: string;
  };
  /** Directory that Mattermost reads beside. */
  readonly directory?: SiteReadDirectory;
}

/** Who knows the people of the site. */
export type SiteIdentity = SiteKeycloak | SiteOpenId | SiteSaml | SiteLdap | SiteDex;
