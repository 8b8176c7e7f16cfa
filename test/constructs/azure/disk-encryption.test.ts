import { DiskEncryption } from "../../../src/constructs/azure/disk-encryption";
import { KeyVault } from "../../../src/constructs/azure/key-vault";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth } from "../../support/synth";
import { onlyResource } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

function scene(tier?: "standard" | "premium") {
  const { stack, group, network } = azureScene();
  const vault = new KeyVault(stack, "Vault", { group, network, tier, trustAzure: true });
  new DiskEncryption(stack, "Keys", { group, vault });
  return synth(stack);
}

test("the key is made by who may, rotates by itself, and no destroy takes it", () => {
  const json = scene();
  const key = onlyResource(json, "azurerm_key_vault_key");
  expect(key).toMatchObject({
    key_type: "RSA",
    key_size: 4096,
    rotation_policy: { expire_after: "P730D", automatic: { time_after_creation: "P365D" } },
    lifecycle: { prevent_destroy: true },
  });
  expect(String(key.depends_on)).toContain("azurerm_role_assignment");
  expect(onlyResource(json, "azurerm_disk_encryption_set")).toMatchObject({
    auto_key_rotation_enabled: true,
    lifecycle: { prevent_destroy: true },
  });
});

test("disks pass the vault's firewall, and may use its keys and nothing else", () => {
  const json = scene();
  expect(onlyResource(json, "azurerm_key_vault").network_acls).toMatchObject({
    bypass: "AzureServices",
    default_action: "Deny",
  });
  const roles = Object.values(json.resource.azurerm_role_assignment ?? {});
  const ofDisks = roles.filter((role) => String(role.principal_id).includes("disk_encryption_set"));
  expect(ofDisks.map((role) => role.role_definition_name)).toEqual([
    "Key Vault Crypto Service Encryption User",
  ]);
});

test("a premium vault keeps the key in hardware", () => {
  expect(onlyResource(scene("premium"), "azurerm_key_vault_key").key_type).toBe("RSA-HSM");
});

describeWithReference("the provider", () => {
  test("takes it", () => {
    expect(checkAgainstProviderSchema(scene())).toEqual([]);
  });
});
