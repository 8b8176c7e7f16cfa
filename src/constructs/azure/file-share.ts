import { StorageShare } from "@cdktf/provider-azurerm/lib/storage-share";
import { Construct } from "constructs";
import type { IConnectable, IConnections } from "../kubernetes/connections";
import type { IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import type { LogAnalytics } from "./log-analytics";
import { PrivateEndpoint } from "./private-endpoint";
import { StorageAccount, type CustomerKey } from "./storage-account";

export interface FileShareProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  readonly logs: LogAnalytics;
  readonly share: string;
  /** GiB, 100 to 102400: paid for whole, and its speed grows with it. */
  readonly size: number;
  /** Copies in one building, or in three zones; premium shares know no others. */
  readonly redundancy: "LRS" | "ZRS";
  /** Days that a deleted share can be had back, 1 to 365. @default 30 */
  readonly softDeleteDays?: number;
  /** @default - keys that Microsoft manages */
  readonly customerKey?: CustomerKey;
  /** Whether `terraform destroy` may take it. @default false */
  readonly disposable?: boolean;
}

const DEFAULTS = { softDeleteDays: 30 } as const;

/**
 * Network storage that nodes mount by NFS 4.1, behind a private endpoint. NFS knows addresses and no identities, so
 * whoever reaches the endpoint reaches the files: the network is the lock. The account can't insist on HTTPS, which
 * NFS isn't; files travel in the clear inside the site's network.
 */
export class FileShare extends Construct implements IConnectable {
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: FileShareProps) {
    super(scope, id);
    const { group, network, disposable = false } = props;
    const account = new StorageAccount(this, "Account", {
      ...props,
      settings: {
        accountKind: "FileStorage",
        accountTier: "Premium",
        httpsTrafficOnlyEnabled: false,
        shareProperties: { retentionPolicy: { days: props.softDeleteDays ?? DEFAULTS.softDeleteDays } },
      },
    });
    const endpoint = new PrivateEndpoint(this, "Endpoint", {
      group,
      network,
      service: "file",
      targetId: account.accountId,
    });
    this.connections = endpoint.connections;
    new StorageShare(this, "Share", {
      name: props.share,
      storageAccountId: account.accountId,
      enabledProtocol: "NFS",
      quota: props.size,
      lifecycle: { preventDestroy: !disposable },
    });
    props.logs.watch("FilesLogs", `${account.accountId}/fileServices/default`, ["audit"], "Transaction");
  }
}
