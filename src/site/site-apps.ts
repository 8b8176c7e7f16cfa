import type { SecretValue } from "./site-values";

/** Desktop and mobile apps that device management hands out, and notifications to them. */
export interface SiteApps {
  /** Name of the server in the apps: printable ASCII without quotes and backslashes. */
  readonly serverName: string;
  readonly desktop: SiteDesktopApp;
  readonly mobile: SiteMobileApps;
  /** Absent: no notifications. */
  readonly push?: SitePush;
}

export interface SiteDesktopApp {
  /** Older apps are told to update. Absent: every version. */
  readonly minimumVersion?: string;
  readonly otherServers: boolean;
  readonly updateNotifications: boolean;
  /** Servers beside the site's own. */
  readonly furtherServers: readonly { readonly name: string; readonly url: string }[];
}

export interface SiteMobileApps {
  readonly minimumIos?: string;
  readonly minimumAndroid?: string;
  readonly otherServers: boolean;
  readonly jailbreakDetection: boolean;
  readonly deviceOwnerOnly: boolean;
  readonly blurScreen: boolean;
  readonly copyPasteProtection: boolean;
  readonly vpn: boolean;
  /** Who hands the apps out, as people read it. */
  readonly vendor?: string;
}

export type SitePush = {
  readonly contents: "id_loaded" | "generic_no_channel" | "generic" | "full";
  /** Networks of the vendor's proxy, or of Apple and Google. Absent: any address. */
  readonly addresses?: readonly string[];
} & (
  | { readonly kind: "hosted"; readonly region: "us" | "eu" | "ap" | "global" }
  | {
      readonly kind: "own";
      readonly apple?: {
        readonly keyId: string;
        readonly teamId: string;
        readonly topic: string;
        readonly sandbox: boolean;
        readonly key: SecretValue;
      };
      readonly android?: { readonly serviceAccount: SecretValue };
    }
);
