import { DataAzurermResources } from "@cdktf/provider-azurerm/lib/data-azurerm-resources";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct, type IConstruct } from "constructs";
import { gatewayAddressIn } from "../../catalog/azure-address-plan";
import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import { AZURE_TYPES, azureId } from "../../catalog/azure-ids";
import { placeOf, type AzureGroupReference, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import type { KeyVault } from "./key-vault";
import type { LogAnalytics } from "./log-analytics";
import { publicAddress } from "./public-address";
import { WayIn } from "./ways-in";

/** `internet` listens on the public address, `internal` on one in the network alone. */
export type GatewayExposure = "internal" | "internet";

/** Port of the proxy in the cluster. */
const PROXY_PORT = 443;

/** What a gateway stands on, in whatever stack it is itself. */
export interface IGatewayEntry extends IConstruct {
  readonly exposure: GatewayExposure;
  readonly subnetId: string;
  /** Azure wants a public address of every gateway; nothing listens on that of an internal one. */
  readonly publicAddressId: string;
  /** Address in the network; the one that people reach when the gateway is internal. */
  readonly internalAddress: string;
  /** Who reads the certificate. */
  readonly identityId: string;
  /** What must be in place before the certificate is read. @default - another stack has seen to it */
  readonly mayRead?: IConstruct;
}

export interface GatewayEntryProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** Vault of the site; the identity gets a role on the certificate alone, and only if it lies there. */
  readonly vault: KeyVault;
  /** Secret behind the certificate without a version. */
  readonly certificateId: string;
  /** @default "internal" */
  readonly exposure?: GatewayExposure;
  /** IPv4 ranges that may come in. @default - everybody whom the exposure lets in */
  readonly allowFrom?: readonly string[];
  /** Port of the proxy that requests are handed to. @default 443 */
  readonly backendPort?: number;
  /** Whether `terraform destroy` may take the address that names on the internet lead to. @default false */
  readonly disposable?: boolean;
  /** Where attacks on the public address are told. @default - nowhere */
  readonly logs?: LogAnalytics;
}

/** What tells an entry that another stack has made. */
export interface NamedEntryProps {
  readonly group: IAzureGroup;
  /** Range of the gateways' subnet. */
  readonly range: string;
  readonly exposure: GatewayExposure;
  /** Name of the stack that has made it. */
  readonly madeBy: string;
}

/**
 * What must be there before a gateway is made, and stays when it goes: its addresses, who reads its certificate, and who
 * may come in. So names can be given before there is a gateway, and whoever makes one grants no rights.
 */
export class GatewayEntry extends Construct implements IGatewayEntry {
  /** The entry that another stack of the site has made; one that isn't there is a problem of the plan. */
  public static fromNames(scope: Construct, id: string, props: NamedEntryProps): IGatewayEntry {
    return new NamedEntry(scope, id, props);
  }

  public readonly exposure: GatewayExposure;
  public readonly subnetId: string;
  public readonly publicAddressId: string;
  public readonly internalAddress: string;
  public readonly identityId: string;
  public readonly mayRead?: IConstruct;
  /** Address that the host names point at. */
  public readonly address: string;

  public constructor(scope: Construct, id: string, props: GatewayEntryProps) {
    super(scope, id);
    const { group, network, vault, certificateId, disposable = false, logs } = props;
    const { range, subnetId } = network.subnet("applicationGateway");
    this.exposure = props.exposure ?? "internal";
    this.subnetId = subnetId;
    const outside = publicAddress(this, "Address", { group, part: "gateway", logs });
    if (this.exposure === "internet") outside.lifecycle = { preventDestroy: !disposable };
    this.publicAddressId = outside.id;
    this.internalAddress = gatewayAddressIn(range);
    this.address = this.exposure === "internal" ? this.internalAddress : outside.ipAddress;
    const identity = new UserAssignedIdentity(this, "Identity", {
      ...placeOf(group),
      name: group.azure.names.of("identity", "gateway"),
    });
    this.identityId = identity.id;
    const certificate = certificateInVault(certificateId, group.azure);
    this.mayRead =
      certificate === undefined
        ? undefined
        : vault.allowReadingSecret(`${id}Reads`, identity.principalId, certificate);
    this.connect(props);
  }

  /** People reach the gateway, the gateway reaches the cluster and the vault. */
  private connect({ network, vault, allowFrom, backendPort = PROXY_PORT }: GatewayEntryProps): void {
    const subnet = network.subnet("applicationGateway");
    const people = allowFrom ?? [this.exposure === "internal" ? "VirtualNetwork" : "Internet"];
    for (const from of people) {
      subnet.admit({ from, protocol: "Tcp", ports: ["80", "443"], why: "people reach the gateway" });
    }
    network.subnet("nodes").admit({
      from: subnet.range,
      protocol: "Tcp",
      ports: [String(backendPort)],
      why: "the gateway reaches the proxy",
    });
    subnet.connections.allowTo(vault, "certificate of the gateway");
    const heldBy = "the gateway and its web firewall";
    new WayIn(this, "People", {
      ...{ from: "people", fromRanges: allowFrom, to: "gateway", toRanges: [subnet.range], ports: [80, 443] },
      ...{ protocol: "TCP", why: "people reach the gateway", heldBy },
    });
    new WayIn(this, "Proxy", {
      ...{
        from: "gateway",
        fromRanges: [subnet.range],
        to: "nginx",
        toRanges: [network.subnet("nodes").range],
      },
      ...{ ports: [backendPort], protocol: "TCP", why: "the gateway reaches the proxy", heldBy },
    });
  }
}

class NamedEntry extends Construct implements IGatewayEntry {
  public readonly exposure: GatewayExposure;
  public readonly subnetId: string;
  public readonly publicAddressId: string;
  public readonly internalAddress: string;
  public readonly identityId: string;

  public constructor(scope: Construct, id: string, props: NamedEntryProps) {
    super(scope, id);
    const { azure } = props.group;
    const { names } = azure;
    const identity = names.of("identity", "gateway");
    this.exposure = props.exposure;
    this.internalAddress = gatewayAddressIn(props.range);
    this.identityId = azureId(azure, AZURE_TYPES.identity, identity);
    this.publicAddressId = azureId(azure, AZURE_TYPES.publicAddress, names.of("publicIp", "gateway"));
    this.subnetId = azureId(
      azure,
      AZURE_TYPES.subnet,
      names.of("virtualNetwork"),
      names.of("subnet", "application-gateway"),
    );
    new DataAzurermResources(this, "There", {
      resourceGroupName: azure.resourceGroup,
      type: AZURE_TYPES.identity,
      name: identity,
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.resources) == 1}",
            errorMessage: `The identity ${identity} is not in ${azure.resourceGroup}: apply ${props.madeBy} before this stack.`,
          },
        ],
      },
    });
  }
}

/** Name of a certificate that lies in the site's own vault; undefined when it lies elsewhere. */
export function certificateInVault(
  certificateId: string,
  { cloud, names }: Pick<AzureGroupReference, "cloud" | "names">,
): string | undefined {
  const { hostname, pathname } = new URL(certificateId);
  const own = `${names.of("keyVault")}.${AZURE_CLOUDS[cloud].suffixes.keyVault}`;
  return hostname === own ? pathname.split("/")[2] : undefined;
}
