import { ApplicationGateway as GatewayResource } from "@cdktf/provider-azurerm/lib/application-gateway";
import { WebApplicationFirewallPolicy } from "@cdktf/provider-azurerm/lib/web-application-firewall-policy";
import { Construct } from "constructs";
import { zonesOf } from "../../catalog/azure-regions";
import {
  backendParts,
  listenerParts,
  PART,
  type GatewayBackend,
  type GatewayHost,
} from "./application-gateway-parts";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { IGatewayEntry } from "./gateway-entry";
import type { ILogs } from "./log-analytics";
import { AZURE_PROBLEMS } from "./problems";
import { refuse } from "../kubernetes/problems";
import { allowList, allowListFault, exclusions, LARGEST_FILE, uploadSettings } from "./web-firewall-rules";

export interface ApplicationGatewayProps {
  readonly group: IAzureGroup;
  /** Addresses, subnet and identity of the gateway. */
  readonly entry: IGatewayEntry;
  /**
   * Secret behind the certificate without a version, e.g. `https://kv-osprey.vault.azure.net/secrets/chat`: a renewed
   * one is taken up within hours. It must be there before the gateway is made.
   */
  readonly certificateId: string;
  readonly backend: GatewayBackend;
  /** Host names that it serves; the certificate is good for all of them. */
  readonly hosts: readonly [GatewayHost, ...GatewayHost[]];
  /** IPv4 ranges that may come in. @default - any */
  readonly allowFrom?: readonly string[];
  /** Largest upload in mebibytes. */
  readonly maxFileSize: number;
  /** Units that it scales between, 0 to 125. @default 2 to 10 */
  readonly capacity?: { readonly minimum: number; readonly maximum: number };
  /** @default - logs go nowhere */
  readonly logs?: ILogs;
}

const DEFAULTS = { capacity: { minimum: 2, maximum: 10 } } as const;
const VERSIONLESS = /^https:\/\/[a-z0-9.-]+\/secrets\/[A-Za-z0-9-]+\/?$/;
const MOST_UNITS = 125;

/**
 * The web firewall before the proxy in the cluster. TLS ends here and begins anew; uploads and WebSockets of Mattermost
 * pass. Azure refuses one whose certificate can't be read yet, so that it is made after its entry and the certificate.
 */
export class ApplicationGateway extends Construct {
  private readonly props: ApplicationGatewayProps;

  public constructor(scope: Construct, id: string, props: ApplicationGatewayProps) {
    super(scope, id);
    this.props = props;
    this.check();
    const gateway = this.createGateway();
    gateway.node.addDependency(props.entry);
    if (props.entry.mayRead) gateway.node.addDependency(props.entry.mayRead);
    props.logs?.watch(`${id}Logs`, gateway.id);
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

  private createGateway(): GatewayResource {
    const { group, entry, backend, hosts, certificateId, capacity = DEFAULTS.capacity } = this.props;
    const { cloud, region } = group.azure;
    return new GatewayResource(this, "Gateway", {
      ...placeOf(group),
      name: group.azure.names.of("applicationGateway"),
      sku: { name: "WAF_v2", tier: "WAF_v2" },
      autoscaleConfiguration: { minCapacity: capacity.minimum, maxCapacity: capacity.maximum },
      zones: zonesOf(cloud, region)?.slice(),
      enableHttp2: true,
      firewallPolicyId: this.createPolicy().id,
      identity: { type: "UserAssigned", identityIds: [entry.identityId] },
      gatewayIpConfiguration: [{ name: PART.subnet, subnetId: entry.subnetId }],
      frontendIpConfiguration: frontends(entry),
      ...backendParts(backend, hosts),
      ...listenerParts(hosts, certificateId),
    });
  }
}

/** Azure wants a public address of every gateway, so an internal one has one that nothing listens on. */
function frontends({ exposure, publicAddressId, internalAddress, subnetId }: IGatewayEntry) {
  if (exposure === "internet") return [{ name: PART.address, publicIpAddressId: publicAddressId }];
  return [
    { name: PART.unused, publicIpAddressId: publicAddressId },
    {
      name: PART.address,
      subnetId,
      privateIpAddress: internalAddress,
      privateIpAddressAllocation: "Static",
    },
  ];
}
