import { allowsMetrics, allowsReplicas } from "./licence";
import type { MattermostFeatureConfig } from "./mattermost-feature";
import type { ServerOptions } from "./server-options";
import { airGapSettings } from "./settings/air-gap-settings";
import { baseSettings } from "./settings/base-settings";
import { clusterSettings } from "./settings/cluster-settings";
import { databaseSettings } from "./settings/database-settings";
import { effectiveSettings, type EffectiveSetting, type SettingsLayer } from "./settings/effective-settings";
import { fileSettings } from "./settings/file-settings";
import { loggingSettings } from "./settings/logging-settings";
import { metricsSettings } from "./settings/metrics-settings";
import { separatePluginMaps } from "./settings/own-plugin-maps";
import { pluginBaseSettings, pluginMaps, type PluginContribution } from "./settings/plugin-settings";

/** Origin of the values that are nobody's wish but the toolkit's. */
const TOOLKIT = "toolkit";

/** Origin of the values that a person wrote. */
export const PERSON = "settings";

/** A feature after it was bound. */
export interface BoundFeature {
  readonly name: string;
  readonly config: MattermostFeatureConfig;
}

/** The toolkit's own layers, one a topic. No two of them write the same setting. */
export function toolkitLayers(options: ServerOptions, databaseCaFile?: string): readonly SettingsLayer[] {
  const tier = options.licence?.tier;
  return [
    baseSettings(options),
    databaseSettings({
      postgres: options.database.postgres,
      caFile: databaseCaFile,
      maxOpenConnections: options.maxOpenConnections,
      maxIdleConnections: options.maxIdleConnections,
      replicasAllowed: allowsReplicas(tier),
    }),
    fileSettings(options.objectStore.objectStore, options.maxFileSize),
    clusterSettings(options),
    metricsSettings(allowsMetrics(tier)),
    loggingSettings(),
    airGapSettings(options.connectivity),
    pluginBaseSettings(),
  ].map((settings) => ({ by: TOOLKIT, settings }));
}

/** Every setting of the servers: the toolkit's < the features' < the person's, then the plugin maps of them all. */
export function serverSettings(
  options: ServerOptions,
  features: readonly BoundFeature[],
  databaseCaFile?: string,
): readonly EffectiveSetting[] {
  return withInternalHosts(
    features,
    effectiveSettings([
      ...toolkitLayers(options, databaseCaFile),
      ...features.map(({ name, config }) => ({ by: name, settings: config.settings ?? {} })),
      { by: PERSON, settings: separatePluginMaps(options.settings).settings },
      { by: TOOLKIT, settings: pluginMaps(pluginContributions(options, features)) },
    ]),
  );
}

const INTERNAL_HOSTS = "ServiceSettings.AllowedUntrustedInternalConnections";

/** The one list of private hosts that servers may call: what is written, and what each feature adds. */
function withInternalHosts(
  features: readonly BoundFeature[],
  settings: readonly EffectiveSetting[],
): readonly EffectiveSetting[] {
  const adding = features.filter(({ config }) => (config.internalHosts ?? []).length > 0);
  if (adding.length === 0) return settings;
  const written = settings.find(({ path }) => path === INTERNAL_HOSTS);
  const hosts = [
    ...(typeof written?.value === "string" ? written.value.split(/[\s,]+/) : []),
    ...adding.flatMap(({ config }) => config.internalHosts ?? []),
  ];
  const value = [...new Set(hosts.filter((host) => host !== ""))].join(" ");
  const by = written?.by ?? adding[0]?.name ?? TOOLKIT;
  return [...settings.filter((each) => each !== written), { path: INTERNAL_HOSTS, value, by }].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

/** Who wants which plugins. */
export function pluginContributions(
  options: Pick<ServerOptions, "settings">,
  features: readonly BoundFeature[],
): readonly PluginContribution[] {
  return [
    ...features.map(({ name, config }) => ({ by: name, plugins: config.plugins ?? {} })),
    { by: PERSON, plugins: separatePluginMaps(options.settings).plugins },
  ];
}
