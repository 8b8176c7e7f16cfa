import type { AzureCloud } from "../catalog/azure-clouds";
import type { Resources, SecretSource } from "./site-values";

/** What the foundation makes of a storage account of the site's own. */
export interface SiteStorageAccount {
  readonly redundancy: "LRS" | "ZRS" | "GRS" | "GZRS";
  readonly softDeleteDays: number;
  /** Absent means that old versions can be removed. */
  readonly immutableDays?: number;
  /** Absent means keys that Microsoft manages. */
  readonly customerKey?: { readonly keyId: string; readonly identityId: string };
}

/** Files in a container of Azure Blob Storage. */
export interface SiteAzureBlobs {
  readonly kind: "azure-blob";
  readonly cloud: AzureCloud;
  /** Storage account; empty when nobody names one. */
  readonly account: string;
  readonly container: string;
  readonly pathPrefix?: string;
  /** Secret with the account's key; absent means an identity of the servers. */
  readonly credentials?: SecretSource & { readonly kind: "existing" };
  readonly addresses?: readonly string[];
  /** Absent for an account that is there already. */
  readonly own?: SiteStorageAccount;
}

/** Files on an NFS share of Azure. */
export interface SiteAzureFiles {
  readonly kind: "azure-files";
  readonly cloud: AzureCloud;
  readonly account: string;
  readonly share: string;
  /** Kubernetes quantity. */
  readonly size: string;
  /** Absent for a share that is there already. */
  readonly own?: SiteStorageAccount;
}

/** Where files are kept. */
export type SiteObjectStore =
  | {
      readonly kind: "cluster";
      readonly servers: number;
      readonly drivesPerServer: number;
      readonly parity: number;
      readonly driveSize: string;
      readonly resources: Resources;
      readonly image?: string;
    }
  | {
      readonly kind: "external-s3";
      readonly endpoint: string;
      readonly bucket: string;
      readonly region?: string;
      readonly pathPrefix?: string;
      readonly tls: boolean;
      readonly credentials: SecretSource & { readonly kind: "existing" };
      readonly addresses?: readonly string[];
    }
  | { readonly kind: "shared-files"; readonly size: string; readonly existingClaim?: string }
  | { readonly kind: "local-files"; readonly size: string }
  | SiteAzureBlobs
  | SiteAzureFiles;
