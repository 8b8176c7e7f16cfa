import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { renderSettings, settingsSource } from "../../scripts/generate-settings";
import {
  checkSettings,
  emptyStoreDifferences,
  environmentFor,
  settingInfo,
  settingPaths,
  settingVariable,
} from "../../src/catalog/mattermost-settings";
import { SETTING_LIMITS } from "../../src/catalog/mattermost-settings-limits";
import { isProblemError } from "../../src/errors/problem";

const SOURCE = settingsSource();
const whenSourceIsHere = SOURCE.missing ? test.skip : test;
const reason = SOURCE.missing ? ` (skipped: ${SOURCE.missing})` : "";

describe("generated settings", () => {
  whenSourceIsHere(`are current with their source${reason}`, () => {
    for (const [path, text] of Object.entries(renderSettings(SOURCE.path))) {
      expect(readFileSync(resolve(__dirname, "../..", path), "utf8")).toBe(text);
    }
  });

  whenSourceIsHere(`have the variable names of their source${reason}`, () => {
    const source = JSON.parse(readFileSync(SOURCE.path, "utf8")) as {
      keys: readonly { path: string; env: string }[];
    };
    const derived = settingPaths().map((path) => [path, settingVariable(path)]);
    expect(derived).toEqual(source.keys.map(({ path, env }) => [path, env]));
  });

  test("know type, defaults, secrecy and age", () => {
    expect(settingInfo("EmailSettings.SendPushNotifications")).toMatchObject({
      variable: "MM_EMAILSETTINGS_SENDPUSHNOTIFICATIONS",
      type: "bool",
      default: true,
      emptyStoreDefault: false,
      settable: true,
    });
    expect(settingInfo("SqlSettings.DataSource")?.secret).toBe(true);
    expect(settingInfo("ServiceSettings.DCRRedirectURIAllowlist")?.since).toBe("11.5");
    expect(settingInfo("SqlSettings.maxopenconns")).toBeUndefined();
  });

  test("every limit belongs to a setting, and the server's own default keeps it", () => {
    for (const path of Object.keys(SETTING_LIMITS)) {
      const info = settingInfo(path);
      expect([path, info?.type]).toEqual([path, expect.any(String)]);
      const [section = "", ...names] = path.split(".");
      const value = names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), info?.default);
      const issues = checkSettings({ [section]: value as Record<string, unknown> });
      expect(issues.filter((issue) => issue.kind.code === "HF2205")).toEqual([]);
    }
  });

  test("thirteen defaults differ on an empty store", () => {
    const differing = emptyStoreDifferences();
    expect(differing).toHaveLength(13);
    expect(differing.every((info) => info.settable)).toBe(true);
    expect(differing.map((info) => info.path)).toContain("ServiceSettings.SessionLengthWebInHours");
  });
});

describe("environmentFor", () => {
  test("writes each type as the server reads it", () => {
    expect(
      environmentFor({
        ServiceSettings: { TrustedProxyIPHeader: ["X-Forwarded-For", "X-Real-IP"], EnableLatex: false },
        SqlSettings: { MaxOpenConns: 100, DataSource: "$(DATABASE_URL)", AtRestEncryptKey: "$(KEY)" },
        PluginSettings: { PluginStates: { playbooks: { Enable: true } } },
        LogSettings: { AdvancedLoggingJSON: '{"a":{}}', MaxFieldSize: undefined },
        MessageExportSettings: { GlobalRelaySettings: { SMTPUsername: "kestrel" } },
      }),
    ).toEqual({
      MM_SERVICESETTINGS_TRUSTEDPROXYIPHEADER: "X-Forwarded-For X-Real-IP",
      MM_SERVICESETTINGS_ENABLELATEX: "false",
      MM_SQLSETTINGS_MAXOPENCONNS: "100",
      MM_SQLSETTINGS_DATASOURCE: "$(DATABASE_URL)",
      MM_SQLSETTINGS_ATRESTENCRYPTKEY: "$(KEY)",
      MM_PLUGINSETTINGS_PLUGINSTATES: '{"playbooks":{"Enable":true}}',
      MM_LOGSETTINGS_ADVANCEDLOGGINGJSON: '{"a":{}}',
      MM_MESSAGEEXPORTSETTINGS_GLOBALRELAYSETTINGS_SMTPUSERNAME: "kestrel",
    });
  });

  test("refuses everything wrong at once", () => {
    try {
      environmentFor({ SqlSettings: { MaxOpenCons: 1, Trace: "yes" } });
      throw new Error("nothing was thrown");
    } catch (error) {
      if (!isProblemError(error)) throw error;
      expect(error.problems.map(({ code, path }) => [code, path])).toEqual([
        ["HF2202", "SqlSettings.MaxOpenCons"],
        ["HF2204", "SqlSettings.Trace"],
      ]);
    }
  });
});

