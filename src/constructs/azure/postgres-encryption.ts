import type { PostgresqlFlexibleServerConfig } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct, type IDependable } from "constructs";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { KeyVault } from "./key-vault";
import { rotatingKey } from "./rotating-key";

export interface PostgresEncryptionProps {
  readonly group: IAzureGroup;
  /** Vault in the servers' region; Azure's own services must be let to it (`trustAzure`). */
  readonly vault: KeyVault;
  /** Vault in the region that backups are copied to. @default - backups are not copied */
  readonly geo?: { readonly vault: KeyVault; readonly region: string };
  /** Whether `terraform destroy` may take the keys. @default false */
  readonly disposable?: boolean;
}

/** Who reads a key, and the key. */
interface ReadableKey {
  readonly identityId: string;
  readonly keyId: string;
  readonly ready: IDependable;
}

type Encrypted = Pick<PostgresqlFlexibleServerConfig, "identity" | "customerManagedKey">;

/**
 * Keys of the site's own for a database: one where the servers stand, and another where copies of their backups are
 * kept, each read by an identity of its own, as Azure wants it. The keys have no version in their names, so that servers
 * follow each new one. Whoever takes a key away stops the servers within an hour.
 */
export class PostgresEncryption extends Construct {
  /** Arguments of a primary. */
  public readonly primary: Encrypted;
  /** Arguments of a replica, which has no backups. */
  public readonly replica: Encrypted;
  /** What must be in place before a server is made. */
  public readonly ready: readonly IDependable[];

  public constructor(scope: Construct, id: string, props: PostgresEncryptionProps) {
    super(scope, id);
    const { group, vault, geo, disposable = false } = props;
    const own = readableKey(this, "", { group, vault, region: group.azure.region, disposable });
    const copies = geo && readableKey(this, "Geo", { ...geo, group, disposable });
    const customerManagedKey = {
      keyVaultKeyId: own.keyId,
      primaryUserAssignedIdentityId: own.identityId,
    };
    this.replica = { identity: userAssigned([own]), customerManagedKey };
    this.primary = copies
      ? {
          identity: userAssigned([own, copies]),
          customerManagedKey: {
            ...customerManagedKey,
            geoBackupKeyVaultKeyId: copies.keyId,
            geoBackupUserAssignedIdentityId: copies.identityId,
          },
        }
      : this.replica;
    this.ready = [own, ...(copies ? [copies] : [])].map(({ ready }) => ready);
  }
}

interface ReadableKeyProps {
  readonly group: IAzureGroup;
  readonly vault: KeyVault;
  readonly region: string;
  readonly disposable: boolean;
}

/** A key, and an identity that wraps and unwraps by this key and no other. */
function readableKey(
  scope: Construct,
  prefix: "" | "Geo",
  { group, vault, region, disposable }: ReadableKeyProps,
): ReadableKey {
  const key = rotatingKey(scope, `${prefix}Key`, { vault, name: "database", disposable });
  const identity = new UserAssignedIdentity(scope, `${prefix}Identity`, {
    ...placeOf(group),
    location: region,
    name: group.azure.names.of("identity", prefix === "" ? "postgres" : "postgres-geo"),
  });
  const ready = new RoleAssignment(scope, `${prefix}Reader`, {
    scope: key.resourceVersionlessId,
    roleDefinitionName: "Key Vault Crypto Service Encryption User",
    principalId: identity.principalId,
    principalType: "ServicePrincipal",
    skipServicePrincipalAadCheck: true,
  });
  return { identityId: identity.id, keyId: key.versionlessId, ready };
}

function userAssigned(keys: readonly ReadableKey[]): NonNullable<Encrypted["identity"]> {
  return { type: "UserAssigned", identityIds: keys.map(({ identityId }) => identityId) };
}
