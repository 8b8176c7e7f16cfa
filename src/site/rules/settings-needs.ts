import { VALIDATION_SOURCE } from "../../catalog/mattermost-settings-problems";
import type { Site } from "../site";
import { effectiveSetting, settingPath, shown, writtenSetting } from "./read";
import { type Finding, rules } from "./rule";

/** A setting that makes others necessary; the server does not start without them. */
interface Need {
  /** Setting and value that make the others necessary. */
  readonly setting: string;
  readonly is: unknown;
  /** Further settings that must have these values for the need to hold. */
  readonly and?: Readonly<Record<string, unknown>>;
  /** Settings that must not be empty. */
  readonly filled?: readonly string[];
  /** Settings that must have these values. */
  readonly equal?: Readonly<Record<string, unknown>>;
}

/** Source: server 11.10.0, public/model/config.go isValid. */
const NEEDS: readonly Need[] = [
  {
    setting: "LdapSettings.Enable",
    is: true,
    filled: [
      "LdapServer",
      "BaseDN",
      "EmailAttribute",
      "UsernameAttribute",
      "IdAttribute",
      "LoginIdAttribute",
    ].map((name) => `LdapSettings.${name}`),
  },
  {
    setting: "SamlSettings.Enable",
    is: true,
    filled: [
      "IdpURL",
      "IdpDescriptorURL",
      "IdpCertificateFile",
      "EmailAttribute",
      "UsernameAttribute",
      "ServiceProviderIdentifier",
    ].map((name) => `SamlSettings.${name}`),
  },
  {
    setting: "SamlSettings.Enable",
    is: true,
    and: { "SamlSettings.Verify": true },
    filled: ["SamlSettings.AssertionConsumerServiceURL"],
  },
  {
    setting: "SamlSettings.Enable",
    is: true,
    and: { "SamlSettings.Encrypt": true },
    filled: ["SamlSettings.PrivateKeyFile", "SamlSettings.PublicCertificateFile"],
  },
  { setting: "CacheSettings.CacheType", is: "redis", filled: ["CacheSettings.RedisAddress"] },
  {
    setting: "ElasticsearchSettings.EnableSearching",
    is: true,
    equal: { "ElasticsearchSettings.EnableIndexing": true },
  },
  {
    setting: "ElasticsearchSettings.EnableAutocomplete",
    is: true,
    equal: { "ElasticsearchSettings.EnableIndexing": true },
  },
  {
    setting: "ElasticsearchSettings.EnableCJKAnalyzers",
    is: true,
    equal: { "ElasticsearchSettings.EnableSearching": true },
  },
  {
    setting: "MessageExportSettings.ExportFormat",
    is: "globalrelay",
    and: { "MessageExportSettings.EnableExport": true },
    filled: ["SMTPUsername", "EmailAddress"].map(
      (name) => `MessageExportSettings.GlobalRelaySettings.${name}`,
    ),
  },
  {
    setting: "MessageExportSettings.GlobalRelaySettings.CustomerType",
    is: "CUSTOM",
    and: { "MessageExportSettings.EnableExport": true, "MessageExportSettings.ExportFormat": "globalrelay" },
    filled: ["MessageExportSettings.GlobalRelaySettings.CustomSMTPServerName"],
  },
  {
    setting: "ImageProxySettings.ImageProxyType",
    is: "atmos/camo",
    and: { "ImageProxySettings.Enable": true },
    filled: ["ImageProxySettings.RemoteImageProxyURL", "ImageProxySettings.RemoteImageProxyOptions"],
  },
  {
    setting: "IntuneSettings.Enable",
    is: true,
    filled: ["IntuneSettings.TenantId", "IntuneSettings.ClientId", "IntuneSettings.AuthService"],
  },
  { setting: "AutoTranslationSettings.Enable", is: true, filled: ["AutoTranslationSettings.Provider"] },
  {
    setting: "ExperimentalAuditSettings.FileEnabled",
    is: true,
    filled: ["ExperimentalAuditSettings.FileName"],
  },
  {
    setting: "GuestAccountsSettings.EnableGuestMagicLink",
    is: true,
    equal: { "GuestAccountsSettings.EnforceMultifactorAuthentication": false },
  },
  {
    setting: "ServiceSettings.ThreadAutoFollow",
    is: false,
    equal: { "ServiceSettings.CollapsedThreads": "disabled" },
  },
];

