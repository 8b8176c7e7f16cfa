import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { Construct, type IConstruct } from "constructs";
import { placeOf, type IAzureGroup } from "./azure-group";

export interface LogAnalyticsProps {
  readonly group: IAzureGroup;
  /** Days that logs are kept, 30 to 730. @default 90 */
  readonly retentionDays?: number;
}

/** Where the logs of a site's Azure resources end up. */
export class LogAnalytics extends Construct {
  public readonly workspaceId: string;

  public constructor(scope: Construct, id: string, props: LogAnalyticsProps) {
    super(scope, id);
    const workspace = new LogAnalyticsWorkspace(this, "Workspace", {
      ...placeOf(props.group),
      name: props.group.azure.names.of("logAnalytics"),
      sku: "PerGB2018",
      retentionInDays: props.retentionDays ?? 90,
      localAuthenticationEnabled: false,
    });
    this.workspaceId = workspace.id;
  }

  /**
   * Sends the logs of a resource here.
   * @param categories `audit` for the audit logs, `allLogs` for all, or single categories
   * @param metrics category of the metrics; storage has `Transaction` only
   */
  public watch(
    id: string,
    targetId: string,
    categories: readonly string[] = ["allLogs"],
    metrics = "AllMetrics",
  ): IConstruct {
    const groups = ["audit", "allLogs"];
    return new MonitorDiagnosticSetting(this, id, {
      name: "site",
      targetResourceId: targetId,
      logAnalyticsWorkspaceId: this.workspaceId,
      logAnalyticsDestinationType: "Dedicated",
      enabledLog: categories.map((each) =>
        groups.includes(each) ? { categoryGroup: each } : { category: each },
      ),
      enabledMetric: [{ category: metrics }],
    });
  }
}
