/** Azure's own Prometheus, and its Grafana where people look at it. */
export interface SiteAzureMonitoring {
  /** Absent means that metrics are asked for by PromQL only. */
  readonly grafana?: {
    readonly adminGroups: readonly string[];
    readonly viewerGroups: readonly string[];
  };
}
