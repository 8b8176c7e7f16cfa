import type { Site } from "../../../src/site/site";
import { at, type Json } from "../../support/terraform-json";
import { of, referred } from "./azure-json";

/** Types that nobody reaches without a private endpoint, once their public side is closed. */
const CLOSED: readonly string[] = [
  "azurerm_container_registry",
  "azurerm_dashboard_grafana",
  "azurerm_key_vault",
  "azurerm_monitor_workspace",
  "azurerm_postgresql_flexible_server",
  "azurerm_storage_account",
];

/** Endpoints outside their subnet, services without one or with two, servers that stand where the site doesn't say. */
export function privateWayFaults({ database }: Site, stack: Json): readonly string[] {
  const endpoints = of(stack, "azurerm_private_endpoint");
  const targets = endpoints.map(
    ({ body }) => referred(stack, at(body, "private_service_connection").private_connection_resource_id)?.id,
  );
  const inSubnet = database.kind === "azure" && database.network.kind === "delegated-subnet";
  return [
    ...endpoints
      .filter(({ body }) => !subnetName(stack, body.subnet_id).endsWith("-private-endpoints"))
      .map(({ id, body }) => `${id} stands in ${subnetName(stack, body.subnet_id)}`),
    ...CLOSED.flatMap((type) => of(stack, type)).flatMap(({ id, type, body }) => {
      const subnet = subnetName(stack, body.delegated_subnet_id);
      const isServer = type === "azurerm_postgresql_flexible_server";
      const stands = isServer && inSubnet;
      const ways = targets.filter((target) => target === id).length;
      return [
        ...(ways === (stands ? 0 : 1) ? [] : [`${id} has ${ways} endpoints`]),
        ...(subnet.endsWith("-postgres") === stands ? [] : [`${id} stands in "${subnet}"`]),
      ];
    }),
  ];
}

function subnetName(stack: Json, id: unknown): string {
  return id === undefined ? "" : String(referred(stack, id)?.body.name);
}
