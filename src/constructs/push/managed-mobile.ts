import { requireServers, type ManagedServer } from "./managed-server";
import { propertyList } from "./property-list";

export interface ManagedMobileProps {
  readonly server: ManagedServer;
  /** Lets people connect to other servers. @default false */
  readonly otherServers?: boolean;
  /** Refuses devices that were broken into. @default true */
  readonly jailbreakDetection?: boolean;
  /** Asks for fingerprint or passcode. @default false */
  readonly deviceOwnerOnly?: boolean;
  /** Hides the app in the background; on Android no screenshots either. @default true */
  readonly blurScreen?: boolean;
  /** Forbids copying and pasting. @default false */
  readonly copyPasteProtection?: boolean;
  /** Per-app VPN, iOS only. @default false */
  readonly vpn?: boolean;
  /** Who hands the app out. @default - the app's own name */
  readonly vendor?: string;
}

const DEFAULTS = {
  otherServers: false,
  jailbreakDetection: true,
  deviceOwnerOnly: false,
  blurScreen: true,
  copyPasteProtection: false,
  vpn: false,
} as const;

/**
 * AppConfig values for the mobile apps, as a device management hands them out. All of them are texts.
 *
 * Source: Mattermost docs, deploy-mobile-apps-using-emm-provider.rst at 0972a88.
 */
export function managedMobileConfiguration(given: ManagedMobileProps): Readonly<Record<string, string>> {
  requireServers([given.server]);
  const props = { ...DEFAULTS, ...given };
  return {
    serverUrl: props.server.url,
    serverName: props.server.name,
    allowOtherServers: String(props.otherServers),
    inAppPinCode: String(props.deviceOwnerOnly),
    blurApplicationScreen: String(props.blurScreen),
    jailbreakDetection: String(props.jailbreakDetection),
    copyAndPasteProtection: String(props.copyPasteProtection),
    useVPN: String(props.vpn),
    ...(props.vendor !== undefined && { vendor: props.vendor }),
  };
}

/** The values as device managements for iOS take them: a property list. */
export function renderManagedIos(props: ManagedMobileProps): string {
  return propertyList(managedMobileConfiguration(props));
}

/** The values as device managements for Android take them: a managed configuration in JSON. iOS' own are left out. */
export function renderManagedAndroid(props: ManagedMobileProps): string {
  const values = Object.entries(managedMobileConfiguration(props)).filter(([name]) => name !== "useVPN");
  return `${JSON.stringify(Object.fromEntries(values), undefined, 2)}\n`;
}
