import { AZURE_CLOUDS, type AzureCloud, type PrivateLinkService } from "../../../src/catalog/azure-clouds";
import { at, type Json } from "../../support/terraform-json";
import { of, referred } from "./azure-json";

/** Part of a resource that an endpoint leads to: its type, and whose zone has its name. */
const LINKED: Readonly<Record<string, readonly [type: RegExp, service: PrivateLinkService]>> = {
  vault: [/^azurerm_key_vault$/, "keyVault"],
  blob: [/^azurerm_storage_account$/, "blob"],
  file: [/^azurerm_storage_account$/, "file"],
  account: [/^azurerm_cognitive_account$/, "openAi"],
  registry: [/^azurerm_container_registry$/, "registry"],
  postgresqlServer: [/^azurerm_postgresql_flexible_server$/, "postgres"],
  azuremonitor: [/^azurerm_monitor_private_link_scope$/, "azureMonitor"],
  prometheusMetrics: [/^azurerm_monitor_workspace$/, "prometheus"],
  grafana: [/^azurerm_dashboard_grafana$/, "grafana"],
  redisEnterprise: [/^azurerm_managed_redis$/, "managedRedis"],
};

/** Endpoints and servers whose names are in no zone, in another service's or cloud's, or in one that nobody asks. */
export function privateNameFaults(stack: Json, cloud: AzureCloud, region: string): readonly string[] {
  const endpoints = of(stack, "azurerm_private_endpoint").flatMap(({ id, body }) => {
    const connection = at(body, "private_service_connection");
    const part = (connection.subresource_names as readonly string[])[0] ?? "";
    const [type, service] = LINKED[part] ?? [];
    const target = targetType(stack, String(connection.private_connection_resource_id));
    const [zone] = at(body, "private_dns_zone_group").private_dns_zone_ids as readonly string[];
    return [
      ...(type?.test(target) ? [] : [`${id} leads to ${part} of ${target}`]),
      ...zoneFaults(stack, id, service && zoneName(cloud, region, service), zone),
    ];
  });
  const servers = of(stack, "azurerm_postgresql_flexible_server")
    .filter(({ body }) => body.delegated_subnet_id !== undefined)
    .flatMap(({ id, body }) =>
      zoneFaults(stack, id, AZURE_CLOUDS[cloud].privateLinkZones.postgres, body.private_dns_zone_id),
    );
  return [...endpoints, ...servers];
}

function zoneName(cloud: AzureCloud, region: string, service: PrivateLinkService): string | undefined {
  return AZURE_CLOUDS[cloud].privateLinkZones[service]?.replace("<region>", region);
}

/** A template makes the account of language models, so that its key is in no state; its id is put together. */
function targetType(stack: Json, id: string): string {
  return id.includes("/providers/Microsoft.CognitiveServices/accounts/")
    ? "azurerm_cognitive_account"
    : (referred(stack, id)?.type ?? "nothing");
}

function zoneFaults(stack: Json, what: string, wanted: string | undefined, id: unknown): readonly string[] {
  const zone = referred(stack, id);
  const asked = of(stack, "azurerm_private_dns_zone_virtual_network_link").some(
    ({ body }) => referred(stack, body.private_dns_zone_name)?.id === zone?.id,
  );
  return [
    ...(zone !== undefined && zone.body.name === wanted ? [] : [`${what} is in ${String(zone?.body.name)}`]),
    ...(asked ? [] : [`nobody asks the zone of ${what}`]),
  ];
}
