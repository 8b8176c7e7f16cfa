/** Azure clouds that a site can be built in. */
export type AzureCloud = "azure" | "azure-government";

/** Services that are reached by a private endpoint. */
export type PrivateLinkService =
  "postgres" | "keyVault" | "blob" | "file" | "openAi" | "registry" | PrivateLinkSomewhere;

/** Services whose private DNS zone in Azure Government is confirmed by no source. */
type PrivateLinkSomewhere = "managedRedis" | "azureMonitor" | "prometheus" | "grafana";

/** Names and hosts that differ between the clouds. */
export interface AzureCloudFacts {
  readonly title: string;
  /** `environment` of the azurerm provider, its state backend and azapi. */
  readonly environment: "public" | "usgovernment";
  readonly loginHost: string;
  readonly resourceManagerHost: string;
  readonly portalHost: string;
  /** What follows the name of a resource in its host name, without a leading dot. */
  readonly suffixes: {
    readonly postgres: string;
    readonly keyVault: string;
    readonly storage: string;
    readonly openAi: string;
    readonly registry: string;
  };
  /** Private DNS zone of each service, as far as a source confirms it; `<region>` stands for the region. */
  readonly privateLinkZones: Readonly<
    Record<Exclude<PrivateLinkService, PrivateLinkSomewhere>, string> &
      Partial<Record<PrivateLinkSomewhere, string>>
  >;
  /** `environmentType` of External Secrets. */
  readonly externalSecretsEnvironment: "PublicCloud" | "USGovernmentCloud";
  /** Hosts that nodes reach beside Azure Firewall's tag for AKS; `<region>` stands for the region. */
  readonly nodeHosts: readonly string[];
  /** Hosts of Azure Policy's add-on. */
  readonly policyHosts: readonly string[];
  /** Region that examples and `init` name. */
  readonly exampleRegion: string;
}

/**
 * Everything that choosing a cloud changes. Sources: azure-docs private-endpoint-dns; AKS outbound rules (2026-08-21);
 * Azure Government documentation; External Secrets 2.4.
 */
export const AZURE_CLOUDS: Readonly<Record<AzureCloud, AzureCloudFacts>> = {
  azure: {
    title: "Azure",
    environment: "public",
    loginHost: "login.microsoftonline.com",
    resourceManagerHost: "management.azure.com",
    portalHost: "portal.azure.com",
    suffixes: {
      postgres: "postgres.database.azure.com",
      keyVault: "vault.azure.net",
      storage: "core.windows.net",
      openAi: "openai.azure.com",
      registry: "azurecr.io",
    },
    privateLinkZones: {
      postgres: "privatelink.postgres.database.azure.com",
      keyVault: "privatelink.vaultcore.azure.net",
      blob: "privatelink.blob.core.windows.net",
      file: "privatelink.file.core.windows.net",
      openAi: "privatelink.openai.azure.com",
      registry: "privatelink.azurecr.io",
      managedRedis: "privatelink.redis.azure.net",
      azureMonitor: "privatelink.monitor.azure.com",
      prometheus: "privatelink.<region>.prometheus.monitor.azure.com",
      grafana: "privatelink.grafana.azure.com",
    },
    externalSecretsEnvironment: "PublicCloud",
    nodeHosts: [],
    policyHosts: ["data.policy.core.windows.net", "store.policy.core.windows.net"],
    exampleRegion: "swedencentral",
  },
  "azure-government": {
    title: "Azure Government",
    environment: "usgovernment",
    loginHost: "login.microsoftonline.us",
    resourceManagerHost: "management.usgovcloudapi.net",
    portalHost: "portal.azure.us",
    suffixes: {
      postgres: "postgres.database.usgovcloudapi.net",
      keyVault: "vault.usgovcloudapi.net",
      storage: "core.usgovcloudapi.net",
      openAi: "openai.azure.us",
      registry: "azurecr.us",
    },
    privateLinkZones: {
      postgres: "privatelink.postgres.database.usgovcloudapi.net",
      keyVault: "privatelink.vaultcore.usgovcloudapi.net",
      blob: "privatelink.blob.core.usgovcloudapi.net",
      file: "privatelink.file.core.usgovcloudapi.net",
      openAi: "privatelink.openai.azure.us",
      registry: "privatelink.azurecr.us",
    },
    externalSecretsEnvironment: "USGovernmentCloud",
    nodeHosts: [
      "*.hcp.<region>.cx.aks.containerservice.azure.us",
      "management.usgovcloudapi.net",
      "mcr.microsoft.com",
      "*.data.mcr.microsoft.com",
      "packages.microsoft.com",
    ],
    policyHosts: ["data.policy.azure.us", "store.policy.azure.us"],
    exampleRegion: "usgovvirginia",
  },
};
