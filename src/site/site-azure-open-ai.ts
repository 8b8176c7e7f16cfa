import type { OpenAiSku } from "../catalog/azure-open-ai";

/** Language models of Azure that the foundation makes. */
export interface SiteAzureOpenAiAccount {
  readonly region: string;
  readonly keyRevision: number;
  readonly deployments: readonly {
    readonly name: string;
    readonly model: string;
    readonly version: string;
    readonly sku: OpenAiSku;
    readonly capacity: number;
  }[];
}

/** The account's key: its name in the vault, and the Secret and key that it becomes in the cluster. */
export const OPEN_AI_KEY = {
  vaultName: "azure-open-ai",
  secretName: "azure-open-ai",
  key: "secret",
} as const;
