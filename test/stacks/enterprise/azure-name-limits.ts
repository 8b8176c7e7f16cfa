/** What Azure takes as the name of a type of resource. */
const word = (least: number, most: number, inside = "A-Za-z0-9_.-", last = "A-Za-z0-9_"): RegExp =>
  new RegExp(`^(?=.{${least},${most}}$)[A-Za-z0-9]([${inside}]*[${last}])?$`);

const dashes = (least: number, most: number): RegExp => word(least, most, "A-Za-z0-9-", "A-Za-z0-9");
/** As `dashes`, in lower case, without two dashes in a row, a letter first. */
const plain = (least: number, most: number): RegExp =>
  new RegExp(`^(?=.{${least},${most}}$)(?!.*--)[a-z][a-z0-9-]*[a-z0-9]$`);

/**
 * Names that Azure takes, by type. Source: Azure Resource Manager documentation, naming rules and restrictions for
 * Azure resources; for databases, deployments and pools the pages of the services.
 */
export const NAME_LIMITS: Readonly<Record<string, RegExp>> = {
  azurerm_application_gateway: word(1, 80),
  azurerm_arc_kubernetes_cluster_extension: dashes(1, 63),
  azurerm_arc_kubernetes_provisioned_cluster: dashes(1, 54),
  azurerm_bastion_host: word(1, 80),
  azurerm_cognitive_account: word(2, 64, "A-Za-z0-9_.-", "A-Za-z0-9"),
  azurerm_cognitive_deployment: word(2, 64),
  azurerm_container_registry: /^[a-zA-Z0-9]{5,50}$/,
  azurerm_container_registry_cache_rule: /^[a-zA-Z0-9-]{5,50}$/,
  azurerm_disk_encryption_set: word(1, 80, "A-Za-z0-9_-"),
  azurerm_federated_identity_credential: /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/,
  azurerm_firewall: word(1, 56),
  azurerm_firewall_policy: word(1, 80),
  azurerm_firewall_policy_rule_collection_group: word(1, 80),
  azurerm_key_vault: plain(3, 24),
  azurerm_key_vault_key: /^[A-Za-z0-9-]{1,127}$/,
  azurerm_key_vault_secret: /^[A-Za-z0-9-]{1,127}$/,
  azurerm_kubernetes_cluster: word(1, 63, "A-Za-z0-9_-", "A-Za-z0-9"),
  azurerm_kubernetes_cluster_node_pool: /^[a-z][a-z0-9]{0,11}$/,
  azurerm_linux_virtual_machine: word(1, 64, "A-Za-z0-9.-", "A-Za-z0-9"),
  azurerm_log_analytics_workspace: dashes(4, 63),
  azurerm_managed_redis: plain(1, 60),
  azurerm_monitor_diagnostic_setting: /^[^<>*%&:\\?+/]{1,260}$/,
  azurerm_monitor_data_collection_endpoint: dashes(3, 44),
  azurerm_monitor_data_collection_rule: dashes(3, 64),
  azurerm_monitor_data_collection_rule_association: dashes(3, 64),
  azurerm_monitor_private_link_scope: word(1, 255),
  azurerm_monitor_private_link_scoped_service: word(1, 255),
  azurerm_monitor_workspace: dashes(4, 44),
  azurerm_dashboard_grafana_managed_private_endpoint: dashes(2, 20),
  azurerm_dashboard_grafana: /^(?=.{2,23}$)[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/,
  azurerm_network_ddos_protection_plan: word(1, 80),
  azurerm_network_interface: word(1, 80),
  azurerm_network_security_group: word(1, 80),
  azurerm_postgresql_flexible_server: /^(?=.{3,63}$)[a-z0-9][a-z0-9-]*[a-z0-9]$/,
  azurerm_postgresql_flexible_server_virtual_endpoint: /^(?=.{3,63}$)[a-z0-9][a-z0-9-]*[a-z0-9]$/,
  azurerm_private_dns_zone: /^(?=.{1,63}$)[a-z0-9-]+(\.[a-z0-9-]+){1,33}$/,
  azurerm_private_dns_zone_virtual_network_link: word(1, 80),
  azurerm_private_endpoint: word(2, 64),
  azurerm_public_ip: word(1, 80),
  azurerm_resource_group: /^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$/,
  azurerm_resource_group_template_deployment: /^[A-Za-z0-9_().-]{1,64}$/,
  azurerm_route_table: word(1, 80),
  azurerm_stack_hci_logical_network: word(2, 64),
  azurerm_storage_account: /^[a-z0-9]{3,24}$/,
  azurerm_storage_container: /^(?=.{3,63}$)(?!.*--)[a-z0-9][a-z0-9-]*[a-z0-9]$/,
  azurerm_storage_share: /^(?=.{3,63}$)(?!.*--)[a-z0-9][a-z0-9-]*[a-z0-9]$/,
  azurerm_subnet: word(1, 80),
  azurerm_user_assigned_identity: /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/,
  azurerm_virtual_machine_extension: word(1, 260),
  azurerm_virtual_network: word(2, 64),
  azurerm_virtual_network_peering: word(1, 80),
  azurerm_web_application_firewall_policy:
    /^[A-Za-z][A-Za-z0-9]{0,127}$|^[A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]$/,
};

/** Types whose `name` is an address, a role, a parameter or somebody else's, and no name of ours. */
export const NOT_OURS: readonly string[] = [
  "azurerm_postgresql_flexible_server_configuration",
  "azurerm_private_dns_a_record",
];

/** Types whose names nobody else in the whole cloud may have. */
export const UNIQUE_IN_THE_CLOUD =
  /^azurerm_(key_vault|storage_account|container_registry|postgresql_flexible_server|cognitive_account|managed_redis)$/;
