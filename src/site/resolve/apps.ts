import type { Default } from "../defaults";
import type { Site } from "../site";
import type { SiteApps, SiteDesktopApp, SiteMobileApps, SitePush } from "../site-apps";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { resolveValue } from "./secret-value";

type AppsSpec = NonNullable<SiteSpec["apps"]>;

const PATH = "apps";
const DOCS = "Mattermost docs, deploy using an EMM provider";

const DEFAULTS = {
  otherServers: { value: false, reason: "managed apps are for this site" },
  furtherServers: { value: [], reason: "the site's own server is enough" },
  jailbreakDetection: { value: true, reason: "what is broken into keeps no secret", source: DOCS },
  deviceOwnerOnly: { value: false, reason: "the device's own lock is trusted", source: DOCS },
  blurScreen: { value: true, reason: "what others see in passing is not for them", source: DOCS },
  copyPasteProtection: { value: false, reason: "people quote what they read", source: DOCS },
  vpn: { value: false, reason: "the server is reached without one", source: DOCS },
  contents: { value: "id_loaded", reason: "no text of a post leaves the site" },
  sandbox: { value: false, reason: "apps in use are signed for production" },
} as const satisfies Readonly<Record<string, Default<unknown>>>;

/** Desktop and mobile apps; every site has a server that they can be given. */
export function resolveApps(
  { apps = {} }: SiteSpec,
  site: Pick<Site, "connectivity" | "displayName" | "name">,
  ledger: Ledger,
): SiteApps {
  return {
    serverName: ledger.chosen(`${PATH}.serverName`, apps.serverName, serverName(site)),
    desktop: resolveDesktop(apps.desktop ?? {}, site, ledger),
    mobile: resolveMobile(apps.mobile ?? {}, ledger),
    push: resolvePush(apps.push, ledger),
  };
}

function serverName({ displayName, name }: Pick<Site, "displayName" | "name">): Default<string> {
  return /^(?! )[ !#-[\]-~]{1,64}$/.test(displayName)
    ? { value: displayName, reason: "what people see in Mattermost" }
    : { value: name, reason: "displayName is not plain ASCII, which a registry file needs" };
}

function resolveDesktop(
  desktop: NonNullable<AppsSpec["desktop"]>,
  { connectivity }: Pick<Site, "connectivity">,
  ledger: Ledger,
): SiteDesktopApp {
  const path = `${PATH}.desktop`;
  return {
    minimumVersion: ledger.optional(`${path}.minimumVersion`, desktop.minimumVersion, "every version"),
    otherServers: ledger.chosen<boolean>(`${path}.otherServers`, desktop.otherServers, DEFAULTS.otherServers),
    updateNotifications: ledger.chosen(`${path}.updateNotifications`, desktop.updateNotifications, {
      value: connectivity === "connected",
      reason: `the app asks the vendor's releases, and the site is ${connectivity}`,
    }),
    furtherServers: ledger.chosen<SiteDesktopApp["furtherServers"]>(
      `${path}.furtherServers`,
      desktop.furtherServers,
      DEFAULTS.furtherServers,
    ),
  };
}

function resolveMobile(mobile: NonNullable<AppsSpec["mobile"]>, ledger: Ledger): SiteMobileApps {
  const path = `${PATH}.mobile`;
  const chosen = (
    name:
      | "otherServers"
      | "jailbreakDetection"
      | "deviceOwnerOnly"
      | "blurScreen"
      | "copyPasteProtection"
      | "vpn",
  ): boolean => ledger.chosen<boolean>(`${path}.${name}`, mobile[name], DEFAULTS[name]);
  return {
    minimumIos: ledger.optional(`${path}.minimumIos`, mobile.minimumIos, "every version"),
    minimumAndroid: ledger.optional(`${path}.minimumAndroid`, mobile.minimumAndroid, "every version"),
    otherServers: chosen("otherServers"),
    jailbreakDetection: chosen("jailbreakDetection"),
    deviceOwnerOnly: chosen("deviceOwnerOnly"),
    blurScreen: chosen("blurScreen"),
    copyPasteProtection: chosen("copyPasteProtection"),
    vpn: chosen("vpn"),
    vendor: ledger.optional(`${path}.vendor`, mobile.vendor, "the app's own name"),
  };
}

function resolvePush(push: AppsSpec["push"], ledger: Ledger): SitePush | undefined {
  const path = `${PATH}.push`;
  if (push === undefined) {
    ledger.absent(path, "nothing of a message leaves the site through Apple and Google");
    return undefined;
  }
  ledger.written(`${path}.kind`, push.kind);
  const common = {
    contents: ledger.chosen<SitePush["contents"]>(`${path}.contents`, push.contents, DEFAULTS.contents),
    addresses: ledger.optional(`${path}.addresses`, push.addresses, "any address, on port 443 only"),
  };
  if (push.kind === "hosted") {
    return { kind: "hosted", region: ledger.written(`${path}.region`, push.region), ...common };
  }
  const { android, apple } = push;
  return {
    kind: "own",
    ...common,
    apple: apple && {
      ...apple,
      sandbox: ledger.chosen<boolean>(`${path}.apple.sandbox`, apple.sandbox, DEFAULTS.sandbox),
      key: resolveValue(`${path}.apple.key`, apple.key, ledger),
    },
    android: android && {
      serviceAccount: resolveValue(`${path}.android.serviceAccount`, android.serviceAccount, ledger),
    },
  };
}
