import { DEFAULTS } from "../defaults";
import type { SiteAzureMonitoring } from "../site-azure-monitoring";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

const PATH = "azure.monitoring";

/** Azure's Prometheus and Grafana; absent when nobody asks for them. */
export function resolveAzureMonitoring(spec: SiteSpec, ledger: Ledger): SiteAzureMonitoring | undefined {
  const monitoring = spec.azure?.monitoring;
  if (monitoring === undefined) {
    ledger.absent(PATH, "metrics are served, and Azure keeps none");
    return undefined;
  }
  const { grafana } = monitoring;
  if (grafana === undefined) {
    ledger.absent(`${PATH}.grafana`, "metrics are asked for by PromQL");
    return {};
  }
  return {
    grafana: {
      adminGroups: ledger.written(`${PATH}.grafana.adminGroups`, grafana.adminGroups),
      viewerGroups: ledger.chosen<readonly string[]>(
        `${PATH}.grafana.viewerGroups`,
        grafana.viewerGroups,
        DEFAULTS.azure.grafanaViewers,
      ),
    },
  };
}
