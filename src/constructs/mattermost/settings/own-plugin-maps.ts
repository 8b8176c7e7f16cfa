import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";
import type { PluginConfig } from "../mattermost-feature";

/** Settings of a person with the plugin maps taken out, so that they can be merged with those of the features. */
export interface SeparatedSettings {
  readonly settings: MattermostSettings;
  readonly plugins: Readonly<Record<string, PluginConfig>>;
  /** Entries that are neither a state nor settings, e.g. `PluginStates.playbooks`. */
  readonly unreadable: readonly string[];
}

/** Takes `PluginStates` and `Plugins` out of settings. A plugin with settings but no state counts as on. */
export function separatePluginMaps(settings: MattermostSettings): SeparatedSettings {
  const { PluginStates: states = {}, Plugins: maps = {}, ...others } = settings.PluginSettings ?? {};
  const plugins: Record<string, PluginConfig> = {};
  const unreadable: string[] = [];
  for (const [id, state] of Object.entries(states)) {
    if (isRecord(state) && typeof state.Enable === "boolean") plugins[id] = { enabled: state.Enable };
    else unreadable.push(`PluginStates.${id}`);
  }
  for (const [id, values] of Object.entries(maps)) {
    if (isRecord(values)) plugins[id] = { enabled: plugins[id]?.enabled ?? true, settings: values };
    else unreadable.push(`Plugins.${id}`);
  }
  return { settings: { ...settings, PluginSettings: others }, plugins, unreadable };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
