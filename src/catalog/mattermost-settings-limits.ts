/** What the server accepts for one setting, beyond its type. Everything else stops the server at start. */
export interface SettingLimit {
  /** The only accepted values. */
  readonly oneOf?: readonly (string | boolean)[];
  /** Smallest accepted number. */
  readonly min?: number;
  /** Largest accepted number. */
  readonly max?: number;
  /** Accepted number below `min`, with a meaning of its own (for example -1, off). */
  readonly orExactly?: number;
  /** Fewest bytes of a text that is not empty. */
  readonly minLength?: number;
  /** Most bytes of a text, or elements of a list. */
  readonly maxLength?: number;
  /** What a text must look like. */
  readonly pattern?: RegExp;
  /** The pattern in words. */
  readonly looksLike?: string;
}

const positive: SettingLimit = { min: 1 };
const notNegative: SettingLimit = { min: 0 };
const mustStay = (value: boolean): SettingLimit => ({ oneOf: [value] });
const notEmpty: SettingLimit = { pattern: /\S/, looksLike: "a text that is not empty" };
const url: SettingLimit = {
  pattern: /^($|https?:\/\/\S+$)/,
  looksLike: "an http or https address, or empty",
};
const timeOfDay: SettingLimit = {
  pattern: /^([01]?\d|2[0-3]):[0-5]\d$/,
  looksLike: "a time of day as HH:MM",
};
const azureMilliseconds: SettingLimit = { min: 1, max: 600_000 };
const fileDriver: SettingLimit = { oneOf: ["local", "amazons3", "azureblob"] };
const azureAuthMode: SettingLimit = { oneOf: ["shared_key", "default_credential"] };
const azureCloud: SettingLimit = { oneOf: ["commercial", "government", "custom", ""] };
const s3StorageClass: SettingLimit = {
  oneOf: [
    "",
    "STANDARD",
    "REDUCED_REDUNDANCY",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER",
    "DEEP_ARCHIVE",
    "OUTPOSTS",
    "GLACIER_IR",
    "SNOW",
    "EXPRESS_ONEZONE",
  ],
};
const networkAddress: SettingLimit = {
  pattern: /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]*):\d{1,5}$/,
  looksLike: "[host]:port",
};

/**
 * Limits by setting path, as the server's own validation has them.
 * Source: server 11.10.0, public/model/config.go, the `isValid` functions.
 */
