import { ContainerRegistry as ContainerRegistryResource } from "@cdktf/provider-azurerm/lib/container-registry";
import { ContainerRegistryCacheRule } from "@cdktf/provider-azurerm/lib/container-registry-cache-rule";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Construct } from "constructs";
import { AKS_CACHE_RULE, type CacheRule } from "../../catalog/registry-cache";
import type { IConnectable, IConnections } from "../kubernetes/connections";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import type { LogAnalytics } from "./log-analytics";
import { PrivateEndpoint } from "./private-endpoint";

export interface ContainerRegistryProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  readonly logs: LogAnalytics;
  /** Copies in three zones, where the region has them. @default false */
  readonly zoneRedundant?: boolean;
  /** What it fetches from publishers when it is asked for it first. @default [] */
  readonly cacheRules?: readonly CacheRule[];
  /** Whether `terraform destroy` may take it. @default false */
  readonly disposable?: boolean;
}

/** Days that images without a tag are kept. */
const UNTAGGED_DAYS = 30;

/**
 * The site's own registry, behind a private endpoint; nobody signs in by a password. It always holds what AKS nodes
 * start with, so a cluster can do without a way out.
 */
export class ContainerRegistry extends Construct implements IConnectable {
  public readonly registryId: string;
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: ContainerRegistryProps) {
    super(scope, id);
    const { group, network, zoneRedundant = false, disposable = false } = props;
    const registry = new ContainerRegistryResource(this, "Registry", {
      ...placeOf(group),
      name: group.azure.names.of("registry"),
      sku: "Premium",
      adminEnabled: false,
      anonymousPullEnabled: false,
      dataEndpointEnabled: true,
      exportPolicyEnabled: false,
      networkRuleBypassOption: "None",
      publicNetworkAccessEnabled: false,
      retentionPolicyInDays: UNTAGGED_DAYS,
      zoneRedundancyEnabled: zoneRedundant,
      lifecycle: { preventDestroy: !disposable },
    });
    this.registryId = registry.id;
    const endpoint = new PrivateEndpoint(this, "Endpoint", {
      group,
      network,
      service: "registry",
      targetId: registry.id,
    });
    this.connections = endpoint.connections;
    for (const { name, source, target } of [AKS_CACHE_RULE, ...(props.cacheRules ?? [])]) {
      new ContainerRegistryCacheRule(this, `Cache-${name}`, {
        name,
        containerRegistryId: registry.id,
        sourceRepo: source,
        targetRepo: target,
      });
    }
    props.logs.watch("RegistryLogs", registry.id, ["audit"]);
  }

  /** Lets an identity pull every image, and push none. */
  public allowPulling(id: string, principalId: string): void {
    new RoleAssignment(this, id, {
      scope: this.registryId,
      roleDefinitionName: "AcrPull",
      principalId,
      principalType: "ServicePrincipal",
      skipServicePrincipalAadCheck: true,
    });
  }
}
