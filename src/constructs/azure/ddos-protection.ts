import { NetworkDdosProtectionPlan } from "@cdktf/provider-azurerm/lib/network-ddos-protection-plan";
import { Construct } from "constructs";
import { placeOf, type IAzureGroup } from "./azure-group";

export interface DdosProtectionProps {
  readonly group: IAzureGroup;
}

/** A DDoS protection plan of the site's own. It costs by tenant, so that one plan for all networks is the usual way. */
export class DdosProtection extends Construct {
  public readonly planId: string;

  public constructor(scope: Construct, id: string, props: DdosProtectionProps) {
    super(scope, id);
    const { group } = props;
    this.planId = new NetworkDdosProtectionPlan(this, "Plan", {
      ...placeOf(group),
      name: group.azure.names.of("ddosProtectionPlan"),
    }).id;
  }
}
