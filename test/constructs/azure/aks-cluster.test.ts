import { AksCluster, type AksClusterProps } from "../../../src/constructs/azure/aks-cluster";
import { EgressRoute } from "../../../src/constructs/azure/egress-route";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, synth } from "../../support/synth";
import { at, list, onlyResource, resourcesOf } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

const GROUP = "00000000-0000-4000-8000-0000000000a1";
const POOL = { vmSize: "Standard_D8ds_v5", minimum: 3, maximum: 3, zones: ["1", "2", "3"] };

function scene(overrides: Partial<AksClusterProps> = {}) {
  const { stack, group, network } = azureScene();
  const route = new EgressRoute(stack, "Egress", {
    group,
    network,
    firewallAddress: "10.40.8.4",
    uses: ["nodes", "postgres"],
  });
  const cluster = new AksCluster(stack, "Cluster", {
    group,
    network,
    adminGroups: [GROUP],
    egress: { kind: "firewall", route },
    systemPool: POOL,
    pools: {
      app: { ...POOL, maximum: 6 },
      media: { ...POOL, use: "media", taints: ["holdfast/pool=media:NoSchedule"] },
      gpu: { vmSize: "Standard_NC24ads_A100_v4", minimum: 1, maximum: 1, use: "gpu", gpuInstance: "MIG3g" },
    },
    ...overrides,
  });
  return { stack, cluster };
}

test("nobody reaches the API server from outside, and nobody signs in but by Entra ID", () => {
  const cluster = onlyResource(synth(scene().stack), "azurerm_kubernetes_cluster");
  expect(cluster).toMatchObject({
    private_cluster_enabled: true,
    private_cluster_public_fqdn_enabled: false,
    local_account_disabled: true,
    run_command_enabled: false,
    workload_identity_enabled: true,
  });
  expect(at(cluster, "azure_active_directory_role_based_access_control")).toMatchObject({
    azure_rbac_enabled: true,
    admin_group_object_ids: [GROUP],
  });
});

test("the cluster waits for its roles and for the way out", () => {
  const cluster = onlyResource(synth(scene().stack), "azurerm_kubernetes_cluster");
  const waits = String(cluster.depends_on);
  expect(waits).toMatch(/azurerm_role_assignment/);
  expect(waits).toMatch(/azurerm_subnet_route_table_association/);
  expect(waits).toMatch(/azurerm_subnet_network_security_group_association/);
});

test("a pool that does not scale has a fixed number and no limits", () => {
  const pools = resourcesOf(synth(scene().stack))
    .filter(({ type }) => type === "azurerm_kubernetes_cluster_node_pool")
    .map(({ body }) => body);
  const named = (name: string) => pools.find((pool) => pool.name === name);
  expect(named("app")).toMatchObject({ auto_scaling_enabled: true, min_count: 3, max_count: 6 });
  expect(named("media")).toMatchObject({ auto_scaling_enabled: false, node_count: 3 });
  expect(named("media")).not.toHaveProperty("min_count");
  expect(at(named("media")!, "linux_os_config", "sysctl_config")).toMatchObject({
    net_core_rmem_max: 16_777_216,
  });
  expect(named("gpu")).toMatchObject({ gpu_driver: "Install", gpu_instance: "MIG3g" });
  expect(String(named("media")?.vnet_subnet_id)).toMatch(/media/);
});

test("pods pass the security group of the nodes", () => {
  const groups = resourcesOf(synth(scene({ podRange: "10.200.0.0/16" }).stack)).filter(
    ({ type }) => type === "azurerm_network_security_group",
  );
  const nodes = groups.find(({ body }) => body.name === "nsg-osprey-nodes")!.body;
  expect(list(nodes.security_rule).map((rule) => rule.source_address_prefix)).toContain("10.200.0.0/16");
});

test("the database keeps its way to Entra ID when everything else passes the firewall", () => {
  const tables = resourcesOf(synth(scene().stack)).filter(({ type }) => type === "azurerm_route_table");
  const routes = tables.map(({ body }) => list(body.route).map(({ name }) => name));
  expect(routes).toEqual([["firewall"], ["firewall", "entra-id", "replicas"]]);
});

test("a pool's name is refused before Azure refuses it", () => {
  expect(problemCodes(() => scene({ pools: { "data-pool": POOL } }))).toEqual(["HF3903"]);
});

describeWithReference("the provider's schema", () => {
  test("takes a cluster behind a firewall and an isolated one", () => {
    expect(checkAgainstProviderSchema(synth(scene().stack))).toEqual([]);
    const isolated = scene({ egress: { kind: "isolated", registryId: "/subscriptions/registry" } });
    const json = synth(isolated.stack);
    expect(checkAgainstProviderSchema(json)).toEqual([]);
    const cluster = onlyResource(json, "azurerm_kubernetes_cluster");
    expect(at(cluster, "network_profile").outbound_type).toBe("none");
    expect(at(cluster, "bootstrap_profile")).toEqual({
      artifact_source: "Cache",
      container_registry_id: "/subscriptions/registry",
    });
  });
});
