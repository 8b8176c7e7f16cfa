import { DiskEncryptionSet } from "@cdktf/provider-azurerm/lib/disk-encryption-set";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Construct, type IConstruct } from "constructs";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { KeyVault } from "./key-vault";
import { rotatingKey } from "./rotating-key";

export interface DiskEncryptionProps {
  readonly group: IAzureGroup;
  /** Vault that the key is kept in; Azure's own services must be let to it (`trustAzure`). */
  readonly vault: KeyVault;
  /** Whether `terraform destroy` may take the key. @default false */
  readonly disposable?: boolean;
}

/**
 * A key of the site's own for disks, and the set that uses its newest version. Whoever takes the key away makes every
 * disk unreadable: that is its purpose, and why it is guarded.
 */
export class DiskEncryption extends Construct {
  public readonly setId: string;
  /** What must be in place before a disk is made. */
  public readonly ready: IConstruct;

  public constructor(scope: Construct, id: string, props: DiskEncryptionProps) {
    super(scope, id);
    const { group, vault, disposable = false } = props;
    const key = rotatingKey(this, "Key", { vault, name: "disks", disposable });
    const set = new DiskEncryptionSet(this, "Set", {
      ...placeOf(group),
      name: group.azure.names.of("diskEncryptionSet"),
      keyVaultKeyId: key.versionlessId,
      autoKeyRotationEnabled: true,
      encryptionType: "EncryptionAtRestWithCustomerKey",
      identity: { type: "SystemAssigned" },
      lifecycle: { preventDestroy: !disposable },
    });
    this.setId = set.id;
    this.ready = new RoleAssignment(this, "Reader", {
      scope: vault.vaultId,
      roleDefinitionName: "Key Vault Crypto Service Encryption User",
      principalId: set.identity.principalId,
      principalType: "ServicePrincipal",
      skipServicePrincipalAadCheck: true,
    });
  }
}
