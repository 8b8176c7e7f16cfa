import type { SitePlugin } from "../site-plugins";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

/** Plugins that are not in the server image, with every default applied. */
export function resolvePlugins(spec: SiteSpec, ledger: Ledger): readonly SitePlugin[] {
  return ledger.chosen(
    "plugins",
    spec.plugins?.map((plugin) => ({
      ...plugin,
      sha256: plugin.sha256 ?? "",
      signed: plugin.signed ?? true,
      enabled: plugin.enabled ?? true,
      settings: plugin.settings ?? {},
      secretSettings: Object.fromEntries(
        Object.entries(plugin.secretSettings ?? {}).map(([name, { secret, key, revision }]) => [
          name,
          { name: secret, key, revision: revision ?? 1 },
        ]),
      ),
    })),
    { value: [], reason: "the plugins of the server image are enough" },
  );
}
