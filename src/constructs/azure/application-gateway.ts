import { ApplicationGateway as GatewayResource } from "@cdktf/provider-azurerm/lib/application-gateway";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { WebApplicationFirewallPolicy } from "@cdktf/provider-azurerm/lib/web-application-firewall-policy";
import { Construct } from "constructs";
import { addressIn } from "../../catalog/azure-address-plan";
import { zonesOf } from "../../catalog/azure-regions";
import {
  backendParts,
  listenerParts,
  PART,
  type GatewayBackend,
  type GatewayHost,
} from "./application-gateway-parts";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import type { KeyVault } from "./key-vault";
import type { LogAnalytics } from "./log-analytics";
import { AZURE_PROBLEMS } from "./problems";
import { refuse } from "../kubernetes/problems";
import { publicAddress } from "./public-address";
import { allowList, allowListFault, exclusions, LARGEST_FILE, uploadSettings } from "./web-firewall-rules";

export interface ApplicationGatewayProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** Vault that holds the certificate; the gateway gets a role that reads it. */
  readonly vault: KeyVault;
  /**
   * Secret behind the certificate without a version, e.g. `https://kv-osprey.vault.azure.net/secrets/chat`: a renewed
   * one is taken up within hours. It must be there before the gateway is made.
   */
  readonly certificateId: string;
  readonly backend: GatewayBackend;
  /** Host names that it serves; the certificate is good for all of them. */
  readonly hosts: readonly [GatewayHost, ...GatewayHost[]];
  /** `internet` listens on the public address, `internal` on one in the network alone. @default "internal" */
  readonly exposure?: "internal" | "internet";
  /** IPv4 ranges that may come in. @default - any */
  readonly allowFrom?: readonly string[];
  /** Largest upload in mebibytes. */
  readonly maxFileSize: number;
  /** Units that it scales between, 0 to 125. @default 2 to 10 */
  readonly capacity?: { readonly minimum: number; readonly maximum: number };
  /** @default - logs go nowhere */
  readonly logs?: LogAnalytics;
}

const DEFAULTS = { exposure: "internal", capacity: { minimum: 2, maximum: 10 } } as const;
const VERSIONLESS = /^https:\/\/[a-z0-9.-]+\/secrets\/[A-Za-z0-9-]+\/?$/;
const MOST_UNITS = 125;
/** Place of the internal address in the subnet; Azure takes low ones for the units. */
const INTERNAL_OFFSET = 200;

/**
 * The web firewall before the proxy in the cluster. TLS ends here and begins anew; uploads and WebSockets of Mattermost
 * pass. Azure wants a public address of every gateway, so an internal one has one that nothing listens on.
 */
export class ApplicationGateway extends Construct {
  /** Address that the host name points at. */
  public readonly address: string;

  private readonly props: ApplicationGatewayProps;

  public constructor(scope: Construct, id: string, props: ApplicationGatewayProps) {
    super(scope, id);
    this.props = props;
    this.check();
    const { group, vault, network, logs } = props;
    const outside = publicAddress(this, "Address", { group, part: "gateway", logs });
    const internal = addressIn(network.subnet("applicationGateway").range, this.internalOffset());
    this.address = this.isInternal() ? internal : outside.ipAddress;
    const identity = new UserAssignedIdentity(this, "Identity", {
      ...placeOf(group),
      name: group.azure.names.of("identity", "gateway"),
    });
    vault.allowReading(`${id}Reads`, identity.principalId);
    const gateway = this.createGateway(outside.id, internal, identity.id);
    gateway.node.addDependency(vault);
    logs?.watch(`${id}Logs`, gateway.id);
    this.connect();
  }

