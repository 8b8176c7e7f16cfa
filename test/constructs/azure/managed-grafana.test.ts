import { AksCluster } from "../../../src/constructs/azure/aks-cluster";
import { EgressRoute } from "../../../src/constructs/azure/egress-route";
import { LogAnalytics } from "../../../src/constructs/azure/log-analytics";
import { ManagedGrafana } from "../../../src/constructs/azure/managed-grafana";
import { ManagedPrometheus } from "../../../src/constructs/azure/managed-prometheus";
import type { AzureCloud } from "../../../src/catalog/azure-clouds";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth } from "../../support/synth";
import { onlyResource } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

const ADMINS = "00000000-0000-4000-8000-0000000000a1";
const VIEWERS = "00000000-0000-4000-8000-0000000000a3";

function watched(cloud: AzureCloud = "azure", disposable = false) {
  const { stack, group, network } = azureScene(cloud);
  const logs = new LogAnalytics(stack, "Logs", { group });
  const pool = { vmSize: "Standard_D4ds_v5", minimum: 3, maximum: 4 };
  const route = new EgressRoute(stack, "Egress", { group, network, firewallAddress: "10.40.0.4", uses: [] });
  const cluster = new AksCluster(stack, "Cluster", {
    ...{ group, network, metrics: true, adminGroups: [ADMINS] },
    egress: { kind: "firewall", route },
    systemPool: pool,
    pools: { site: pool },
  });
  const prometheus = new ManagedPrometheus(stack, "Prometheus", { group, network, cluster, disposable });
  new ManagedGrafana(stack, "Grafana", {
    ...{ group, network, logs, prometheus, disposable },
    adminGroups: [ADMINS],
    viewerGroups: [VIEWERS],
  });
  return stack;
}

test.each([
  "azurerm_monitor_workspace",
  "azurerm_monitor_data_collection_endpoint",
  "azurerm_dashboard_grafana",
])("%s is reached from inside only", (type) => {
  expect(onlyResource(synth(watched()), type)).toMatchObject({ public_network_access_enabled: false });
});

test.each(["azurerm_monitor_workspace", "azurerm_dashboard_grafana"])(
  "%s keeps what people need, unless the site is disposable",
  (type) => {
    expect(onlyResource(synth(watched()), type)).toMatchObject({ lifecycle: { prevent_destroy: true } });
    expect(onlyResource(synth(watched("azure", true)), type)).toMatchObject({
      lifecycle: { prevent_destroy: false },
    });
  },
);

test("the cluster's add-on is told where its metrics go, once the link to it stands", () => {
  const { resource } = synth(watched());
  const told = Object.values(resource.azurerm_monitor_data_collection_rule_association ?? {});
  expect(told).toHaveLength(2);
  for (const each of told)
    expect(String(each.depends_on)).toMatch(/azurerm_private_endpoint\.Prometheus_Ingestion/);
  expect(told.map(({ name }) => name)).toContain("configurationAccessEndpoint");
});

test("zones are the services' own, the region among them", () => {
  const zones = Object.values(synth(watched()).resource.azurerm_private_dns_zone ?? {}).map(
    ({ name }) => name,
  );
  expect(zones.sort()).toEqual([
    "privatelink.grafana.azure.com",
    "privatelink.monitor.azure.com",
    "privatelink.swedencentral.prometheus.monitor.azure.com",
  ]);
});

test("people come by their groups, Grafana by its own identity, nobody by a key", () => {
  const { resource } = synth(watched());
  const roles = Object.values(resource.azurerm_role_assignment ?? {});
  const granted = roles.map(({ role_definition_name: role, principal_id: who }) => [role, who]);
  expect(granted).toContainEqual(["Grafana Admin", ADMINS]);
  expect(granted).toContainEqual(["Grafana Viewer", VIEWERS]);
  expect(granted.map(([role]) => role)).toContain("Monitoring Data Reader");
  expect(onlyResource(synth(watched()), "azurerm_dashboard_grafana")).toMatchObject({
    api_key_enabled: false,
  });
});

test("a cloud without a known zone is refused", () => {
  expect(() => watched("azure-government")).toThrow(/HF3902|azureMonitor|prometheus/);
});

describeWithReference("the provider's schema", () => {
  test("takes both with what belongs to them", () => {
    expect(checkAgainstProviderSchema(synth(watched()))).toEqual([]);
  });
});
