/** What decides settings that nobody may set by hand, by path. */
const OWNERS: Readonly<Record<string, string>> = {
  "ServiceSettings.SiteURL": "siteUrl",
  "ServiceSettings.ListenAddress": "the Service and the network policies",
  "ServiceSettings.ConnectionSecurity": "the proxy, which ends TLS",
  "ServiceSettings.UseLetsEncrypt": "the proxy, which ends TLS",
  "ServiceSettings.Forward80To443": "the proxy, which ends TLS",
  "ServiceSettings.IdleTimeout": "the proxy, which keeps connections for a little less",
  "ServiceSettings.EnableLocalMode": "the pod",
  "ServiceSettings.LocalModeSocketLocation": "the pod",
  "TeamSettings.SiteName": "siteName",
  "SqlSettings.DriverName": "database",
  "SqlSettings.DataSource": "database",
  "SqlSettings.DataSourceReplicas": "database",
  "SqlSettings.DataSourceSearchReplicas": "database",
  "SqlSettings.MaxOpenConns": "maxOpenConnections",
  "SqlSettings.MaxIdleConns": "maxIdleConnections",
  "SqlSettings.AtRestEncryptKey": "secrets",
  "FileSettings.PublicLinkSalt": "secrets",
  "FileSettings.MaxFileSize": "maxFileSize",
  "FileSettings.DriverName": "objectStore",
  "FileSettings.Directory": "objectStore",
  "FileSettings.AmazonS3AccessKeyId": "objectStore",
  "FileSettings.AmazonS3SecretAccessKey": "objectStore",
  "FileSettings.AmazonS3Endpoint": "objectStore",
  "FileSettings.AmazonS3Bucket": "objectStore",
  "FileSettings.AmazonS3Region": "objectStore",
  "FileSettings.AmazonS3PathPrefix": "objectStore",
  "FileSettings.AmazonS3SSL": "objectStore",
  "ClusterSettings.Enable": "replicas",
  "ClusterSettings.ClusterName": "clusterName",
  "ClusterSettings.GossipPort": "the network policies",
  "MetricsSettings.Enable": "licence",
  "MetricsSettings.ListenAddress": "the network policies",
  "PluginSettings.Directory": "the pod",
  "PluginSettings.ClientDirectory": "the pod",
};

/** Features contribute plugins one by one, never a map. */
const PLUGIN_MAPS: Readonly<Record<string, string>> = {
  "PluginSettings.PluginStates": "plugins",
  "PluginSettings.Plugins": "plugins",
};

/** What decides a setting, when it is not for a person to set; absent when it is. */
export function ownerOfSetting(path: string): string | undefined {
  return OWNERS[path];
}

/** What decides a setting, when it is not for a feature to set; absent when it is. */
export function ownerBeforeFeatures(path: string): string | undefined {
  return OWNERS[path] ?? PLUGIN_MAPS[path];
}
