import { AZURE_CLOUDS, type AzureCloud } from "../../../src/catalog/azure-clouds";
import { PrivateEndpoint } from "../../../src/constructs/azure/private-endpoint";
import { Connections } from "../../../src/constructs/kubernetes/connections";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, synth, type SynthesizedStack } from "../../support/synth";
import { list, resourcesOf, type Json } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

/** Every resource of a type. */
function bodies(json: SynthesizedStack, type: string): readonly Json[] {
  return resourcesOf(json)
    .filter((resource) => resource.type === type)
    .map(({ body }) => body);
}

function rulesOf(json: SynthesizedStack, name: string): readonly Json[] {
  const group = bodies(json, "azurerm_network_security_group").find((each) => each.name === name);
  return list(group?.security_rule);
}

test("every subnet refuses what no connection needs, whenever the connection is made", () => {
  const { stack, network } = azureScene();
  const nodes = network.subnet("nodes");
  const database = new Connections(stack, "Database", {
    name: "database",
    addresses: [network.subnet("postgres").range],
    ports: [{ name: "queries", port: 6432 }],
  });
  nodes.connections.allowTo(database, "queries");
  const rules = rulesOf(synth(stack), "nsg-osprey-postgres");
  expect(rules.map(({ access, destination_port_range: port }) => [access, port])).toEqual([
    ["Allow", null],
    ["Allow", "6432"],
    ["Deny", "*"],
  ]);
  expect(rules[1]).toMatchObject({
    source_address_prefix: "10.40.0.0/22",
    description: "subnet nodes: queries",
  });
  expect(new Set(rules.map(({ priority }) => priority)).size).toBe(rules.length);
});

test("Azure's own subnets keep their names, and have no security group where Azure refuses one", () => {
  const { stack } = azureScene();
  const json = synth(stack);
  const names = bodies(json, "azurerm_subnet").map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["AzureFirewallSubnet", "AzureBastionSubnet", "snet-osprey-private-endpoints"]),
  );
  const guarded = bodies(json, "azurerm_network_security_group").map(({ name }) => String(name));
  expect(guarded.some((id) => id.toLowerCase().includes("firewall"))).toBe(false);
  const open = bodies(json, "azurerm_subnet").filter(
    (subnet) => subnet.default_outbound_access_enabled !== false,
  );
  expect(open.map(({ name }) => name).sort()).toEqual([
    "AzureBastionSubnet",
    "AzureFirewallManagementSubnet",
    "AzureFirewallSubnet",
  ]);
});

test.each<[AzureCloud]>([["azure"], ["azure-government"]])(
  "%s: two endpoints of a service share its zone",
  (cloud) => {
    const { stack, group, network } = azureScene(cloud);
    for (const part of ["files", "backups"]) {
      const props = { group, network, service: "blob", targetId: "/subscriptions/x", part } as const;
      new PrivateEndpoint(stack, part, props);
    }
    const json = synth(stack);
    const zones = bodies(json, "azurerm_private_dns_zone");
    expect(zones.map(({ name }) => name)).toEqual([AZURE_CLOUDS[cloud].privateLinkZones.blob]);
    const endpoints = bodies(json, "azurerm_private_endpoint");
    expect(endpoints.map(({ name }) => name)).toEqual(["pep-osprey-backups", "pep-osprey-files"]);
    for (const endpoint of endpoints) {
      expect(String(endpoint.depends_on)).toMatch(/virtual_network_link/);
    }
  },
);

test("what the network or the cloud does not have is refused", () => {
  const { stack, group, network } = azureScene("azure-government", { uses: ["nodes", "privateEndpoints"] });
  expect(problemCodes(() => network.subnet("postgres"))).toEqual(["HF3901"]);
  const props = { group, network, service: "managedRedis", targetId: "/x" } as const;
  expect(problemCodes(() => new PrivateEndpoint(stack, "Cache", props))).toEqual(["HF3902"]);
});

describeWithReference("the provider's schema", () => {
  test("takes the network, joined to a hub and with an endpoint", () => {
    const { stack, group, network } = azureScene("azure", {
      hub: { virtualNetworkId: "/subscriptions/hub" },
      ddosProtectionPlanId: "/subscriptions/plan",
      dnsServers: ["10.0.0.4"],
    });
    new PrivateEndpoint(stack, "Vault", {
      group,
      network,
      service: "keyVault",
      targetId: "/subscriptions/x",
    });
    expect(checkAgainstProviderSchema(synth(stack))).toEqual([]);
  });
});
