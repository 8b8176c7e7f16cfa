import { all, settings, unlicensed, type RuleCase } from "../sites";

const path = (setting: string): readonly string[] => [`mattermost.settings.${setting}`];

export const SETTING_CASES: readonly RuleCase[] = [
  {
    code: "HF2201",
    what: "an unknown section",
    breaks: settings({ TeamSetings: { MaxUsersPerTeam: 500 } }),
    keeps: settings({ TeamSettings: { MaxUsersPerTeam: 500 } }),
    paths: path("TeamSetings.MaxUsersPerTeam"),
    shows: "TeamSetings",
  },
  {
    code: "HF2202",
    what: "an unknown name",
    breaks: settings({ TeamSettings: { MaxUserPerTeam: 500 } }),
    paths: path("TeamSettings.MaxUserPerTeam"),
    shows: "MaxUserPerTeam",
  },
  {
    code: "HF2203",
    what: "a removed setting",
    breaks: settings({ BleveSettings: { EnableIndexing: true } }),
    paths: path("BleveSettings.EnableIndexing"),
    shows: "removed in 11.0",
  },
  {
    code: "HF2204",
    what: "a wrong type",
    breaks: settings({ TeamSettings: { MaxUsersPerTeam: "500" } }),
    paths: path("TeamSettings.MaxUsersPerTeam"),
    shows: '"500"',
  },
  {
    code: "HF2205",
    what: "a value out of range",
    breaks: settings({ PasswordSettings: { MinimumLength: 73 } }),
    keeps: settings({ PasswordSettings: { MinimumLength: 72 } }),
    paths: path("PasswordSettings.MinimumLength"),
    shows: "73",
  },
  {
    code: "HF2206",
    what: "a setting that no variable sets",
    breaks: settings({ SqlSettings: { ReplicaLagSettings: [] } }),
    paths: path("SqlSettings.ReplicaLagSettings"),
    shows: "(hidden)",
  },
  {
    code: "HF2207",
    what: "an element with a space",
    breaks: settings({ ThemeSettings: { AllowedThemes: ["dark night"] } }),
    keeps: settings({ ThemeSettings: { AllowedThemes: ["indigo", "onyx"] } }),
    paths: path("ThemeSettings.AllowedThemes"),
    shows: "dark night",
  },
  {
    code: "HF2211",
    what: "a password in the file",
    breaks: settings({ EmailSettings: { SMTPPassword: "hunter2" } }),
    keeps: settings({ EmailSettings: { SMTPPassword: "" } }),
    paths: path("EmailSettings.SMTPPassword"),
    shows: "7 characters",
  },
  {
    code: "HF2212",
    what: "batched mail in a cluster",
    breaks: settings({ EmailSettings: { EnableEmailBatching: true } }),
    keeps: all(unlicensed, settings({ EmailSettings: { EnableEmailBatching: true } })),
    paths: path("EmailSettings.EnableEmailBatching"),
    shows: "true",
  },
  {
    code: "HF2213",
    what: "hours beside the default days",
    breaks: settings({ DataRetentionSettings: { MessageRetentionHours: 48 } }),
    keeps: settings({ DataRetentionSettings: { MessageRetentionHours: 48, MessageRetentionDays: 0 } }),
    paths: path("DataRetentionSettings.MessageRetentionHours"),
    shows: "MessageRetentionDays is 365 and DataRetentionSettings.MessageRetentionHours is 48",
  },
  {
    code: "HF2213",
    what: "neither days nor hours",
    breaks: settings({ DataRetentionSettings: { FileRetentionDays: 0 } }),
    paths: path("DataRetentionSettings.FileRetentionDays"),
    shows: "FileRetentionDays is 0",
  },
  {
    code: "HF2214",
    what: "a setting of a newer server",
    breaks: settings({ AccessControlSettings: { SyncJobIntervalSeconds: 600 } }),
    keeps: all(
      ({ mattermost }) => (mattermost.version = "11.10.0"),
      settings({ AccessControlSettings: { SyncJobIntervalSeconds: 600 } }),
    ),
    paths: path("AccessControlSettings.SyncJobIntervalSeconds"),
    shows: "11.10, mattermost.version is 11.7.9",
  },
  {
    code: "HF2215",
    what: "unverified certificates",
    breaks: settings({ ServiceSettings: { EnableInsecureOutgoingConnections: true } }),
    keeps: settings({ ServiceSettings: { EnableInsecureOutgoingConnections: false } }),
    paths: path("ServiceSettings.EnableInsecureOutgoingConnections"),
    shows: "true",
  },
  {
    code: "HF2216",
    what: "a derived default",
    breaks: settings({ LogSettings: { EnableDiagnostics: false } }),
    keeps: settings({ LogSettings: { EnableDiagnostics: false, EnableSentry: false } }),
    paths: path("LogSettings.EnableDiagnostics"),
    shows: "EnableSentry is absent",
  },
  {
    code: "HF2217",
    what: "an audit level in the general log",
    breaks: settings({
      LogSettings: { AdvancedLoggingJSON: { a: { levels: [{ id: 100, name: "audit-api" }] } } },
    }),
    keeps: settings({ LogSettings: { AdvancedLoggingJSON: { a: { levels: [{ id: 5, name: "debug" }] } } } }),
    paths: path("LogSettings.AdvancedLoggingJSON"),
    shows: "100",
  },
  {
    code: "HF2217",
    what: "a general level in the audit log, as text",
    breaks: settings({ ExperimentalAuditSettings: { AdvancedLoggingJSON: '{"a":{"levels":[{"id":5}]}}' } }),
    keeps: settings({ ExperimentalAuditSettings: { AdvancedLoggingJSON: "/mattermost/config/audit.json" } }),
    paths: path("ExperimentalAuditSettings.AdvancedLoggingJSON"),
    shows: "5",
  },
  {
    code: "HF2230",
    what: "settings that other keys decide",
    breaks: settings({
      ServiceSettings: { SiteURL: "https://chat.example" },
      SqlSettings: { MaxOpenConns: 10 },
      ClusterSettings: { GossipPort: 8074 },
      FileSettings: { AmazonS3Bucket: "files", AmazonS3RequestTimeoutMilliseconds: 60_000 },
      PluginSettings: { PluginStates: { playbooks: { Enable: true } } },
    }),
    keeps: settings({ FileSettings: { AmazonS3RequestTimeoutMilliseconds: 60_000 } }),
    paths: [
      "ServiceSettings.SiteURL",
      "SqlSettings.MaxOpenConns",
      "ClusterSettings.GossipPort",
      "FileSettings.AmazonS3Bucket",
      "PluginSettings.PluginStates",
    ].flatMap(path),
    shows: "decides it",
  },
  {
    code: "HF2231",
    what: "the port that probes use",
    breaks: settings({ ServiceSettings: { ListenAddress: ":9000" } }),
    paths: path("ServiceSettings.ListenAddress"),
    shows: "ServiceSettings.ListenAddress",
  },
];

