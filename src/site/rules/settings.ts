import { coerce, compare } from "semver";
import { checkSettings, flattenSettings } from "../../catalog/mattermost-settings";
import { SETTING_PROBLEMS, VALIDATION_SOURCE } from "../../catalog/mattermost-settings-problems";
import type { ProblemKind } from "../../errors/catalogue";
import type { Site } from "../site";
import { effectiveSetting, mayCluster, settingPath, shown, writtenSetting } from "./read";
import { type Finding, type FindRule, type Rule, rules } from "./rule";

/** One rule for each thing that can be wrong with a single setting. */
const CATALOGUE_RULES: readonly Rule[] = Object.values(SETTING_PROBLEMS).map((kind) => catalogueRule(kind));

function catalogueRule(kind: ProblemKind & { readonly reference: string }): FindRule {
  return {
    ...kind,
    find: ({ mattermost }) =>
      checkSettings(mattermost.settings)
        .filter((issue) => issue.kind.code === kind.code)
        .map(({ path, message, expected, fix }) => ({ path: settingPath(path), message, expected, fix })),
  };
}

/** Settings that weaken the server, and what they switch off. */
const WEAK_SETTINGS: Readonly<Record<string, string>> = {
  "ServiceSettings.EnableInsecureOutgoingConnections": "outgoing certificates are not verified",
  "ServiceSettings.EnableTesting": "the /test commands are open",
  "ServiceSettings.EnableDeveloper": "errors are shown to users",
  "EmailSettings.SkipServerCertificateVerification": "the mail server's certificate is not verified",
  "LdapSettings.SkipCertificateVerification": "the directory's certificate is not verified",
  "ElasticsearchSettings.SkipTLSVerification": "the search engine's certificate is not verified",
  "PluginSettings.AllowInsecureDownloadURL": "plugins may come over plain HTTP",
  "ServiceSettings.CorsDebug": "cross-origin checks are logged for debugging",
};

/** Settings that the server derives from another one before it reads the environment. */
const DERIVED_SETTINGS: readonly (readonly [from: string, derived: string])[] = [
  ["LdapSettings.Enable", "LdapSettings.EnableSync"],
  ["LogSettings.EnableDiagnostics", "LogSettings.EnableSentry"],
];

const RETENTION = ["Message", "File"] as const;
const AUDIT_LEVELS = { first: 100, last: 103 } as const;
const LOGGING = [
  { setting: "LogSettings.AdvancedLoggingJSON", audit: false },
  { setting: "ExperimentalAuditSettings.AdvancedLoggingJSON", audit: true },
] as const;

