import type { Construct } from "constructs";
import { Secret } from "../../constructs/kubernetes/secret";
import { PluginBundle } from "../../constructs/mattermost/plugins/plugin-bundle";
import type { Site } from "../../site/site";
import { isEmbeddingPlugin } from "./microsoft365";

/** Plugins that the site brings itself. */
export function pluginsOf(scope: Construct, { microsoft365, plugins }: Site): readonly PluginBundle[] {
  return plugins.map(
    ({ secretSettings, ...plugin }) =>
      new PluginBundle({
        ...plugin,
        codeOnly: isEmbeddingPlugin(microsoft365, plugin.id),
        secretSettings: Object.fromEntries(
          Object.entries(secretSettings).map(([setting, { name, key, revision }]) => [
            setting,
            Secret.fromName(scope, `Plugin-${plugin.id}-${setting}`, { name, revision }).key(key),
          ]),
        ),
      }),
  );
}
