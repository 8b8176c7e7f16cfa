import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Ephemerals {
  readonly azurerm_key_vault_secret?: unknown;
  readonly random_password?: Readonly<Record<string, unknown>>;
}

/**
 * Lets a stack be evaluated without a vault: Terraform reads ephemeral values from the real one even in a test, so a
 * drawn value stands in for each stored one.
 */
export function withoutVault(folder: string): void {
  const file = join(folder, "cdk.tf.json");
  const { ephemeral, ...stack } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly ephemeral?: Ephemerals;
  };
  if (ephemeral?.azurerm_key_vault_secret === undefined) return;
  const { azurerm_key_vault_secret: _stored, random_password: drawn = {} } = ephemeral;
  const [first] = Object.keys(drawn);
  const text = JSON.stringify({ ...stack, ephemeral: { random_password: drawn } }, undefined, 2);
  const stored = /ephemeral\.azurerm_key_vault_secret\.[\w-]+\.value/g;
  writeFileSync(file, text.replaceAll(stored, `ephemeral.random_password.${first}.result`));
}
