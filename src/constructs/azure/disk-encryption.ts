import { DiskEncryptionSet } from "@cdktf/provider-azurerm/lib/disk-encryption-set";
import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Construct, type IConstruct } from "constructs";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { KeyVault } from "./key-vault";

export interface DiskEncryptionProps {
  readonly group: IAzureGroup;
  /** Vault that the key is kept in; Azure's own services must be let to it (`trustAzure`). */
  readonly vault: KeyVault;
  /** Whether `terraform destroy` may take the key. @default false */
  readonly disposable?: boolean;
}

/** Days after which a new version of the key is made, and that before its end. */
const ROTATION = { afterCreation: "P365D", expireAfter: "P730D", notifyBefore: "P60D" } as const;

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
    const key = new KeyVaultKey(this, "Key", {
      name: "disks",
      keyVaultId: vault.vaultId,
      keyType: vault.tier === "premium" ? "RSA-HSM" : "RSA",
      keySize: 4096,
      keyOpts: ["unwrapKey", "wrapKey"],
      rotationPolicy: {
        automatic: { timeAfterCreation: ROTATION.afterCreation },
        expireAfter: ROTATION.expireAfter,
        notifyBeforeExpiry: ROTATION.notifyBefore,
      },
      lifecycle: { preventDestroy: !disposable },
    });
    key.node.addDependency(vault.allowKeys());
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
