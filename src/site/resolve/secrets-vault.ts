import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import { AzureNames } from "../../catalog/azure-names";
import { DEFAULTS } from "../defaults";
import type { SiteSecretFromVault, SiteVaultSecrets } from "../site-vault";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

const PATH = "secrets.keyVault";

/** Secrets that come from the site's key vault; absent when people bring all of them. */
export function resolveVaultSecrets(spec: SiteSpec, ledger: Ledger): SiteVaultSecrets | undefined {
  const { azure, secrets, substrate, name } = spec;
  const written = secrets?.keyVault;
  if (written === undefined) {
    ledger.absent(PATH, "people bring the Secrets that are not generated");
    return undefined;
  }
  const cloud = substrate === "azure-government" ? "azure-government" : "azure";
  const vault = azure && new AzureNames({ site: name, subscriptionId: azure.subscriptionId }).of("keyVault");
  return {
    cloud,
    url: vault === undefined ? "" : `https://${vault}.${AZURE_CLOUDS[cloud].suffixes.keyVault}/`,
    tenantId: azure?.tenantId ?? "",
    secrets: ledger.written(
      `${PATH}.secrets`,
      Object.entries(written.secrets).map(([secret, content]): SiteSecretFromVault => ({
        name: secret,
        ...content,
      })),
    ),
    refreshMinutes: ledger.chosen(
      `${PATH}.refreshMinutes`,
      written.refreshMinutes,
      DEFAULTS.vaultRefreshMinutes,
    ),
  };
}
