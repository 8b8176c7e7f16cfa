import type { AksCluster } from "../../constructs/azure/aks-cluster";
import type { AzureGroup } from "../../constructs/azure/azure-group";
import type { AzureNetwork } from "../../constructs/azure/azure-network";
import type { DiskEncryption } from "../../constructs/azure/disk-encryption";
import type { KeyVault } from "../../constructs/azure/key-vault";
import type { LogAnalytics } from "../../constructs/azure/log-analytics";
import type { Site } from "../../site/site";
import type { SiteAzure } from "../../site/site-azure";

/** What the parts of a foundation stand on. */
export interface FoundationParts {
  readonly site: Site;
  readonly azure: SiteAzure;
  readonly group: AzureGroup;
  readonly network: AzureNetwork;
  readonly vault: KeyVault;
  readonly logs: LogAnalytics;
  readonly cluster: AksCluster;
  /** The key of the site's own that disks are encrypted by; absent means Microsoft's. */
  readonly diskEncryption?: DiskEncryption;
  /** A file of the site as the stack names it, relative to its own folder. */
  readonly portable: (path: string) => string;
  /** Writes an output of the stack, never a secret. */
  readonly output: (name: string, value: string, description: string) => void;
}
