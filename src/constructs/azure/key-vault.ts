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
  /**
   * Region that copies of backups are kept in, for a second vault there; its address is in the site's network all the
   * same.
   * @default - the site's own vault, in the group's region
   */
  readonly geoRegion?: string;
  /** `premium` keeps keys in hardware. @default "standard" */
  readonly tier?: "standard" | "premium";
  /** Whether Azure's own services pass the vault's firewall, as disks do that are encrypted by its key. @default false */
  readonly trustAzure?: boolean;
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
  public readonly tier: "standard" | "premium";
  public readonly connections: IConnections;
  /** What must be in place before a secret is written. */
  public readonly writable: Construct;
  private readonly runner: string;
  private readonly endpoint: Construct;
  private keysAllowed?: Construct;

  public constructor(scope: Construct, id: string, props: KeyVaultProps) {
    super(scope, id);
    const { group, network, geoRegion, disposable = false } = props;
    this.tier = props.tier ?? "standard";
    const vault = new KeyVaultResource(this, "Vault", {
      ...placeOf(group),
      ...(geoRegion && { location: geoRegion }),
      name: group.azure.names.of(geoRegion ? "geoKeyVault" : "keyVault"),
      tenantId: group.azure.tenantId,
      skuName: this.tier,
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: props.retentionDays ?? 90,
      publicNetworkAccessEnabled: false,
      networkAcls: { bypass: props.trustAzure ? "AzureServices" : "None", defaultAction: "Deny" },
      lifecycle: { preventDestroy: !disposable },
    });
    this.vaultId = vault.id;
    const endpoint = new PrivateEndpoint(this, "Endpoint", {
      group,
      network,
      service: "keyVault",
      targetId: vault.id,
      part: geoRegion && "keyVaultGeo",
    });
    this.connections = endpoint.connections;
    const runner = new DataAzurermClientConfig(this, "Runner", {});
    this.runner = runner.objectId;
    this.endpoint = endpoint;
    this.writable = this.allowRunner("Writer", "Key Vault Secrets Officer");
  }

  /** Lets whoever runs Terraform make keys; what makes one waits for it. */
  public allowKeys(): Construct {
    this.keysAllowed ??= this.allowRunner("KeyMaker", "Key Vault Crypto Officer");
    return this.keysAllowed;
  }

  private allowRunner(id: string, roleDefinitionName: string): Construct {
    const role = new RoleAssignment(this, id, {
      scope: this.vaultId,
      roleDefinitionName,
      principalId: this.runner,
    });
    role.node.addDependency(this.endpoint);
    return role;
  }

  /** Lets an identity read one secret, or the certificate of that name with its key; it may be written later. */
  public allowReadingSecret(id: string, principalId: string, name: string): Construct {
    return this.allow(id, principalId, `${this.vaultId}/secrets/${name}`);
  }

  private allow(id: string, principalId: string, scope: string): Construct {
    return new RoleAssignment(this, id, {
      scope,
      roleDefinitionName: "Key Vault Secrets User",
      principalId,
      principalType: "ServicePrincipal",
      skipServicePrincipalAadCheck: true,
    });
  }
}
