import { stableGuid } from "../identity/entra-guid";
import { requireServers, type ManagedServer } from "./managed-server";
import { propertyList, type PropertyListValue } from "./property-list";

export interface ManagedDesktopProps {
  /** One or more; the first is opened first. */
  readonly servers: readonly ManagedServer[];
  /** Lets people add servers of their own. @default false */
  readonly serverManagement?: boolean;
  /** Lets the app look for updates. @default true */
  readonly updateNotifications?: boolean;
}

const DEFAULTS = { serverManagement: false, updateNotifications: true } as const;

/** Preference domain of the app on macOS: its bundle id. */
const MACOS_DOMAIN = "Mattermost.Desktop";

/**
 * Registry file for managed Windows machines, from which the desktop app (4.3 or later) reads its policies. Import it,
 * or let group policy write the same values. UTF-16 would be the registry editor's own encoding; names must be ASCII so
 * that any will do. Lines end in CRLF.
 *
 * Source: desktop app, policyConfigLoader.ts at 05cf180. It reads `EnableAutoUpdater`; the documentation's table says
 * `EnableAutoUpdates`.
 */
export function renderManagedDesktopRegistry(props: ManagedDesktopProps): string {
  requireServers(props.servers);
  return [
    "Windows Registry Editor Version 5.00",
    "",
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mattermost]",
    ...Object.entries(switches(props)).map(([name, on]) => `"${name}"=dword:0000000${on ? 1 : 0}`),
    "",
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mattermost\\DefaultServerList]",
    ...props.servers.map(({ name, url }) => `"${name}"="${url}"`),
    "",
  ].join("\r\n");
}

/**
 * Configuration profile for managed Macs, from which the desktop app (6.2 or later) reads the same policies. Its ids are
 * the same for the same first server, so that a new profile replaces the old one.
 */
export function renderManagedDesktopProfile(props: ManagedDesktopProps): string {
  requireServers(props.servers);
  const host = new URL(props.servers[0]?.url ?? "").hostname;
  const identifier = [...host.split(".")].reverse().join(".");
  const common = { PayloadVersion: 1, PayloadOrganization: host };
  const policies: PropertyListValue = {
    ...common,
    PayloadType: MACOS_DOMAIN,
    PayloadIdentifier: `${identifier}.mattermost.policies`,
    PayloadUUID: stableGuid(host, "desktop policies").toUpperCase(),
    PayloadDisplayName: "Mattermost",
    ...switches(props),
    DefaultServerList: props.servers.map(({ name, url }) => ({ name, url })),
  };
  return propertyList({
    ...common,
    PayloadType: "Configuration",
    PayloadIdentifier: `${identifier}.mattermost`,
    PayloadUUID: stableGuid(host, "desktop profile").toUpperCase(),
    PayloadDisplayName: "Mattermost Desktop",
    PayloadScope: "System",
    PayloadContent: [policies],
  });
}

function switches(props: ManagedDesktopProps): Readonly<Record<string, boolean>> {
  return {
    EnableServerManagement: props.serverManagement ?? DEFAULTS.serverManagement,
    EnableAutoUpdater: props.updateNotifications ?? DEFAULTS.updateNotifications,
  };
}
