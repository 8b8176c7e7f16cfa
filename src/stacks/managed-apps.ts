import {
  renderManagedDesktopProfile,
  renderManagedDesktopRegistry,
  type ManagedDesktopProps,
} from "../constructs/push/managed-desktop";
import {
  renderManagedAndroid,
  renderManagedIos,
  type ManagedMobileProps,
} from "../constructs/push/managed-mobile";
import type { Site } from "../site/site";

/**
 * What device management hands out with the apps, by file name: registry file for Windows, profile for macOS, values for
 * iOS and Android. The desktop app on Linux reads no policy.
 * @throws ProblemError when a server can't be written into them
 */
export function managedAppFiles({ apps, mattermost }: Site): Readonly<Record<string, string>> {
  const server = { name: apps.serverName, url: mattermost.siteUrl };
  const desktop: ManagedDesktopProps = {
    servers: [server, ...apps.desktop.furtherServers],
    serverManagement: apps.desktop.otherServers,
    updateNotifications: apps.desktop.updateNotifications,
  };
  const mobile: ManagedMobileProps = { ...apps.mobile, server };
  return {
    "desktop-windows.reg": renderManagedDesktopRegistry(desktop),
    "desktop-macos.mobileconfig": renderManagedDesktopProfile(desktop),
    "mobile-ios.plist": renderManagedIos(mobile),
    "mobile-android.json": renderManagedAndroid(mobile),
  };
}
