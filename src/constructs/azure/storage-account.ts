import {
  StorageAccount as StorageAccountResource,
  type StorageAccountConfig,
} from "@cdktf/provider-azurerm/lib/storage-account";
import { Construct } from "constructs";
import { placeOf, type IAzureGroup } from "./azure-group";

/** Copies of what is stored: in one building, in three zones, and either of them in the paired region too. */
export type StorageRedundancy = "LRS" | "ZRS" | "GRS" | "GZRS";

/** A key of the site's own that encrypts what is stored. */
export interface CustomerKey {
  /** Key in a vault or a managed HSM that lets trusted services in, without its version so that it may rotate. */
  readonly keyId: string;
  /** Id of the user-assigned identity that may wrap and unwrap with it. */
  readonly identityId: string;
}

export interface StorageAccountProps {
  readonly group: IAzureGroup;
  readonly redundancy: StorageRedundancy;
  /** @default - keys that Microsoft manages */
  readonly customerKey?: CustomerKey;
  /** Whether `terraform destroy` may take it. @default false */
  readonly disposable?: boolean;
  /** What differs between blobs and files. */
  readonly settings: Partial<StorageAccountConfig>;
}

/**
 * A storage account that nobody reaches from the internet, and nobody by a key: identities only. Terraform's state
 * holds keys of every storage account; those of this one open nothing.
 */
export class StorageAccount extends Construct {
  public readonly accountId: string;
  public readonly accountName: string;

  public constructor(scope: Construct, id: string, props: StorageAccountProps) {
    super(scope, id);
    const { group, customerKey, disposable = false } = props;
    const account = new StorageAccountResource(this, "Account", {
      ...placeOf(group),
      name: group.azure.names.of("storageAccount"),
      accountTier: "Standard",
      accountReplicationType: props.redundancy,
      publicNetworkAccessEnabled: false,
      networkRules: { defaultAction: "Deny", bypass: ["None"] },
      allowNestedItemsToBePublic: false,
      allowedCopyScope: "PrivateLink",
      crossTenantReplicationEnabled: false,
      defaultToOauthAuthentication: true,
      infrastructureEncryptionEnabled: true,
      localUserEnabled: false,
      minTlsVersion: "TLS1_2",
      sharedAccessKeyEnabled: false,
      ...(customerKey && encryptionBy(customerKey)),
      ...props.settings,
      lifecycle: { preventDestroy: !disposable },
    });
    this.accountId = account.id;
    this.accountName = account.name;
  }
}

function encryptionBy({ keyId, identityId }: CustomerKey): Partial<StorageAccountConfig> {
  const key = keyId.includes(".managedhsm.") ? { managedHsmKeyId: keyId } : { keyVaultKeyId: keyId };
  return {
    identity: { type: "UserAssigned", identityIds: [identityId] },
    customerManagedKey: { ...key, userAssignedIdentityId: identityId },
  };
}
