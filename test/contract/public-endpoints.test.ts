import { rmSync } from "node:fs";
import { exampleNames, synthesizeExample } from "./example";

type Json = Readonly<Record<string, unknown>>;

/** Resources of Azure with what makes them reachable from everywhere. */
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
  azurerm_managed_redis: "public_network_access",
};

function bodiesBelow(value: unknown): readonly Json[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(bodiesBelow);
  return Array.isArray(value) ? inner : [value as Json, ...inner];
}

describe.each(exampleNames())("the example %s", (name) => {
  const { stacks, site, folder } = synthesizeExample(name);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const resources = Object.values(stacks).flatMap((stack) =>
    Object.entries(stack.resource as Readonly<Record<string, Json>>).flatMap(([type, bodies]) =>
      type.startsWith("azurerm_")
        ? Object.entries(bodies).map(([id, body]) => ({ type, id, body: body as Json }))
        : [],
    ),
  );

  test("opens nothing to everybody", () => {
    const open = resources.flatMap(({ id, body }) =>
      bodiesBelow(body).flatMap((part) =>
        Object.entries(OPENINGS).flatMap(([key, values]) =>
          values.includes(part[key]) ? [`${id}: ${key} is ${String(part[key])}`] : [],
        ),
      ),
    );
    const silent = resources.flatMap(({ type, id, body }) => {
      const key = MUST_CLOSE[type];
      return key !== undefined && body[key] === undefined && body.delegated_subnet_id === undefined
        ? [`${id} doesn't say ${key}`]
        : [];
    });
    expect([...open, ...silent]).toEqual([]);
  });

  test("has a public address for its way out, and for each way in that it gives a reason for", () => {
    const { gateway, bastion } = site.azure?.access ?? {};
    const wanted = [
      ...(resources.some(({ type }) => type === "azurerm_firewall") ? ["firewall"] : []),
      ...(gateway ? ["gateway"] : []),
      ...(bastion ? ["bastion"] : []),
    ];
    const addresses = resources.filter(({ type }) => type === "azurerm_public_ip");
    expect(addresses.map(({ body }) => String(body.name).split("-").at(-1)).sort()).toEqual(wanted.sort());
    for (const { body } of resources.filter(({ type }) => type === "azurerm_application_gateway")) {
      const listeners = (body.http_listener as readonly Json[]).map(
        (each) => each.frontend_ip_configuration_name,
      );
      const fronts = body.frontend_ip_configuration as readonly Json[];
      const heard = fronts.filter((front) => listeners.includes(front.name) && front.public_ip_address_id);
      expect(heard).toHaveLength(gateway?.exposure === "internet" ? 1 : 0);
      expect(gateway?.exposure !== "internet" || gateway.reason !== undefined).toBe(true);
    }
    for (const { body } of resources.filter(({ type }) => type === "azurerm_network_interface")) {
      expect(JSON.stringify(body)).not.toContain("public_ip_address_id");
    }
  });
});