describe("checkSettings", () => {
  test.each([
    ["unknown section", { SqlSetings: { MaxOpenConns: 1 } }, "HF2201", "did you mean SqlSettings?"],
    ["unknown name", { SqlSettings: { MaxOpenCon: 1 } }, "HF2202", "did you mean SqlSettings.MaxOpenConns?"],
    [
      "name of another section",
      { LdapSettings: { ForgotPasswordLink: "" } },
      "HF2202",
      "did you mean SupportSettings.ForgotPasswordLink?",
    ],
    ["removed", { BleveSettings: { EnableIndexing: true } }, "HF2203", undefined],
    ["number for a text", { EmailSettings: { SMTPPort: 587 } }, "HF2204", 'write it in quotes: "587"'],
    ["text for a number", { SqlSettings: { QueryTimeout: "30" } }, "HF2204", "write it without quotes: 30"],
    ["fraction", { SqlSettings: { QueryTimeout: 1.5 } }, "HF2204", undefined],
    ["text for an object", { MessageExportSettings: { GlobalRelaySettings: "A9" } }, "HF2204", undefined],
    ["below the range", { SqlSettings: { MaxOpenConns: 0 } }, "HF2205", undefined],
    ["above the range", { AutoTranslationSettings: { Workers: 65 } }, "HF2205", undefined],
    ["not of the enum", { FileSettings: { DriverName: "s3" } }, "HF2205", undefined],
    ["too long", { TeamSettings: { SiteName: "x".repeat(31) } }, "HF2205", undefined],
    [
      "switch that must stay",
      { TeamSettings: { ExperimentalViewArchivedChannels: false } },
      "HF2205",
      undefined,
    ],
    ["no time of day", { DataRetentionSettings: { DeletionJobStartTime: "25:00" } }, "HF2205", undefined],
    ["not by environment", { SqlSettings: { ReplicaLagSettings: [] } }, "HF2206", undefined],
    ["empty list", { ServiceSettings: { TrustedProxyIPHeader: [] } }, "HF2207", undefined],
    ["element with a space", { ServiceSettings: { TrustedProxyIPHeader: ["X A"] } }, "HF2207", undefined],
  ])("reports %s", (_, settings, code, fix) => {
    expect(checkSettings(settings as never).map((issue) => [issue.kind.code, issue.fix])).toEqual([
      [code, fix],
    ]);
  });

  test("accepts what the server accepts", () => {
    expect(
      checkSettings({
        TeamSettings: { MaxUsersPerTeam: 1000, SiteName: "x".repeat(30) },
        FileSettings: { MaxImageDecoderConcurrency: -1, PublicLinkSalt: "" },
        ServiceSettings: { SiteURL: "" },
        ContentFlaggingSettings: { ReviewerSettings: { CommonReviewers: true } },
      }),
    ).toEqual([]);
  });

  test("never shows a secret", () => {
    const secret = "hunter2-hunter2";
    const text = JSON.stringify(
      checkSettings({
        SqlSettings: { AtRestEncryptKey: secret, DataSourceReplicas: [`${secret} ${secret}`] },
        EmailSettings: { SMTPPassword: [secret] },
      }),
    );
    expect(text).toContain("HF2205");
    expect(text).toContain("HF2207");
    expect(text).not.toContain("hunter2");
  });
});