const ldap = {
  LdapServer: "ldap.example",
  BaseDN: "dc=example",
  EmailAttribute: "mail",
  UsernameAttribute: "uid",
};
const redis = { CacheType: "redis", RedisAddress: "valkey.example:6379" };
const aged = (AggregatePostsAfterDays: number): RuleCase["breaks"] =>
  settings({
    ElasticsearchSettings: { EnableIndexing: true, AggregatePostsAfterDays },
    DataRetentionSettings: { EnableMessageDeletion: true, MessageRetentionDays: 90 },
  });

export const SETTING_NEED_CASES: readonly RuleCase[] = [
  {
    code: "HF2240",
    what: "LDAP without two attributes",
    breaks: settings({ LdapSettings: { Enable: true, EnableSync: true, ...ldap } }),
    keeps: settings({
      LdapSettings: { Enable: true, EnableSync: true, ...ldap, IdAttribute: "uid", LoginIdAttribute: "uid" },
    }),
    paths: [...path("LdapSettings.Enable"), ...path("LdapSettings.Enable")],
    shows: "IdAttribute is empty",
  },
  {
    code: "HF2240",
    what: "a search without an index",
    breaks: settings({ ElasticsearchSettings: { EnableSearching: true } }),
    keeps: settings({ ElasticsearchSettings: { EnableSearching: true, EnableIndexing: true } }),
    paths: path("ElasticsearchSettings.EnableSearching"),
    shows: "EnableIndexing is false",
  },
  {
    code: "HF2241",
    what: "Redis without a database number",
    breaks: settings({ CacheSettings: redis }),
    keeps: settings({ CacheSettings: { ...redis, RedisDB: 0 } }),
    paths: path("CacheSettings.RedisDB"),
    shows: "-1",
  },
  {
    code: "HF2242",
    what: "prefixes that do not fit",
    breaks: settings({ ElasticsearchSettings: { GlobalSearchPrefix: "all", IndexPrefix: "kestrel" } }),
    keeps: settings({ ElasticsearchSettings: { GlobalSearchPrefix: "all", IndexPrefix: "all-kestrel" } }),
    paths: path("ElasticsearchSettings.GlobalSearchPrefix"),
    shows: '"all", IndexPrefix is "kestrel"',
  },
  {
    code: "HF2243",
    what: "posts removed before they are gathered",
    breaks: aged(90),
    keeps: aged(91),
    paths: path("ElasticsearchSettings.AggregatePostsAfterDays"),
    shows: "is 90",
  },
];

const index = { EnableIndexing: true };

export const SETTING_ADVICE_CASES: readonly RuleCase[] = [
  {
    code: "HF2250",
    what: "an audit log in another folder",
    breaks: settings({ ExperimentalAuditSettings: { FileName: "/var/log/audit.log" } }),
    keeps: settings({ ExperimentalAuditSettings: { FileName: "/mattermost/logs/audit.log" } }),
    paths: path("ExperimentalAuditSettings.FileName"),
    shows: "/var/log/audit.log",
  },
  {
    code: "HF2251",
    what: "uploads with a required signature",
    breaks: settings({ PluginSettings: { EnableUploads: true, RequirePluginSignature: true } }),
    keeps: settings({ PluginSettings: { EnableUploads: true } }),
    paths: path("PluginSettings.EnableUploads"),
    shows: "true",
  },
  {
    code: "HF2252",
    what: "no search at all",
    breaks: settings({ SqlSettings: { DisableDatabaseSearch: true } }),
    keeps: settings({
      SqlSettings: { DisableDatabaseSearch: true },
      ElasticsearchSettings: { ...index, EnableSearching: true },
    }),
    paths: path("SqlSettings.DisableDatabaseSearch"),
    shows: "EnableSearching is false",
  },
  {
    code: "HF2253",
    what: "sniffing behind a Service",
    breaks: settings({ ElasticsearchSettings: index }),
    keeps: settings({ ElasticsearchSettings: { ...index, Sniff: false } }),
    paths: path("ElasticsearchSettings.EnableIndexing"),
    shows: "Sniff is true",
  },
  {
    code: "HF2254",
    what: "the test push server",
    breaks: settings({ EmailSettings: { PushNotificationServer: "https://push-test.mattermost.com" } }),
    keeps: settings({ EmailSettings: { PushNotificationServer: "https://push.outpost-kestrel.example" } }),
    paths: path("EmailSettings.PushNotificationServer"),
    shows: "push-test",
  },
];
