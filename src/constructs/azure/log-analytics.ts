import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { Construct, type IConstruct } from "constructs";
import { placeOf, type IAzureGroup } from "./azure-group";

export interface LogAnalyticsProps {
  readonly group: IAzureGroup;
  /** Days that logs are kept, 30 to 730. @default 90 */
  readonly retentionDays?: number;
}

/** A workspace that takes logs. */
export interface ILogs {
  /**
   * Sends the logs of a resource here.
   * @param categories `audit` for the audit logs, `allLogs` for all, or single categories
   * @param metrics category of the metrics; storage has `Transaction` only
   */
  watch(id: string, targetId: string, categories?: readonly string[], metrics?: string): IConstruct;
}

/** Where the logs of a site's Azure resources end up. */
export class LogAnalytics extends Construct implements ILogs {
  /** The workspace that another stack has made, by its id. */
  public static fromId(scope: Construct, id: string, workspaceId: string): ILogs {
    return new KnownLogs(scope, id, { workspaceId });
  }

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

  public watch(id: string, targetId: string, categories?: readonly string[], metrics?: string): IConstruct {
    return watched(this, id, this.workspaceId, targetId, categories, metrics);
  }
}

class KnownLogs extends Construct implements ILogs {
  private readonly workspaceId: string;

  public constructor(scope: Construct, id: string, props: { readonly workspaceId: string }) {
    super(scope, id);
    this.workspaceId = props.workspaceId;
  }

  public watch(id: string, targetId: string, categories?: readonly string[], metrics?: string): IConstruct {
    return watched(this, id, this.workspaceId, targetId, categories, metrics);
  }
}

function watched(
  scope: Construct,
  id: string,
  logAnalyticsWorkspaceId: string,
  targetResourceId: string,
  categories: readonly string[] = ["allLogs"],
  metrics = "AllMetrics",
): IConstruct {
  const groups = ["audit", "allLogs"];
  return new MonitorDiagnosticSetting(scope, id, {
    name: "site",
    targetResourceId,
    logAnalyticsWorkspaceId,
    logAnalyticsDestinationType: "Dedicated",
    enabledLog: categories.map((each) =>
      groups.includes(each) ? { categoryGroup: each } : { category: each },
    ),
    enabledMetric: [{ category: metrics }],
  });
}
