import { AksCluster } from "../../../src/constructs/azure/aks-cluster";
import { ContainerRegistry } from "../../../src/constructs/azure/container-registry";
import { LogAnalytics } from "../../../src/constructs/azure/log-analytics";
import { catalogueCacheRules } from "../../../src/catalog/registry-cache";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth } from "../../support/synth";
import { onlyResource } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

/** An isolated cluster that starts from the site's own registry. */
function isolated() {
  const { stack, group, network } = azureScene();
  const logs = new LogAnalytics(stack, "Logs", { group });
  const registry = new ContainerRegistry(stack, "Registry", {
    ...{ group, network, logs, cacheRules: catalogueCacheRules() },
  });
  const pool = { vmSize: "Standard_D4ds_v5", minimum: 3, maximum: 4 };
  new AksCluster(stack, "Cluster", {
    group,
    network,
    registry,
    adminGroups: ["00000000-0000-4000-8000-0000000000a1"],
    egress: { kind: "isolated", registryId: registry.registryId },
    systemPool: pool,
    pools: { site: pool },
  });
  return synth(stack);
}

test("the registry is reached from inside, by roles, and gives nothing away", () => {
  expect(onlyResource(isolated(), "azurerm_container_registry")).toMatchObject({
    sku: "Premium",
    admin_enabled: false,
    anonymous_pull_enabled: false,
    export_policy_enabled: false,
    public_network_access_enabled: false,
    lifecycle: { prevent_destroy: true },
  });
});

test("an isolated cluster waits for the registry, what nodes start with, its address and their role", () => {
  const json = isolated();
  const waits = String(onlyResource(json, "azurerm_kubernetes_cluster").depends_on);
  const rules = Object.entries(json.resource.azurerm_container_registry_cache_rule ?? {});
  const [aks] = rules.find(([, rule]) => (rule as { name: string }).name === "aks-managed-mcr") ?? [];
  expect(waits).toContain(`azurerm_container_registry_cache_rule.${aks}`);
  expect(waits).toMatch(/azurerm_private_endpoint\.Registry/);
  expect(waits).toMatch(/azurerm_role_assignment\.Registry_NodesRole/);
});

describeWithReference("the provider's schema", () => {
  test("takes the registry and its rules", () => {
    expect(checkAgainstProviderSchema(isolated())).toEqual([]);
  });
});
