import type { Site } from "../../src/site/site";
import { list, resourcesOf, type Json } from "./terraform-json";

/** Attributes of Azure's resources with what makes them reachable from everywhere. */
const OPENINGS: Readonly<Record<string, readonly unknown[]>> = {
  public_network_access_enabled: [true],
  public_network_access: ["Enabled", "SecuredByPerimeter"],
  private_cluster_enabled: [false],
  private_cluster_public_fqdn_enabled: [true],
  allow_nested_items_to_be_public: [true],
  default_action: ["Allow"],
};

/** Types that are public unless they say that they are not. */
const MUST_CLOSE: Readonly<Record<string, string>> = {
  azurerm_key_vault: "public_network_access_enabled",
  azurerm_storage_account: "public_network_access_enabled",
  azurerm_container_registry: "public_network_access_enabled",
  azurerm_cognitive_account: "public_network_access_enabled",
  azurerm_postgresql_flexible_server: "public_network_access_enabled",
  azurerm_monitor_workspace: "public_network_access_enabled",
  azurerm_monitor_data_collection_endpoint: "public_network_access_enabled",
  azurerm_dashboard_grafana: "public_network_access_enabled",
  azurerm_managed_redis: "public_network_access",
};

function bodiesBelow(value: unknown): readonly Json[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(bodiesBelow);
  return Array.isArray(value) ? inner : [value as Json, ...inner];
}

function azureResources(stacks: readonly Json[]) {
  return stacks.flatMap(resourcesOf).filter(({ type }) => type.startsWith("azurerm_"));
}

/** What everybody could reach, or doesn't say that they can't; one line each. */
export function azureOpenings(stacks: readonly Json[]): readonly string[] {
  return azureResources(stacks).flatMap(({ type, id, body }) => {
    const open = bodiesBelow(body).flatMap((part) =>
      Object.entries(OPENINGS).flatMap(([key, values]) =>
        values.includes(part[key]) ? [`${id}: ${key} is ${String(part[key])}`] : [],
      ),
    );
    const key = MUST_CLOSE[type];
    const silent = key !== undefined && body[key] === undefined && body.delegated_subnet_id === undefined;
    return [...open, ...(silent ? [`${id} doesn't say ${key}`] : [])];
  });
}

/** Public addresses beside those for the way out and for each way in that the site gives a reason for; and missing ones. */
export function unexplainedAddresses(site: Site, stacks: readonly Json[]): readonly string[] {
  const resources = azureResources(stacks);
  const { gateway, bastion } = site.azure?.access ?? {};
  const wanted = [
    ...(resources.some(({ type }) => type === "azurerm_firewall") ? ["firewall"] : []),
    ...(gateway ? ["gateway"] : []),
    ...(bastion ? ["bastion"] : []),
  ];
  const found = resources
    .filter(({ type }) => type === "azurerm_public_ip")
    .map(({ body }) => String(body.name).split("-").at(-1) ?? "");
  const heard = resources
    .filter(({ type }) => type === "azurerm_application_gateway")
    .flatMap(({ body }) => {
      const listeners = list(body.http_listener).map((each) => each.frontend_ip_configuration_name);
      return list(body.frontend_ip_configuration).filter(
        (front) => listeners.includes(front.name) && front.public_ip_address_id,
      );
    });
  const mayBeHeard = gateway?.exposure === "internet" && gateway.reason !== undefined;
  const onMachines = resources.filter(
    ({ type, body }) =>
      type === "azurerm_network_interface" && JSON.stringify(body).includes("public_ip_address_id"),
  );
  return [
    ...(found.sort().join() === wanted.sort().join() ? [] : [`addresses of ${found.join(", ")}`]),
    ...(heard.length === (mayBeHeard ? 1 : 0) ? [] : [`${heard.length} gateways listen on the internet`]),
    ...onMachines.map(({ id }) => `${id} has a public address`),
  ];
}