/** Rules on the server settings that a site file writes itself. */
export const SETTING_RULES = rules(
  ...CATALOGUE_RULES,
  {
    code: "HF2211",
    severity: "error",
    title: "A secret setting has its value in the site file.",
    fix: "remove it; secrets come from Kubernetes Secrets",
    reference: "Holdfast: nothing secret is in a site file",
    find: ({ mattermost }) =>
      flattenSettings(mattermost.settings)
        .filter(({ info, value }) => info?.secret && typeof value === "string" && value !== "")
        .map(({ path, value }) => ({
          path: settingPath(path),
          message: `${path} has a value of ${String(value).length} characters in the site file`,
          expected: "no value",
        })),
  },
  {
    code: "HF2212",
    severity: "error",
    title: "E-mail batching and clustering exclude each other; the server does not start.",
    fix: "remove EmailSettings.EnableEmailBatching",
    reference: VALIDATION_SOURCE,
    path: settingPath("EmailSettings.EnableEmailBatching"),
    when: (site) =>
      writtenSetting(site, "EmailSettings.EnableEmailBatching") === true &&
      (site.mattermost.replicas > 1 || mayCluster(site)),
    message: ({ mattermost }) =>
      `EmailSettings.EnableEmailBatching is true with ${mattermost.replicas} servers of a cluster`,
    expected: "false in a cluster",
  },
  {
    code: "HF2213",
    severity: "error",
    title: "A retention period is given in days and hours, or in neither; the server does not start.",
    fix: "set one of the two to 0 and the other above 0 (days are 365 when not written)",
    reference: VALIDATION_SOURCE,
    find: (site) => RETENTION.flatMap((what) => retentionFinding(site, what)),
  },
  {
    code: "HF2214",
    severity: "warning",
    title: "The server of this version does not have the setting yet and ignores it.",
    fix: "remove the setting, or choose a newer server",
    reference: "Mattermost changelog",
    find: ({ mattermost }) =>
      flattenSettings(mattermost.settings).flatMap(({ path, info }) => {
        const since = /^\d+\.\d+(?=$| )/.exec(info?.since ?? "")?.[0];
        if (since === undefined || compare(mattermost.version, coerce(since) ?? since) >= 0) return [];
        return [
          {
            path: settingPath(path),
            message: `${path} came with ${since}, mattermost.version is ${mattermost.version}`,
            expected: `server ${since} or later`,
          },
        ];
      }),
  },
  {
    code: "HF2215",
    severity: "warning",
    title: "A setting weakens the server.",
    fix: "remove the setting; private certificate authorities belong into cluster.caBundle",
    reference: "Mattermost docs, configuration settings",
    find: (site) =>
      Object.entries(WEAK_SETTINGS)
        .filter(([setting]) => writtenSetting(site, setting) === true)
        .map(([setting, effect]) => ({
          path: settingPath(setting),
          message: `${setting} is true: ${effect}`,
          expected: "false",
        })),
  },
  {
    code: "HF2216",
    severity: "warning",
    title: "A setting whose default follows another one is not written.",
    fix: "write both; the server derives the default before it reads the environment",
    reference: "Mattermost server 11.10.0, config/store.go: defaults come before the environment",
    find: (site) =>
      DERIVED_SETTINGS.filter(
        ([from, derived]) =>
          writtenSetting(site, from) !== undefined && writtenSetting(site, derived) === undefined,
      ).map(([from, derived]) => ({
        path: settingPath(from),
        message: `${from} is ${shown(writtenSetting(site, from))}, ${derived} is absent`,
        expected: `${derived} written as well`,
      })),
  },
  {
    code: "HF2217",
    severity: "error",
    title: "Log levels stand in the wrong logging settings; the server does not start.",
    fix: "write levels 100 to 103 into ExperimentalAuditSettings, all others into LogSettings",
    reference: "Mattermost docs, logging: audit levels are refused elsewhere from 11.3",
    find: (site) =>
      LOGGING.flatMap(({ setting, audit }) =>
        loggingLevels(writtenSetting(site, setting))
          .filter((level) => isAuditLevel(level) !== audit)
          .map((level) => ({
            path: settingPath(setting),
            message: `${setting} has level ${level}`,
            expected: audit ? "levels 100 to 103 only" : "no level from 100 to 103",
          })),
      ),
  },
);

function retentionFinding(site: Site, what: (typeof RETENTION)[number]): readonly Finding[] {
  const daysSetting = `DataRetentionSettings.${what}RetentionDays`;
  const hoursSetting = `DataRetentionSettings.${what}RetentionHours`;
  const days = effectiveSetting(site, daysSetting);
  const hours = effectiveSetting(site, hoursSetting);
  if (Number(days) > 0 !== Number(hours) > 0) return [];
  const written = writtenSetting(site, hoursSetting) === undefined ? daysSetting : hoursSetting;
  return [
    {
      path: settingPath(written),
      message: `${daysSetting} is ${shown(days)} and ${hoursSetting} is ${shown(hours)}`,
      expected: "exactly one of the two above 0",
    },
  ];
}

function isAuditLevel(level: number): boolean {
  return level >= AUDIT_LEVELS.first && level <= AUDIT_LEVELS.last;
}

/** Level ids of all targets of an advanced logging setting, as object or JSON text. */
function loggingLevels(value: unknown): readonly number[] {
  const targets = typeof value === "string" ? parsed(value) : value;
  if (typeof targets !== "object" || targets === null) return [];
  return Object.values(targets as Readonly<Record<string, { readonly levels?: unknown } | null>>).flatMap(
    (target) =>
      Array.isArray(target?.levels)
        ? target.levels.flatMap((level: unknown) => {
            const id =
              typeof level === "object" && level !== null ? (level as { id?: unknown }).id : undefined;
            return typeof id === "number" ? [id] : [];
          })
        : [],
  );
}

/** A JSON text; undefined when it is a file path instead. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
