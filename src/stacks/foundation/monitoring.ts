import type { Construct } from "constructs";
import { MACHINE_SUBNETS } from "../../catalog/azure-address-plan";
import { zonesOf } from "../../catalog/azure-regions";
import { ManagedGrafana } from "../../constructs/azure/managed-grafana";
import { ManagedPrometheus } from "../../constructs/azure/managed-prometheus";
import type { FoundationParts } from "./foundation-parts";

/** Azure's Prometheus and Grafana; nothing when the site keeps its metrics elsewhere. */
export function monitoringOf(scope: Construct, parts: FoundationParts): void {
  const { azure, cluster, group, logs, network, output, site } = parts;
  if (azure.monitoring === undefined) return;
  const { disposable } = site;
  const prometheus = new ManagedPrometheus(scope, "Prometheus", { group, network, cluster, disposable });
  for (const use of MACHINE_SUBNETS) {
    network.subnet(use).connections.allowTo(prometheus, "metrics of the cluster");
  }
  network.subnet("operators").connections.allowTo(prometheus.queries, "questions to Prometheus");
  const { grafana } = azure.monitoring;
  if (grafana === undefined) return;
  const dashboards = new ManagedGrafana(scope, "Grafana", {
    ...{ group, network, logs, prometheus, disposable, ...grafana },
    zoneRedundant: zonesOf(azure.cloud, azure.region) !== undefined,
  });
  network.subnet("operators").connections.allowTo(dashboards, "dashboards");
  output("grafana_url", dashboards.endpoint, "Grafana; approve its link to the metrics once.");
  output("metrics_workspace_id", prometheus.workspaceId, "Where Grafana's link waits to be approved.");
}
