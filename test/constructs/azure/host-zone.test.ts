import { HostZone, type HostZoneProps } from "../../../src/constructs/azure/host-zone";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth } from "../../support/synth";
import { bodiesOf, onlyResource } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

const HUB = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/hub";

function scene(props: Partial<HostZoneProps> = {}) {
  const { stack, group, network } = azureScene();
  new HostZone(stack, "Names", {
    group,
    zone: "osprey.example",
    records: [
      { record: "@", address: "10.40.5.128" },
      { record: "sign-in", address: "10.40.5.128" },
    ],
    networks: { site: network.networkId, hub: HUB },
    ...props,
  });
  return synth(stack);
}

test("every network of the zone finds every host", () => {
  const json = scene();
  expect(bodiesOf(json, "azurerm_private_dns_a_record")).toMatchObject([
    { name: "sign-in", records: ["10.40.5.128"] },
    { name: "@", records: ["10.40.5.128"] },
  ]);
  const links = bodiesOf(json, "azurerm_private_dns_zone_virtual_network_link");
  expect(links.map(({ name }) => name)).toEqual(["hub", "site"]);
  expect(links.map((link) => link.registration_enabled)).toEqual([false, false]);
});

test.each([
  [undefined, true],
  [true, false],
])("with disposable %p, prevent_destroy of the zone is %p", (disposable, prevent_destroy) => {
  expect(onlyResource(scene({ disposable }), "azurerm_private_dns_zone").lifecycle).toEqual({
    prevent_destroy,
  });
});

describeWithReference("the provider's schema", () => {
  test("takes the zone", () => {
    expect(checkAgainstProviderSchema(scene())).toEqual([]);
  });
});
