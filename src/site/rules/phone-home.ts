import type { Site } from "../site";
import { hostOf } from "../addresses";
import { settingPath, shown, writtenSetting } from "./read";
import { rules } from "./rule";

const AIR_GAP = "Mattermost docs, air-gapped deployment";

/** A setting that makes the server, or its users' browsers, call somebody outside. */
interface Caller {
  readonly setting: string;
  readonly when: (value: unknown) => boolean;
  /** Whom it calls. */
  readonly calls: string;
  readonly expected: string;
}

const switchedOn = (setting: string, calls: string): Caller => ({
  setting,
  calls,
  when: (value) => value === true,
  expected: "false",
});

/** Source: Mattermost docs, air-gapped deployment; server 11.10.0. */
const CALLERS: readonly Caller[] = [
  switchedOn("EmailSettings.SendPushNotifications", "a push proxy, and through it Apple and Google"),
  switchedOn("ServiceSettings.EnableLinkPreviews", "any address that a user posts"),
  switchedOn("ServiceSettings.EnableGifPicker", "giphy"),
  switchedOn("ServiceSettings.EnableSecurityFixAlert", "securityupdatecheck.mattermost.com"),
  switchedOn("ServiceSettings.UseLetsEncrypt", "Let's Encrypt"),
  switchedOn("AnnouncementSettings.AdminNoticesEnabled", "notices.mattermost.com"),
  switchedOn("AnnouncementSettings.UserNoticesEnabled", "notices.mattermost.com"),
  switchedOn("LogSettings.EnableDiagnostics", "the vendor's telemetry"),
  switchedOn("LogSettings.EnableSentry", "Sentry"),
  switchedOn("PluginSettings.EnableRemoteMarketplace", "api.integrations.mattermost.com"),
  {
    setting: "CloudSettings.Disable",
    when: (value) => value === false,
    calls: "customers.mattermost.com",
    expected: "true",
  },
  {
    setting: "ImageProxySettings.ImageProxyType",
    when: (value) => value === "atmos/camo",
    calls: "an image proxy that fetches from the internet",
    expected: "local, or the image proxy switched off",
  },
  switchedOn("GoogleSettings.Enable", "accounts.google.com"),
  switchedOn("IntuneSettings.Enable", "Microsoft Intune"),
  switchedOn("Office365Settings.Enable", "login.microsoftonline.com"),
];

/** Links that users follow; harmless, but dead. */
const LINKS = [
  ...["TermsOfServiceLink", "PrivacyPolicyLink", "AboutLink", "HelpLink", "ReportAProblemLink"].map(
    (name) => `SupportSettings.${name}`,
  ),
  ...["AppDownloadLink", "AndroidAppDownloadLink", "IosAppDownloadLink"].map(
    (name) => `NativeAppSettings.${name}`,
  ),
];

const DEAD_HOSTS = /(^|\.)(mattermost\.com|google\.com|apple\.com|microsoft\.com|github\.com)$/;

/** Rules on settings that call outside although the site is disconnected. */
export const PHONE_HOME_RULES = rules(
  {
    code: "HF2620",
    severity: "error",
    title: "A setting makes a disconnected server call outside.",
    fix: "remove the setting; the toolkit switches it off on a disconnected site",
    reference: AIR_GAP,
    find: (site) =>
      site.connectivity !== "disconnected"
        ? []
        : CALLERS.filter(({ setting, when }) => when(writtenSetting(site, setting))).map(
            ({ setting, calls, expected }) => ({
              path: settingPath(setting),
              message: `${setting} is ${shown(writtenSetting(site, setting))}: it calls ${calls}`,
              expected,
            }),
          ),
  },
  {
    code: "HF2621",
    severity: "warning",
    title: "A link leads users of a disconnected site to the internet.",
    fix: "write an address inside the site, or an empty text",
    reference: AIR_GAP,
    find: (site) =>
      site.connectivity !== "disconnected"
        ? []
        : LINKS.filter((setting) => DEAD_HOSTS.test(hostOf(link(site, setting)))).map((setting) => ({
            path: settingPath(setting),
            message: `${setting} is ${link(site, setting)}`,
            expected: "an address inside the site, or empty",
          })),
  },
);

function link(site: Site, setting: string): string {
  const value = writtenSetting(site, setting);
  return typeof value === "string" ? value : "";
}
