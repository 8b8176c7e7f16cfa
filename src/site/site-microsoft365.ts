import type { NationalCloud } from "../catalog/national-clouds";
import type { SecretValue } from "./site-values";

/** Mattermost inside Teams, Outlook and Microsoft 365. */
export interface SiteMicrosoft365 {
  readonly tenantId: string;
  readonly cloud: NationalCloud;
  readonly application: SiteEntraApplication;
  /** A client secret of Entra ID always ends. */
  readonly clientSecret: SecretValue & { readonly expires: string };
  readonly pluginId: string;
  /** Whether the server image has the plugin; else `plugins` brings it. */
  readonly pluginInImage: boolean;
  readonly activityNotifications: boolean;
  /** Hosts beside Microsoft's that may show Mattermost in a frame. */
  readonly frameAncestors: readonly string[];
  /** Networks of Microsoft's hosts. Absent: any address. */
  readonly addresses?: readonly string[];
  readonly app: SiteTeamsApp;
}

/** The application in Entra ID: one that a stack of its own makes, or one that is there. */
export type SiteEntraApplication =
  | {
      readonly kind: "create";
      /** Absent until the application was made. */
      readonly clientId?: string;
      readonly displayName?: string;
      readonly owners: readonly string[];
      readonly grantConsent: boolean;
    }
  | { readonly kind: "existing"; readonly clientId: string };

/** The app in the catalogue of the tenant. */
export interface SiteTeamsApp {
  /** Absent: derived from tenant and host. */
  readonly id?: string;
  readonly name: string;
  readonly version: string;
  readonly shortDescription?: string;
  readonly fullDescription?: string;
  readonly developer?: {
    readonly name: string;
    readonly websiteUrl: string;
    readonly privacyUrl: string;
    readonly termsOfUseUrl: string;
  };
  /** Absolute paths of PNG files; absent ones are drawn. */
  readonly icons: { readonly color?: string; readonly outline?: string };
}
