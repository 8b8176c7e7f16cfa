/** Types that can't be made again as they were: they hold data, names or keys, or everything that runs. */
export const STATEFUL =
  /^azurerm_(postgresql_flexible_server(_database)?|storage_(account|container|share)|key_vault|key_vault_key|disk_encryption_set|private_dns_zone|container_registry|cognitive_account|monitor_workspace|dashboard_grafana|arc_kubernetes_provisioned_cluster|stack_hci_logical_network)$/;

/** Copies of a primary, which the next apply makes again. */
export const COPY = /_(read|search)\d+_/;
