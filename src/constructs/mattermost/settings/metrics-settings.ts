import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";

/** Port of `/metrics`, and of the profiler: never for users. */
export const METRICS_PORT = 8067;

/** Metrics, where the licence serves them. */
export function metricsSettings(served: boolean): MattermostSettings {
  return { MetricsSettings: { Enable: served, ListenAddress: `:${METRICS_PORT}` } };
}