const reference = VALIDATION_SOURCE;

/** Rules on settings that only work together. */
export const SETTING_NEED_RULES = rules(
  {
    code: "HF2240",
    severity: "error",
    title: "A setting needs others, and the server does not start without them.",
    fix: "write the other setting as well",
    reference,
    find: (site) => NEEDS.filter((need) => applies(need, site)).flatMap((need) => unmet(need, site)),
  },
  {
    code: "HF2241",
    severity: "error",
    title: "Redis has no database number; the server does not start.",
    fix: "write CacheSettings.RedisDB: 0",
    reference: "Mattermost server: RedisDB is -1 by default, which it refuses",
    path: settingPath("CacheSettings.RedisDB"),
    when: (site) =>
      writtenSetting(site, "CacheSettings.CacheType") === "redis" &&
      Number(effectiveSetting(site, "CacheSettings.RedisDB")) < 0,
    message: (site) => `CacheSettings.RedisDB is ${shown(effectiveSetting(site, "CacheSettings.RedisDB"))}`,
    expected: "0 or more",
  },
  {
    code: "HF2242",
    severity: "error",
    title: "The index prefix does not begin with the prefix of the search.",
    fix: "begin ElasticsearchSettings.IndexPrefix with GlobalSearchPrefix",
    reference,
    path: settingPath("ElasticsearchSettings.GlobalSearchPrefix"),
    when: (site) =>
      !text(site, "ElasticsearchSettings.IndexPrefix").startsWith(
        text(site, "ElasticsearchSettings.GlobalSearchPrefix"),
      ),
    message: (site) =>
      `ElasticsearchSettings.GlobalSearchPrefix is ${shown(text(site, "ElasticsearchSettings.GlobalSearchPrefix"))}, IndexPrefix is ${shown(text(site, "ElasticsearchSettings.IndexPrefix"))}`,
    expected: "an IndexPrefix that begins with it",
  },
  {
    code: "HF2243",
    severity: "warning",
    title: "Posts are removed before the search engine gathers them into its yearly indexes.",
    fix: "raise ElasticsearchSettings.AggregatePostsAfterDays above the retention days",
    reference: "Mattermost docs, enterprise search: AggregatePostsAfterDays must exceed the retention days",
    path: settingPath("ElasticsearchSettings.AggregatePostsAfterDays"),
    when: (site) =>
      writtenSetting(site, "ElasticsearchSettings.EnableIndexing") === true &&
      writtenSetting(site, "DataRetentionSettings.EnableMessageDeletion") === true &&
      aggregateDays(site) <= retentionDays(site),
    message: (site) =>
      `ElasticsearchSettings.AggregatePostsAfterDays is ${aggregateDays(site)}, DataRetentionSettings.MessageRetentionDays is ${retentionDays(site)}`,
    expected: (site) => `more than ${retentionDays(site)}`,
  },
);

function applies(need: Need, site: Site): boolean {
  return (
    writtenSetting(site, need.setting) === need.is &&
    Object.entries(need.and ?? {}).every(([setting, value]) => effectiveSetting(site, setting) === value)
  );
}

function unmet(need: Need, site: Site): readonly Finding[] {
  const because = `${need.setting} is ${shown(need.is)}`;
  const empty = (need.filled ?? []).filter((setting) => (effectiveSetting(site, setting) ?? "") === "");
  const different = Object.entries(need.equal ?? {}).filter(
    ([setting, value]) => effectiveSetting(site, setting) !== value,
  );
  return [
    ...empty.map((setting) => ({
      path: settingPath(need.setting),
      message: `${because}, but ${setting} is empty`,
      expected: `a value for ${setting}`,
    })),
    ...different.map(([setting, value]) => ({
      path: settingPath(need.setting),
      message: `${because}, but ${setting} is ${shown(effectiveSetting(site, setting))}`,
      expected: `${setting}: ${shown(value)}`,
    })),
  ];
}

function text(site: Site, setting: string): string {
  const value = writtenSetting(site, setting);
  return typeof value === "string" ? value : "";
}

function aggregateDays(site: Site): number {
  return Number(effectiveSetting(site, "ElasticsearchSettings.AggregatePostsAfterDays"));
}

function retentionDays(site: Site): number {
  return Number(effectiveSetting(site, "DataRetentionSettings.MessageRetentionDays"));
}
