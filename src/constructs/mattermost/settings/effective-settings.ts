import { flattenSettings } from "../../../catalog/mattermost-settings";
import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";

/** Settings of one origin. */
export interface SettingsLayer {
  /** Who wants them: `toolkit`, a feature's name, or `settings` for a person. */
  readonly by: string;
  readonly settings: MattermostSettings;
}

/** A setting as it reaches the server, and who said so. */
export interface EffectiveSetting {
  /** Section and name, e.g. `SqlSettings.MaxOpenConns`. */
  readonly path: string;
  readonly value: unknown;
  readonly by: string;
}

// The server derives these from what is stored, before it reads the environment; so both members are written.
const FOLLOWERS: readonly (readonly [follower: string, leader: string])[] = [
  ["LdapSettings.EnableSync", "LdapSettings.Enable"],
  ["LogSettings.EnableSentry", "LogSettings.EnableDiagnostics"],
];

/** All layers as one, sorted by path; a later layer wins. */
export function effectiveSettings(layers: readonly SettingsLayer[]): readonly EffectiveSetting[] {
  const byPath = new Map<string, EffectiveSetting>();
  for (const { by, settings } of layers) {
    for (const { path, value } of flattenSettings(settings)) byPath.set(path, { path, value, by });
  }
  for (const [follower, leader] of FOLLOWERS) {
    const led = byPath.get(leader);
    if (led && !byPath.has(follower)) byPath.set(follower, { ...led, path: follower });
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The flat list as sections again. */
export function asSections(settings: readonly EffectiveSetting[]): MattermostSettings {
  const sections: Record<string, Record<string, unknown>> = {};
  for (const { path, value } of settings) {
    const [section = "", ...names] = path.split(".");
    let node: Record<string, unknown> = (sections[section] ??= {});
    for (const name of names.slice(0, -1)) node = (node[name] ??= {}) as Record<string, unknown>;
    node[names.at(-1) ?? ""] = value;
  }
  return sections;
}
