import type { TestFile } from "../../toolchain/mocked-stack";
import type { AzureResource, AzureStack } from "./azure-stack";

const GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/mocked";
const GUID = "00000000-0000-4000-8000-0000000000ff";

/** Kind of each type in an id: the provider refuses ids of another shape. */
const KINDS: Readonly<Record<string, string>> = {
  azurerm_application_gateway: "Microsoft.Network/applicationGateways",
  azurerm_bastion_host: "Microsoft.Network/bastionHosts",
  azurerm_dashboard_grafana: "Microsoft.Dashboard/grafana",
  azurerm_monitor_data_collection_endpoint: "Microsoft.Insights/dataCollectionEndpoints",
  azurerm_monitor_data_collection_rule: "Microsoft.Insights/dataCollectionRules",
  azurerm_monitor_private_link_scope: "Microsoft.Insights/privateLinkScopes",
  azurerm_monitor_workspace: "Microsoft.Monitor/accounts",
  azurerm_container_registry: "Microsoft.ContainerRegistry/registries",
  azurerm_disk_encryption_set: "Microsoft.Compute/diskEncryptionSets",
  azurerm_firewall: "Microsoft.Network/azureFirewalls",
  azurerm_firewall_policy: "Microsoft.Network/firewallPolicies",
  azurerm_key_vault: "Microsoft.KeyVault/vaults",
  azurerm_kubernetes_cluster: "Microsoft.ContainerService/managedClusters",
  azurerm_linux_virtual_machine: "Microsoft.Compute/virtualMachines",
  azurerm_log_analytics_workspace: "Microsoft.OperationalInsights/workspaces",
  azurerm_network_ddos_protection_plan: "Microsoft.Network/ddosProtectionPlans",
  azurerm_network_interface: "Microsoft.Network/networkInterfaces",
  azurerm_network_security_group: "Microsoft.Network/networkSecurityGroups",
  azurerm_postgresql_flexible_server: "Microsoft.DBforPostgreSQL/flexibleServers",
  azurerm_private_dns_zone: "Microsoft.Network/privateDnsZones",
  azurerm_private_endpoint: "Microsoft.Network/privateEndpoints",
  azurerm_public_ip: "Microsoft.Network/publicIPAddresses",
  azurerm_route_table: "Microsoft.Network/routeTables",
  azurerm_storage_account: "Microsoft.Storage/storageAccounts",
  azurerm_storage_container: "Microsoft.Storage/storageAccounts/mocked/blobServices/default/containers",
  azurerm_subnet: "Microsoft.Network/virtualNetworks/mocked/subnets",
  azurerm_user_assigned_identity: "Microsoft.ManagedIdentity/userAssignedIdentities",
  azurerm_virtual_network: "Microsoft.Network/virtualNetworks",
  azurerm_web_application_firewall_policy:
    "Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies",
};

/** What data sources find; certificates are there, and so is what another stack has made. */
const DATA: Readonly<Record<string, object>> = {
  azurerm_client_config: { object_id: GUID, client_id: GUID, tenant_id: GUID },
  azurerm_key_vault_secrets: { names: ["chat"] },
  azurerm_resources: { resources: [{ id: GROUP, name: "mocked" }] },
};

/** What Azure would have made up: an id of its own for every resource, in the shape that the provider reads. */
export function azureMocks({ resources, data }: AzureStack): Omit<TestFile, "run"> {
  return {
    mock_provider: { azurerm: {}, random: {} },
    override_resource: resources.flatMap((each) => {
      const values = valuesOf(each);
      return values ? [{ target: each.address, values }] : [];
    }),
    override_data: data.map(({ type, address }) => ({
      target: `data.${address}`,
      values: DATA[type] ?? { id: GROUP, location: "westeurope" },
    })),
  };
}

function valuesOf({ type, address, body }: AzureResource): object | undefined {
  if (type === "azurerm_resource_group") return { id: GROUP };
  // A versioned key of a vault is no resource of the resource manager's; the provider reads its address.
  if (type === "azurerm_key_vault_key") {
    const id = "https://mocked.vault.azure.net/keys/mocked/00000000000000000000000000000001";
    const resource_versionless_id = `${GROUP}/providers/Microsoft.KeyVault/vaults/mocked/keys/mocked`;
    return { id, versionless_id: id.slice(0, id.lastIndexOf("/")), resource_versionless_id };
  }
  const kind = KINDS[type];
  if (kind === undefined) return undefined;
  const { name } = body;
  const known = typeof name === "string" && !name.includes("${") ? name : (address.split(".")[1] ?? address);
  const id = `${GROUP}/providers/${kind}/${known}`;
  return type === "azurerm_user_assigned_identity" ? { id, principal_id: GUID, client_id: GUID } : { id };
}
