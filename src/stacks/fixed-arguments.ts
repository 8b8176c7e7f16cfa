/** An argument that Azure fixes when it makes a resource: another value means another resource. */
export interface FixedArgument {
  /** As the stack has it; `a.b` is inside a block. */
  readonly name: string;
  /** Key of the site file that decides it. */
  readonly key: string;
  /** What of it is fixed: its value, whether it is there, or that it never gets smaller. @default "value" */
  readonly fixed?: "value" | "presence" | "least";
}

const PLACE: readonly FixedArgument[] = [
  { name: "name", key: "name" },
  { name: "location", key: "azure.region" },
  { name: "resource_group_name", key: "azure.resourceGroup" },
];

/**
 * What is fixed of resources that keep data, and of the cluster, whose volumes are lost with it.
 * Source: azurerm 4.55.0, `ForceNew` in the schemas of these resources.
 */
export const FIXED_ARGUMENTS: Readonly<Record<string, readonly FixedArgument[]>> = {
  azurerm_postgresql_flexible_server: [
    ...PLACE,
    { name: "delegated_subnet_id", key: "database.network" },
    { name: "customer_managed_key", key: "database.dataKeys", fixed: "presence" },
    { name: "geo_redundant_backup_enabled", key: "database.geoBackup" },
    { name: "version", key: "database.version", fixed: "least" },
  ],
  azurerm_key_vault: PLACE,
  azurerm_key_vault_key: [
    { name: "name", key: "name" },
    { name: "key_type", key: "azure.kubernetes.diskKeys" },
    { name: "key_size", key: "azure.kubernetes.diskKeys" },
  ],
  azurerm_disk_encryption_set: PLACE,
  azurerm_storage_account: [
    ...PLACE,
    { name: "account_kind", key: "objectStore.kind" },
    { name: "account_tier", key: "objectStore.kind" },
    { name: "infrastructure_encryption_enabled", key: "objectStore" },
  ],
  azurerm_storage_container: [{ name: "name", key: "objectStore.container" }],
  azurerm_storage_share: [
    { name: "name", key: "objectStore.share" },
    { name: "enabled_protocol", key: "objectStore" },
  ],
  azurerm_private_dns_zone: [{ name: "name", key: "substrate" }],
  azurerm_monitor_workspace: PLACE,
  azurerm_dashboard_grafana: [...PLACE, { name: "zone_redundancy_enabled", key: "azure.region" }],
  azurerm_container_registry: [...PLACE, { name: "zone_redundancy_enabled", key: "azure.region" }],
  azurerm_kubernetes_cluster: [
    ...PLACE,
    { name: "dns_prefix", key: "name" },
    { name: "disk_encryption_set_id", key: "azure.kubernetes.diskKeys" },
    { name: "private_cluster_enabled", key: "azure.kubernetes" },
    { name: "network_profile.network_plugin", key: "azure.kubernetes" },
    { name: "network_profile.pod_cidr", key: "azure.network.podRange" },
    { name: "network_profile.service_cidr", key: "azure.network.serviceRange" },
    { name: "network_profile.dns_service_ip", key: "azure.network.serviceRange" },
  ],
};