  private check(): void {
    const { maxFileSize, certificateId, allowFrom = [], capacity = DEFAULTS.capacity } = this.props;
    const { minimum, maximum } = capacity;
    const fault = allowListFault(allowFrom);
    if (maxFileSize > LARGEST_FILE) {
      refuse(this, AZURE_PROBLEMS.gatewayUpload, {
        message: `uploads may be ${maxFileSize} MiB`,
        expected: `at most ${LARGEST_FILE} MiB`,
      });
    }
    if (!VERSIONLESS.test(certificateId)) {
      refuse(this, AZURE_PROBLEMS.gatewayCertificate, {
        message: `the certificate is "${certificateId}"`,
        expected: "https://<vault>/secrets/<name>, without a version",
      });
    }
    if (minimum < 0 || maximum < Math.max(minimum, 2) || maximum > MOST_UNITS) {
      refuse(this, AZURE_PROBLEMS.gatewayCapacity, {
        message: `the gateway scales from ${minimum} to ${maximum} units`,
        expected: `0 to ${MOST_UNITS}, the larger at least 2`,
      });
    }
    if (fault !== undefined) {
      refuse(this, AZURE_PROBLEMS.gatewayAllowList, {
        message: `the allow list has ${fault}`,
        expected: "at most 600 IPv4 ranges",
      });
    }
  }

  private isInternal(): boolean {
    return (this.props.exposure ?? DEFAULTS.exposure) === "internal";
  }

  /** In a subnet too small for the usual place, its middle. */
  private internalOffset(): number {
    const prefix = Number(this.props.network.subnet("applicationGateway").range.split("/")[1]);
    return Math.min(INTERNAL_OFFSET, 2 ** (31 - prefix));
  }

  private zones(): string[] | undefined {
    const { cloud, region } = this.props.group.azure;
    return zonesOf(cloud, region)?.slice();
  }

  private createPolicy(): WebApplicationFirewallPolicy {
    const { group, maxFileSize, allowFrom = [] } = this.props;
    return new WebApplicationFirewallPolicy(this, "WebFirewall", {
      ...placeOf(group),
      name: group.azure.names.of("webApplicationFirewall"),
      policySettings: uploadSettings(maxFileSize),
      customRules: allowList(allowFrom),
      managedRules: {
        managedRuleSet: [{ type: "Microsoft_DefaultRuleSet", version: "2.1" }],
        exclusion: exclusions(),
      },
    });
  }

  private createGateway(publicIpAddressId: string, internal: string, identityId: string): GatewayResource {
    const { group, network, backend, hosts, certificateId, capacity = DEFAULTS.capacity } = this.props;
    const { subnetId } = network.subnet("applicationGateway");
    return new GatewayResource(this, "Gateway", {
      ...placeOf(group),
      name: group.azure.names.of("applicationGateway"),
      sku: { name: "WAF_v2", tier: "WAF_v2" },
      autoscaleConfiguration: { minCapacity: capacity.minimum, maxCapacity: capacity.maximum },
      zones: this.zones(),
      enableHttp2: true,
      firewallPolicyId: this.createPolicy().id,
      identity: { type: "UserAssigned", identityIds: [identityId] },
      gatewayIpConfiguration: [{ name: PART.subnet, subnetId }],
      frontendIpConfiguration: this.isInternal()
        ? [
            { name: PART.unused, publicIpAddressId },
            {
              name: PART.address,
              subnetId,
              privateIpAddress: internal,
              privateIpAddressAllocation: "Static",
            },
          ]
        : [{ name: PART.address, publicIpAddressId }],
      ...backendParts(backend, hosts),
      ...listenerParts(hosts, certificateId),
    });
  }

  /** People reach the gateway, the gateway reaches the cluster and the vault. */
  private connect(): void {
    const { network, vault, allowFrom, backend } = this.props;
    const subnet = network.subnet("applicationGateway");
    const people = allowFrom ?? [this.isInternal() ? "VirtualNetwork" : "Internet"];
    for (const from of people) {
      subnet.admit({ from, protocol: "Tcp", ports: ["80", "443"], why: "people reach the gateway" });
    }
    network.subnet("nodes").admit({
      from: subnet.range,
      protocol: "Tcp",
      ports: [String(backend.port ?? 443)],
      why: "the gateway reaches the proxy",
    });
    subnet.connections.allowTo(vault, "certificate of the gateway");
  }
}
