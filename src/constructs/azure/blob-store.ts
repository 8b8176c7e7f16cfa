import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { Construct } from "constructs";
import type { IConnectable, IConnections } from "../kubernetes/connections";
import type { IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import type { LogAnalytics } from "./log-analytics";
import { PrivateEndpoint } from "./private-endpoint";
import { StorageAccount, type CustomerKey, type StorageRedundancy } from "./storage-account";

export interface BlobStoreProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  readonly logs: LogAnalytics;
  readonly container: string;
  readonly redundancy: StorageRedundancy;
  /** Days that what is deleted or overwritten can be had back, 1 to 365. @default 30 */
  readonly softDeleteDays?: number;
  /**
   * Days that no version of a file can be removed by anybody. People can still delete: that hides the file.
   * @default - versions can be removed
   */
  readonly immutableDays?: number;
  /** @default - keys that Microsoft manages */
  readonly customerKey?: CustomerKey;
  /** Whether `terraform destroy` may take it. @default false */
  readonly disposable?: boolean;
}

const DEFAULTS = { softDeleteDays: 30 } as const;

/** A container for files behind a private endpoint: versions, soft delete, reading and writing by identities only. */
export class BlobStore extends Construct implements IConnectable {
  public readonly connections: IConnections;
  private readonly containerId: string;

  public constructor(scope: Construct, id: string, props: BlobStoreProps) {
    super(scope, id);
    const { group, network, immutableDays, disposable = false } = props;
    const kept = { days: props.softDeleteDays ?? DEFAULTS.softDeleteDays };
    const account = new StorageAccount(this, "Account", {
      ...props,
      settings: {
        accountKind: "StorageV2",
        httpsTrafficOnlyEnabled: true,
        blobProperties: {
          versioningEnabled: true,
          changeFeedEnabled: true,
          deleteRetentionPolicy: kept,
          containerDeleteRetentionPolicy: kept,
        },
        ...(immutableDays !== undefined && {
          immutabilityPolicy: {
            state: "Unlocked",
            periodSinceCreationInDays: immutableDays,
            allowProtectedAppendWrites: true,
          },
        }),
      },
    });
    this.connections = new PrivateEndpoint(this, "Endpoint", {
      group,
      network,
      service: "blob",
      targetId: account.accountId,
    }).connections;
    const container = new StorageContainer(this, "Container", {
      name: props.container,
      storageAccountId: account.accountId,
      containerAccessType: "private",
      lifecycle: { preventDestroy: !disposable },
    });
    this.containerId = container.id;
    props.logs.watch("FilesLogs", `${account.accountId}/blobServices/default`, ["audit"], "Transaction");
  }

  /** Lets an identity read, write and delete what is in the container, and nothing else of the account. */
  public allowWriting(id: string, principalId: string): void {
    new RoleAssignment(this, id, {
      scope: this.containerId,
      roleDefinitionName: "Storage Blob Data Contributor",
      principalId,
      principalType: "ServicePrincipal",
      skipServicePrincipalAadCheck: true,
    });
  }
}
