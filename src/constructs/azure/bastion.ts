import { BastionHost } from "@cdktf/provider-azurerm/lib/bastion-host";
import { Construct } from "constructs";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import type { LogAnalytics } from "./log-analytics";
import { publicAddress } from "./public-address";
import { WayIn } from "./ways-in";

export interface BastionProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** `Standard` adds native clients and tunnels, `Premium` records sessions. @default "Standard" */
  readonly sku?: "Basic" | "Standard" | "Premium";
  /** IPv4 ranges that operators come from. @default - the internet */
  readonly allowFrom?: readonly string[];
  /** @default - logs go nowhere */
  readonly logs?: LogAnalytics;
}

/** Ports of the machines that operators work on. */
const SESSIONS = [22, 3389];

/**
 * The way of operators to machines in their subnet, over HTTPS with Entra ID. Azure gives it a public address; nothing
 * may be copied out through it, and no session can be shared by a link.
 */
export class Bastion extends Construct {
  public constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    const { group, network, logs, allowFrom = ["Internet"] } = props;
    const sku = props.sku ?? "Standard";
    const subnet = network.subnet("bastion");
    const address = publicAddress(this, "Address", { group, part: "bastion", logs });
    const host = new BastionHost(this, "Bastion", {
      ...placeOf(group),
      name: group.azure.names.of("bastion"),
      sku,
      copyPasteEnabled: false,
      fileCopyEnabled: false,
      shareableLinkEnabled: false,
      ...(sku !== "Basic" && { tunnelingEnabled: true }),
      ...(sku === "Premium" && { sessionRecordingEnabled: true }),
      ipConfiguration: { name: "site", subnetId: subnet.subnetId, publicIpAddressId: address.id },
    });
    if (subnet.securityGroup) host.node.addDependency(subnet.securityGroup);
    logs?.watch(`${id}Logs`, host.id);
    for (const from of allowFrom) {
      subnet.admit({ from, protocol: "Tcp", ports: ["443"], why: "operators reach the bastion" });
    }
    network.subnet("operators").admit({
      from: subnet.range,
      protocol: "Tcp",
      ports: SESSIONS.map(String),
      why: "the bastion reaches the operators' machines",
    });
    this.tell(subnet.range, network.subnet("operators").range, props.allowFrom);
  }
  private tell(range: string, machines: string, allowFrom?: readonly string[]): void {
    const heldBy = "the bastion, with Entra ID";
    new WayIn(this, "Operators", {
      ...{ from: "operators outside", fromRanges: allowFrom, to: "bastion", toRanges: [range], ports: [443] },
      ...{ protocol: "TCP", why: "operators reach the bastion", heldBy },
    });
    new WayIn(this, "Machines", {
      ...{ from: "bastion", fromRanges: [range], to: "operators' machines", toRanges: [machines] },
      ...{ ports: SESSIONS, protocol: "TCP", why: "sessions of operators", heldBy },
    });
  }
}
