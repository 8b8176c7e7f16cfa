import { AZURE_CLOUDS } from "../../../../src/catalog/azure-clouds";
import type { Site } from "../../../../src/site/site";
import type { AzureStack } from "./azure-stack";
import type { Condition } from "./foundation-conditions";

const MODES = { "zone-redundant": "ZoneRedundant", "same-zone": "SameZone", none: "" } as const;

/** What must hold of a site's database, as Terraform evaluates it; nothing where it is elsewhere. */
export function databaseConditions(stack: AzureStack, { azure, database }: Site): readonly Condition[] {
  if (azure === undefined || database.kind !== "azure") return [];
  const servers = stack.of("azurerm_postgresql_flexible_server");
  const primary = servers.find(({ body }) => body.create_mode === undefined);
  if (primary === undefined) throw new Error("the database has no primary");
  const replicas = servers.filter((each) => each !== primary);
  const all = (list: typeof servers, condition: string): string =>
    `alltrue([for each in [${list.map(({ address }) => address).join(", ")}] : ${condition}])`;
  const { suffixes } = AZURE_CLOUDS[azure.cloud];
  const zones = stack.of("azurerm_private_dns_zone").map(({ address }) => address);
  const ofTheCloud = `[for zone in [${zones.join(", ")}] : zone.id if endswith(zone.name, "${suffixes.postgres}")]`;
  const subnets = stack.of("azurerm_subnet").map(({ address }) => address);
  const delegated = `[for subnet in [${subnets.join(", ")}] : subnet.id if length(subnet.delegation) > 0]`;
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
    [all(servers, `contains(${delegated}, each.delegated_subnet_id)`), "a server is outside its subnet"],
    [all(servers, `contains(${ofTheCloud}, each.private_dns_zone_id)`), "a server has another cloud's zone"],
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
