import type { SiteDirectory, SiteSignIn } from "./site-identity";
import type { Resources, TlsSource } from "./site-values";
import type { SiteOpenLdap } from "./site-openldap";

/** A directory that Mattermost itself reads. */
export interface SiteReadDirectory extends Omit<SiteDirectory, "usersDn" | "groupsDn"> {
  /** Entry that people and groups are below. */
  readonly baseDn: string;
}

/** OpenID Connect in front of a directory, without accounts of its own. */
export interface SiteDex extends SiteSignIn {
  readonly kind: "dex";
  readonly url: string;
  readonly tls: TlsSource;
  /** Empty means everyone. */
  readonly allowFrom: readonly string[];
  readonly resources: Resources;
  readonly directory?: SiteDirectory;
  /** A directory that the site runs itself. */
  readonly openLdap?: SiteOpenLdap;
}

/** People sign in to Mattermost with their account of a directory. */
export interface SiteLdap extends SiteSignIn {
  readonly kind: "ldap";
  readonly directory?: SiteReadDirectory;
  /** A directory that the site runs itself. */
  readonly openLdap?: SiteOpenLdap;
  /** In parentheses, as the other filters. */
  readonly groupFilter?: string;
  readonly guestFilter?: string;
  readonly adminFilter?: string;
  readonly syncMinutes: number;
}
