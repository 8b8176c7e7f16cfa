import type { AzureCloud } from "../catalog/azure-clouds";

/** A Secret of the cluster whose content is in the vault. */
export type SiteSecretFromVault =
  | { readonly name: string; readonly keys: Readonly<Record<string, string>> }
  | { readonly name: string; readonly certificate: string };

/** Secrets that come from the site's own key vault. */
export interface SiteVaultSecrets {
  readonly cloud: AzureCloud;
  /** Empty when nothing is built in Azure. */
  readonly url: string;
  readonly tenantId: string;
  readonly secrets: readonly SiteSecretFromVault[];
  readonly refreshMinutes: number;
}
