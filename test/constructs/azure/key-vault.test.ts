import { KeyVault } from "../../../src/constructs/azure/key-vault";
import { LogAnalytics } from "../../../src/constructs/azure/log-analytics";
import { VaultSecret } from "../../../src/constructs/azure/vault-secret";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth } from "../../support/synth";
import { at, onlyResource } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

function scene(disposable?: boolean) {
  const { stack, group, network } = azureScene();
  const vault = new KeyVault(stack, "Vault", { group, network, disposable });
  const secret = new VaultSecret(stack, "Admin", { vault, name: "postgres-admin" });
  return { stack, group, vault, secret };
}

test("the vault is reached from inside only, and no destroy takes it by accident", () => {
  const vault = onlyResource(synth(scene().stack), "azurerm_key_vault");
  expect(vault).toMatchObject({
    public_network_access_enabled: false,
    purge_protection_enabled: true,
    rbac_authorization_enabled: true,
    lifecycle: { prevent_destroy: true },
  });
  expect(at(vault, "network_acls")).toMatchObject({ default_action: "Deny", bypass: "None" });
  const disposable = onlyResource(synth(scene(true).stack), "azurerm_key_vault");
  expect(disposable.lifecycle).toMatchObject({ prevent_destroy: false });
});

test("a secret is written write-only after the role is there, and read back, never stored", () => {
  const { stack, secret } = scene();
  const json = synth(stack);
  const written = onlyResource(json, "azurerm_key_vault_secret");
  expect(written.value_wo).toMatch(/^\$\{substr\(ephemeral\.random_password\./);
  expect(written).not.toHaveProperty("value");
  expect(String(written.depends_on)).toMatch(/azurerm_role_assignment/);
  const stored = Object.values((json.ephemeral as Record<string, object>).azurerm_key_vault_secret!)[0] as {
    name: string;
  };
  expect(stored.name).toMatch(/^\$\{azurerm_key_vault_secret\..+\.name\}$/);
  expect(secret.value).toMatch(/^\$\{ephemeral\.azurerm_key_vault_secret\./);
});

describeWithReference("the provider's schema", () => {
  test("takes the vault, its secret and its logs", () => {
    const { stack, group, vault } = scene();
    const logs = new LogAnalytics(stack, "Logs", { group });
    logs.watch("Vault-logs", vault.vaultId, ["audit"]);
    expect(checkAgainstProviderSchema(synth(stack))).toEqual([]);
  });
});
