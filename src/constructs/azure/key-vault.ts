import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KeyVault as KeyVaultResource } from "@cdktf/provider-azurerm/lib/key-vault";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Construct } from "constructs";
import type { IConnectable, IConnections } from "../kubernetes/connections";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import { PrivateEndpoint } from "./private-endpoint";

export interface KeyVaultProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** `premium` keeps keys in hardware. @default "standard" */
  readonly tier?: "standard" | "premium";
  /** Days that a deleted secret can be had back, 7 to 90; fixed at the start. @default 90 */
  readonly retentionDays?: number;
  /**
   * Whether `terraform destroy` may take it. A vault of a destroyed site keeps its name for `retentionDays`.
   * @default false
   */
  readonly disposable?: boolean;
}

/**
 * The vault of a site: reached through its private endpoint only, by roles only. Whoever runs Terraform stands inside
 * the network and gets the role that writes secrets.
 */
export class KeyVault extends Construct implements IConnectable {
  public readonly vaultId: string;
  public readonly connections: IConnections;
  /** What must be in place before a secret is written. */
  public readonly writable: Construct;

  public constructor(scope: Construct, id: string, props: KeyVaultProps) {
    super(scope, id);
    const { group, network, disposable = false } = props;
    const vault = new KeyVaultResource(this, "Vault", {
      ...placeOf(group),
      name: group.azure.names.of("keyVault"),
      tenantId: group.azure.tenantId,
      skuName: props.tier ?? "standard",
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: props.retentionDays ?? 90,
      publicNetworkAccessEnabled: false,
      networkAcls: { bypass: "None", defaultAction: "Deny" },
      lifecycle: { preventDestroy: !disposable },
    });
    this.vaultId = vault.id;
    const endpoint = new PrivateEndpoint(this, "Endpoint", {
      group,
      network,
      service: "keyVault",
      targetId: vault.id,
    });
    this.connections = endpoint.connections;
    const runner = new DataAzurermClientConfig(this, "Runner", {});
    const role = new RoleAssignment(this, "Writer", {
      scope: vault.id,
      roleDefinitionName: "Key Vault Secrets Officer",
      principalId: runner.objectId,
    });
    role.node.addDependency(endpoint);
    this.writable = role;
  }

  /** Lets an identity read every secret of the vault. */
  public allowReading(id: string, principalId: string): void {
    this.allow(id, principalId, this.vaultId);
  }

  /** Lets an identity read one secret, or the certificate of that name with its key; it may be written later. */
  public allowReadingSecret(id: string, principalId: string, name: string): void {
    this.allow(id, principalId, `${this.vaultId}/secrets/${name}`);
  }

  private allow(id: string, principalId: string, scope: string): void {
    new RoleAssignment(this, id, {
      scope,
      roleDefinitionName: "Key Vault Secrets User",
      principalId,
      principalType: "ServicePrincipal",
      skipServicePrincipalAadCheck: true,
    });
  }
}
