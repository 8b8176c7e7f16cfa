import { StackHciLogicalNetwork } from "@cdktf/provider-azurerm/lib/stack-hci-logical-network";
import { Construct, type IConstruct } from "constructs";
import { placeOf, type IAzureGroup } from "../azure/azure-group";

/** A network of an Azure Local instance that machines are put into. */
export interface ILogicalNetwork extends IConstruct {
  readonly networkId: string;
}

export interface LogicalNetworkProps {
  readonly group: IAzureGroup;
  /** Id of the custom location, which stands for the instance. */
  readonly customLocationId: string;
  /** Switch of the hosts, e.g. `ConvergedSwitch(compute_management)`. */
  readonly virtualSwitch: string;
  /** e.g. `10.80.0.0/24`. */
  readonly addressPrefix: string;
  /** Gateway of that network. */
  readonly gateway: string;
  /** Addresses that machines get, first and last. */
  readonly addressPool: { readonly start: string; readonly end: string };
  readonly dnsServers: readonly string[];
  /** @default - no VLAN */
  readonly vlanId?: number;
  /** Whether `terraform destroy` may take it. @default false */
  readonly disposable?: boolean;
}

/** A logical network with static addresses, which AKS on Azure Local needs. */
export class LogicalNetwork extends Construct implements ILogicalNetwork {
  /** A network that is there already. */
  public static fromId(scope: Construct, id: string, networkId: string): ILogicalNetwork {
    return Object.assign(new Construct(scope, id), { networkId });
  }

  public readonly networkId: string;

  public constructor(scope: Construct, id: string, props: LogicalNetworkProps) {
    super(scope, id);
    const { group, addressPrefix, addressPool, gateway, vlanId } = props;
    const network = new StackHciLogicalNetwork(this, "Network", {
      ...placeOf(group),
      name: group.azure.names.of("logicalNetwork"),
      customLocationId: props.customLocationId,
      virtualSwitchName: props.virtualSwitch,
      dnsServers: [...props.dnsServers],
      subnet: {
        ipAllocationMethod: "Static",
        addressPrefix,
        ipPool: [addressPool],
        route: { addressPrefix: "0.0.0.0/0", nextHopIpAddress: gateway },
        vlanId,
      },
      lifecycle: { preventDestroy: !(props.disposable ?? false) },
    });
    this.networkId = network.id;
  }
}
