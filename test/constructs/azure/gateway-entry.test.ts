import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { AzureGroup } from "../../../src/constructs/azure/azure-group";
import { certificateInVault, GatewayEntry } from "../../../src/constructs/azure/gateway-entry";
import { KeyVault } from "../../../src/constructs/azure/key-vault";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth, testStack } from "../../support/synth";
import { bodiesOf, onlyResource } from "../../support/terraform-json";
import { azureScene, SUBSCRIPTION, TENANT } from "./azure-scene";

function made(host?: string, disposable = false) {
  const { stack, group, network } = azureScene();
  const vault = new KeyVault(stack, "Vault", { group, network });
  const own = `${group.azure.names.of("keyVault")}.vault.azure.net`;
  const certificateId = `https://${host ?? own}/secrets/chat`;
  const entry = new GatewayEntry(stack, "Entry", {
    ...{ group, network, vault, certificateId, disposable, exposure: "internet" },
  });
  return { json: synth(stack), entry };
}

function named() {
  const stack = testStack();
  new AzurermProvider(stack, "Azure", { features: [{}], subscriptionId: SUBSCRIPTION });
  const place = { cloud: "azure", region: "swedencentral", tenantId: TENANT, subscriptionId: SUBSCRIPTION };
  const group = AzureGroup.fromName(stack, "Group", { ...place, cloud: "azure", site: "osprey" });
  const props = { group, range: "10.40.5.0/24", exposure: "internal", madeBy: "osprey-foundation" } as const;
  return { entry: GatewayEntry.fromNames(stack, "Entry", props), json: synth(stack) };
}

test("its identity reads the certificate and no other secret, and only in the site's own vault", () => {
  const scopes = (host?: string) =>
    bodiesOf(made(host).json, "azurerm_role_assignment").map(({ scope }) => String(scope));
  expect(scopes().filter((scope) => scope.endsWith("/secrets/chat"))).toHaveLength(1);
  expect(scopes("kv-partner.vault.azure.net").filter((scope) => scope.includes("/secrets/"))).toEqual([]);
});

test("names on the internet lead to an address that outlives the gateway", () => {
  const address = (disposable: boolean) =>
    bodiesOf(made(undefined, disposable).json, "azurerm_public_ip").map(({ lifecycle }) => lifecycle);
  expect(address(false)).toEqual([{ prevent_destroy: true }]);
  expect(address(true)).toEqual([{ prevent_destroy: false }]);
});

test("another stack finds by names what was made under them", () => {
  const there = made().json;
  const { entry } = named();
  const name = (type: string) => String(onlyResource(there, type).name);
  expect(entry.identityId.split("/").pop()).toBe(name("azurerm_user_assigned_identity"));
  expect(entry.publicAddressId.split("/").pop()).toBe(name("azurerm_public_ip"));
  const subnets = bodiesOf(there, "azurerm_subnet").map(({ name: subnet }) => subnet);
  expect(subnets).toContain(entry.subnetId.split("/").pop());
  expect(entry.subnetId).toContain(`/virtualNetworks/${name("azurerm_virtual_network")}/`);
  expect(entry.internalAddress).toBe("10.40.5.128");
});

test("an entry that isn't there is said by the name of the stack that makes it", () => {
  expect(JSON.stringify(named().json)).toContain("apply osprey-foundation before this stack");
});

test("a certificate is the site's own by its vault's whole name", () => {
  const { azure } = azureScene().group;
  const vault = azure.names.of("keyVault");
  expect(certificateInVault(`https://${vault}.vault.azure.net/secrets/chat/`, azure)).toBe("chat");
  expect(certificateInVault(`https://${vault}x.vault.azure.net/secrets/chat`, azure)).toBeUndefined();
  expect(certificateInVault(`https://${vault}.vault.usgovcloudapi.net/secrets/chat`, azure)).toBeUndefined();
});

describeWithReference("the provider's schema", () => {
  test("takes both kinds of entry", () => {
    expect(checkAgainstProviderSchema(made().json)).toEqual([]);
    expect(checkAgainstProviderSchema(named().json)).toEqual([]);
  });
});
