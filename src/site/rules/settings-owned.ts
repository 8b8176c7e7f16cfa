import { flattenSettings } from "../../catalog/mattermost-settings";
import { settingPath } from "./read";
import { rules } from "./rule";

/** Settings that the toolkit writes itself, and the key of the site file that decides them. The first match counts. */
const OWNED_SETTINGS: readonly (readonly [setting: RegExp, insteadUse: string])[] = [
  [/^ServiceSettings\.(SiteURL|WebsocketURL)$/, "mattermost.siteUrl"],
  [/^ServiceSettings\.LicenseFileLocation$/, "mattermost.licence"],
  [
    /^ServiceSettings\.(ConnectionSecurity|TLS\w+|UseLetsEncrypt|LetsEncrypt\w+|Forward80To443)$/,
    "proxy.tls",
  ],
  [/^ServiceSettings\.TrustedProxyIPHeader$/, "proxy.trustedProxies"],
  [/^TeamSettings\.SiteName$/, "displayName"],
  [/^SqlSettings\.(DriverName|DataSource|DataSourceReplicas|DataSourceSearchReplicas)$/, "database"],
  [/^SqlSettings\.(MaxOpenConns|MaxIdleConns)$/, "mattermost.maxOpenConnections"],
  [/^SqlSettings\.AtRestEncryptKey$/, "secrets.mattermost"],
  [/^FileSettings\.PublicLinkSalt$/, "secrets.mattermost"],
  [/^FileSettings\.MaxFileSize$/, "mattermost.maxFileSize"],
  [
    /^FileSettings\.(DriverName|Directory|AmazonS3(?!RequestTimeout|UploadPartSize|StorageClass)\w+|Azure(?!RequestTimeout)\w+)$/,
    "objectStore",
  ],
  [/^ClusterSettings\./, "mattermost.replicas"],
  [/^PluginSettings\.PluginStates$/, "calls, mattermost.playbooks and mattermost.boards"],
];

/** Settings that the toolkit writes itself and no key decides. */
const FIXED_SETTINGS =
  /^(ServiceSettings\.(ListenAddress|EnableLocalMode|LocalModeSocketLocation)|MetricsSettings\.ListenAddress|PluginSettings\.(Plugins|Directory|ClientDirectory))$/;

const reference = "Holdfast: what one key decides is written in one place";

/** Rules on settings that would work against the toolkit. */
export const OWNED_SETTING_RULES = rules(
  {
    code: "HF2230",
    severity: "error",
    title: "A setting is written by hand that another key of the site file decides.",
    fix: "remove the setting and use that key",
    reference,
    find: ({ mattermost }) =>
      flattenSettings(mattermost.settings).flatMap(({ path }) => {
        const instead = OWNED_SETTINGS.find(([setting]) => setting.test(path))?.[1];
        if (instead === undefined) return [];
        return [
          {
            path: settingPath(path),
            message: `${path} is written by hand, but ${instead} decides it`,
            expected: instead,
            fix: `remove ${path} and use ${instead}`,
          },
        ];
      }),
  },
  {
    code: "HF2231",
    severity: "error",
    title: "A setting is written by hand that the toolkit needs as it is.",
    fix: "remove the setting; an architect can set it through the constructs",
    reference,
    find: ({ mattermost }) =>
      flattenSettings(mattermost.settings)
        .filter(({ path }) => FIXED_SETTINGS.test(path))
        .map(({ path }) => ({
          path: settingPath(path),
          message: `${path} is written by hand, but probes, network policies and mounts rely on it`,
          expected: "the setting left out",
        })),
  },
);