export const SETTING_LIMITS: Readonly<Record<string, SettingLimit>> = {
  "ServiceSettings.SiteURL": url,
  "ServiceSettings.ListenAddress": networkAddress,
  "ServiceSettings.ConnectionSecurity": { oneOf: ["", "TLS"] },
  "ServiceSettings.MaximumPayloadSizeBytes": positive,
  "ServiceSettings.MaximumURLLength": positive,
  "ServiceSettings.ReadTimeout": positive,
  "ServiceSettings.WriteTimeout": positive,
  "ServiceSettings.TimeBetweenUserTypingUpdatesMilliseconds": { min: 1000 },
  "ServiceSettings.MaximumLoginAttempts": positive,
  "ServiceSettings.OutgoingIntegrationRequestsTimeout": positive,
  "ServiceSettings.ExperimentalGroupUnreadChannels": { oneOf: ["disabled", "default_on", "default_off"] },
  "ServiceSettings.CollapsedThreads": { oneOf: ["disabled", "default_on", "default_off", "always_on"] },
  "ServiceSettings.PersistentNotificationIntervalMinutes": { min: 2 },
  "ServiceSettings.PersistentNotificationMaxCount": positive,
  "ServiceSettings.PersistentNotificationMaxRecipients": positive,
  "ServiceSettings.MaximumPersonalAccessTokenLifetimeDays": notNegative,
  "ServiceSettings.MinimumDesktopAppVersion": {
    pattern: /^($|\d+\.\d+\.\d+)/,
    looksLike: "a version such as 5.9.0, or empty",
  },
  "TeamSettings.SiteName": { maxLength: 30 },
  "TeamSettings.MaxUsersPerTeam": positive,
  "TeamSettings.MaxChannelsPerTeam": positive,
  "TeamSettings.UserStatusAwayTimeout": positive,
  "TeamSettings.MaxNotificationsPerChannel": positive,
  "TeamSettings.RestrictDirectMessage": { oneOf: ["any", "team"] },
  "TeamSettings.TeammateNameDisplay": { oneOf: ["username", "nickname_full_name", "full_name"] },
  "TeamSettings.LockProfileFieldsForEmailUsers": { oneOf: ["none", "name_and_username", "all"] },
  "TeamSettings.ExperimentalViewArchivedChannels": mustStay(true),
  "SqlSettings.DriverName": { oneOf: ["postgres"] },
  "SqlSettings.DataSource": notEmpty,
  "SqlSettings.AtRestEncryptKey": { minLength: 32 },
  "SqlSettings.MaxIdleConns": positive,
  "SqlSettings.MaxOpenConns": positive,
  "SqlSettings.ConnMaxLifetimeMilliseconds": notNegative,
  "SqlSettings.ConnMaxIdleTimeMilliseconds": notNegative,
  "SqlSettings.QueryTimeout": positive,
  "SqlSettings.AnalyticsQueryTimeout": positive,
  "PasswordSettings.MinimumLength": { min: 5, max: 72 },
  "FileSettings.MaxFileSize": positive,
  "FileSettings.ExtractContentTimeout": notNegative,
  "FileSettings.DriverName": fileDriver,
  "FileSettings.Directory": notEmpty,
  "FileSettings.PublicLinkSalt": { minLength: 32 },
  "FileSettings.MaxImageDecoderConcurrency": { min: 1, orExactly: -1 },
  "FileSettings.AmazonS3RequestTimeoutMilliseconds": positive,
  "FileSettings.AmazonS3StorageClass": s3StorageClass,
  "FileSettings.AzureRequestTimeoutMilliseconds": azureMilliseconds,
  "FileSettings.AzureAuthMode": azureAuthMode,
  "FileSettings.AzureCloud": azureCloud,
  "FileSettings.ExportDriverName": fileDriver,
  "FileSettings.ExportAmazonS3StorageClass": s3StorageClass,
  "FileSettings.ExportAzureRequestTimeoutMilliseconds": azureMilliseconds,
  "FileSettings.ExportAzureAuthMode": azureAuthMode,
  "FileSettings.ExportAzureCloud": azureCloud,
  "EmailSettings.ConnectionSecurity": { oneOf: ["", "TLS", "STARTTLS", "PLAIN"] },
  "EmailSettings.EmailBatchingBufferSize": positive,
  "EmailSettings.EmailBatchingInterval": { min: 30 },
  "EmailSettings.EmailNotificationContentsType": { oneOf: ["full", "generic"] },
  "EmailSettings.PushNotificationContents": {
    oneOf: ["generic_no_channel", "generic", "full", "id_loaded"],
  },
  "RateLimitSettings.PerSec": positive,
  "RateLimitSettings.MaxBurst": positive,
  "RateLimitSettings.MemoryStoreSize": positive,
  "LdapSettings.ConnectionSecurity": { oneOf: ["", "TLS", "STARTTLS"] },
  "LdapSettings.SyncIntervalMinutes": positive,
  "LdapSettings.MaxPageSize": notNegative,
  "LdapSettings.MaximumLoginAttempts": positive,
  "SamlSettings.SignatureAlgorithm": { oneOf: ["RSAwithSHA1", "RSAwithSHA256", "RSAwithSHA512"] },
  "SamlSettings.CanonicalAlgorithm": { oneOf: ["Canonical1.0", "Canonical1.1"] },
  "CacheSettings.CacheType": { oneOf: ["lru", "redis"] },
  "MetricsSettings.ListenAddress": networkAddress,
  "MetricsSettings.ClientSideUserIds": { maxLength: 5 },
  "ExperimentalSettings.ClientSideCertEnable": mustStay(false),
  "ExperimentalSettings.LinkMetadataTimeoutMilliseconds": positive,
  "ElasticsearchSettings.Backend": { oneOf: ["elasticsearch", "opensearch"] },
  "ElasticsearchSettings.AggregatePostsAfterDays": positive,
  "ElasticsearchSettings.PostsAggregatorJobStartTime": timeOfDay,
  "ElasticsearchSettings.LiveIndexingBatchSize": positive,
  "ElasticsearchSettings.BatchSize": positive,
  "ElasticsearchSettings.RequestTimeoutSeconds": positive,
  "DataRetentionSettings.MessageRetentionDays": notNegative,
  "DataRetentionSettings.MessageRetentionHours": notNegative,
  "DataRetentionSettings.FileRetentionDays": notNegative,
  "DataRetentionSettings.FileRetentionHours": notNegative,
  "DataRetentionSettings.DeletionJobStartTime": timeOfDay,
  "AutoTranslationSettings.Provider": { oneOf: ["", "libretranslate", "agents"] },
  "AutoTranslationSettings.TimeoutMs": positive,
  "AutoTranslationSettings.Workers": { min: 1, max: 64 },
  "MessageExportSettings.DailyRunTime": timeOfDay,
  "MessageExportSettings.BatchSize": notNegative,
  "MessageExportSettings.ExportFromTimestamp": notNegative,
  "MessageExportSettings.ExportFormat": { oneOf: ["actiance", "csv", "globalrelay", "globalrelay-zip"] },
  "MessageExportSettings.GlobalRelaySettings.CustomerType": { oneOf: ["A9", "A10", "CUSTOM"] },
  "MessageExportSettings.GlobalRelaySettings.EmailAddress": {
    pattern: /^($|.*@)/,
    looksLike: "an e-mail address",
  },
  "ImageProxySettings.ImageProxyType": { oneOf: ["local", "atmos/camo"] },
  "ImportSettings.Directory": notEmpty,
  "ImportSettings.RetentionDays": positive,
  "ExportSettings.Directory": notEmpty,
  "ExportSettings.RetentionDays": positive,
  "AccessControlSettings.SyncJobIntervalSeconds": { min: 60 },
};
