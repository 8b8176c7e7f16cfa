import { effectiveSetting, settingPath, shown, writtenSetting } from "./read";
import { rules } from "./rule";

/** Folder that every log file must lie in; the server's working directory is /mattermost. */
const LOG_ROOT = /^(\/mattermost\/logs\/|\.?\/?logs\/|[^/]*$)/;

const LOG_FILES = ["LogSettings.FileLocation", "ExperimentalAuditSettings.FileName"];
const DEPRECATED_PUSH = /^https?:\/\/(push|hpns-de|push-test)\.mattermost\.com/;

/** Rules on settings that the server accepts and that still don't do what a person expects. */
export const SETTING_ADVICE_RULES = rules(
  {
    code: "HF2250",
    severity: "error",
    title: "A log file lies outside the log folder.",
    fix: "write a path below /mattermost/logs",
    reference: "Mattermost docs, logging: enforced from 11.4; the rest of the file system is read-only",
    find: (site) =>
      LOG_FILES.filter((setting) => {
        const value = writtenSetting(site, setting);
        return typeof value === "string" && !LOG_ROOT.test(value);
      }).map((setting) => ({
        path: settingPath(setting),
        message: `${setting} is ${shown(writtenSetting(site, setting))}`,
        expected: "a path below /mattermost/logs",
      })),
  },
  {
    code: "HF2251",
    severity: "warning",
    title: "Plugin uploads are open and blocked at once.",
    fix: "remove one of the two; a required signature blocks every upload",
    reference: "Mattermost docs, manage plugins: RequirePluginSignature",
    path: settingPath("PluginSettings.EnableUploads"),
    when: (site) =>
      writtenSetting(site, "PluginSettings.EnableUploads") === true &&
      writtenSetting(site, "PluginSettings.RequirePluginSignature") === true,
    message: (site) =>
      `PluginSettings.EnableUploads is ${shown(writtenSetting(site, "PluginSettings.EnableUploads"))} and RequirePluginSignature is true`,
    expected: "one of the two",
  },
  {
    code: "HF2252",
    severity: "warning",
    title: "Nobody can search: the database's search is off, and no search engine is on.",
    fix: "remove SqlSettings.DisableDatabaseSearch",
    reference: "Mattermost docs, enterprise search",
    path: settingPath("SqlSettings.DisableDatabaseSearch"),
    when: (site) =>
      writtenSetting(site, "SqlSettings.DisableDatabaseSearch") === true &&
      effectiveSetting(site, "ElasticsearchSettings.EnableSearching") !== true,
    message: (site) =>
      `SqlSettings.DisableDatabaseSearch is true, ElasticsearchSettings.EnableSearching is ${shown(effectiveSetting(site, "ElasticsearchSettings.EnableSearching"))}`,
    expected: "false without a search engine",
  },
  {
    code: "HF2253",
    severity: "warning",
    title: "The server looks for search nodes behind their Service and can't reach them.",
    fix: "write ElasticsearchSettings.Sniff: false",
    reference: "Mattermost docs, enterprise search: Sniff must be false behind a Service or proxy",
    path: settingPath("ElasticsearchSettings.EnableIndexing"),
    when: (site) =>
      writtenSetting(site, "ElasticsearchSettings.EnableIndexing") === true &&
      effectiveSetting(site, "ElasticsearchSettings.Sniff") === true,
    message: (site) =>
      `ElasticsearchSettings.Sniff is ${shown(effectiveSetting(site, "ElasticsearchSettings.Sniff"))} with EnableIndexing`,
    expected: "Sniff false",
  },
  {
    code: "HF2254",
    severity: "warning",
    title: "The push server is deprecated or for tests only.",
    fix: "name the regional server of the licence, or a push proxy of your own",
    reference: "Mattermost docs, host your own push proxy service",
    path: settingPath("EmailSettings.PushNotificationServer"),
    when: (site) =>
      DEPRECATED_PUSH.test(String(writtenSetting(site, "EmailSettings.PushNotificationServer"))),
    message: (site) =>
      `EmailSettings.PushNotificationServer is ${shown(writtenSetting(site, "EmailSettings.PushNotificationServer"))}`,
    expected: "https://us.push.mattermost.com, another region, or your own proxy",
  },
);
