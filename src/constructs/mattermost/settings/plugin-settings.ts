import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";
import { PLUGINS } from "../../../catalog/plugins";
import type { PluginConfig } from "../mattermost-feature";
import type { Claim } from "./claims";

/** Plugins that somebody wants, or wants off. */
export interface PluginContribution {
  readonly by: string;
  readonly plugins: Readonly<Record<string, PluginConfig>>;
}

/** Only what is in the image runs, and its signature is checked: nothing is uploaded or fetched. */
export function pluginBaseSettings(): MattermostSettings {
  return {
    PluginSettings: {
      Enable: true,
      EnableUploads: false,
      EnableHealthCheck: true,
      AllowInsecureDownloadURL: false,
      AutomaticPrepackagedPlugins: true,
      EnableMarketplace: false,
      EnableRemoteMarketplace: false,
      Directory: "./plugins",
      ClientDirectory: "./client/plugins",
    },
  };
}

/**
 * The two maps of the plugins, whole: a variable replaces the stored map, so what is left out here is lost there.
 * Every plugin that the server would start by itself is off until somebody contributes it.
 */
export function pluginMaps(contributions: readonly PluginContribution[]): MattermostSettings {
  const enabled = new Map<string, boolean>(Object.values(PLUGINS).map((id) => [id, false]));
  const settings = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { plugins } of contributions) {
    for (const [id, plugin] of Object.entries(plugins)) {
      enabled.set(id, plugin.enabled);
      if (plugin.settings) settings.set(id, { ...settings.get(id), ...lowerKeys(plugin.settings) });
    }
  }
  return {
    PluginSettings: {
      PluginStates: sorted([...enabled].map(([id, on]) => [id, { Enable: on }])),
      Plugins: sorted([...settings].map(([id, values]) => [id, sorted(Object.entries(values))])),
    },
  };
}

/** What the contributions say, one claim a switch and a setting. */
export function pluginClaims(contributions: readonly PluginContribution[]): readonly Claim[] {
  return contributions.flatMap(({ by, plugins }) =>
    Object.entries(plugins).flatMap(([id, plugin]) => [
      { subject: `plugin ${id}`, value: plugin.enabled, by },
      ...Object.entries(lowerKeys(plugin.settings ?? {})).map(([key, value]) => ({
        subject: `${key} of plugin ${id}`,
        value,
        by,
      })),
    ]),
  );
}

/** The server stores keys in lower case. */
function lowerKeys(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key.toLowerCase(), value]));
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
