import { AZURE_CLOUDS } from "../../../../src/catalog/azure-clouds";
import type { Site } from "../../../../src/site/site";
import type { SiteAzureDatabase } from "../../../../src/site/site-azure-database";
import type { AzureResource, AzureStack } from "./azure-stack";
import type { Condition } from "./foundation-conditions";

const MODES = { "zone-redundant": "ZoneRedundant", "same-zone": "SameZone", none: "" } as const;

/** What must hold of a site's database, as Terraform evaluates it; nothing where it is elsewhere. */
export function databaseConditions(stack: AzureStack, { azure, database }: Site): readonly Condition[] {
  if (azure === undefined || database.kind !== "azure") return [];
  const servers = stack.of("azurerm_postgresql_flexible_server");
  const primary = servers.find(({ body }) => body.create_mode === undefined);
  if (primary === undefined) throw new Error("the database has no primary");
  const replicas = servers.filter((each) => each !== primary);
  const { suffixes } = AZURE_CLOUDS[azure.cloud];
  const zones = stack.of("azurerm_private_dns_zone").map(({ address }) => address);
  const ofTheCloud = `[for zone in [${zones.join(", ")}] : zone.id if endswith(zone.name, "${suffixes.postgres}")]`;
  const settings = stack.of("azurerm_postgresql_flexible_server_configuration");
  const connections = settings.filter(({ body }) => body.name === "max_connections");
  return [
    [
      `length([${servers.map(({ address }) => `${address}.id`).join(", ")}]) == ${1 + database.readReplicas + database.searchReplicas}`,
      "replicas miss",
    ],
    [
      `try(${primary.address}.high_availability[0].mode, "") == "${MODES[database.standby]}"`,
      "its standby is another",
    ],
    [
      `${primary.address}.geo_redundant_backup_enabled == ${database.geoBackup}`,
      "its backups stay elsewhere",
    ],
    ...wayConditions(stack, servers, ofTheCloud, database.network.kind),
    ...keyConditions(servers, primary, database),
    [all(servers, `each.sku_name == "${database.sku}"`), "a server has another size"],
    ...replicas.map(({ address }) => [
      `${address}.source_server_id == ${primary.address}.id`,
      `${address} follows another server`,
    ]),
    [
      `length(distinct([${connections.map(({ address }) => `${address}.server_id`).join(", ")}])) == ${servers.length}`,
      "a server has not the site's parameters",
    ],
    [
      `alltrue([for each in [${connections.map(({ address }) => address).join(", ")}] : each.value == "${database.maxConnections}"])`,
      "a server has other connections",
    ],
  ].map(([condition, what]) => ({
    condition: `\${${condition}}`,
    error_message: `of the database: ${what}`,
  }));
}

type Pairs = readonly (readonly [condition: string, what: string])[];

function all(list: readonly AzureResource[], condition: string): string {
  return `alltrue([for each in [${list.map(({ address }) => address).join(", ")}] : ${condition}])`;
}

/** Every server stands in the delegated subnet, or has an endpoint whose name is in the cloud's zone. */
function wayConditions(
  stack: AzureStack,
  servers: readonly AzureResource[],
  zones: string,
  way: SiteAzureDatabase["network"]["kind"],
): Pairs {
  const closed = [all(servers, "each.public_network_access_enabled == false"), "a server is public"] as const;
  if (way === "delegated-subnet") {
    const subnets = stack.of("azurerm_subnet").map(({ address }) => address);
    const delegated = `[for subnet in [${subnets.join(", ")}] : subnet.id if length(subnet.delegation) > 0]`;
    return [
      closed,
      [all(servers, `contains(${delegated}, each.delegated_subnet_id)`), "a server is outside its subnet"],
      [all(servers, `contains(${zones}, each.private_dns_zone_id)`), "a server has another cloud's zone"],
    ];
  }
  const endpoints = stack.of("azurerm_private_endpoint").map(({ address }) => address);
  const targets = `[for end in [${endpoints.join(", ")}] : end.private_service_connection[0].private_connection_resource_id if contains(${zones}, end.private_dns_zone_group[0].private_dns_zone_ids[0])]`;
  return [
    closed,
    [all(servers, "each.delegated_subnet_id == null"), "a server has both ways"],
    [all(servers, `contains(${targets}, each.id)`), "a server has no address in the network"],
  ];
}

/** Every server is encrypted by the site's key, and copies of backups by another identity's. */
function keyConditions(
  servers: readonly AzureResource[],
  { address }: AzureResource,
  { dataKeys, geoBackup }: SiteAzureDatabase,
): Pairs {
  const key = `${address}.customer_managed_key`;
  if (dataKeys === "microsoft") return [[`length(${key}) == 0`, "it has a key"]];
  const copies = geoBackup
    ? `${key}[0].geo_backup_key_vault_key_id != null && ${key}[0].geo_backup_user_assigned_identity_id != ${key}[0].primary_user_assigned_identity_id && length(${address}.identity[0].identity_ids) == 2`
    : `${key}[0].geo_backup_key_vault_key_id == null`;
  return [
    [all(servers, "length(each.customer_managed_key) == 1"), "a server is encrypted by Microsoft's key"],
    [copies, "copies of its backups have the same reader, or a key that nobody needs"],
  ];
}
