import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Stack {
  readonly ephemeral: {
    readonly azurerm_key_vault_secret: Readonly<Record<string, { readonly name: string }>>;
  };
  readonly provider: Readonly<Record<string, unknown>>;
  readonly terraform: { readonly required_providers: Readonly<Record<string, unknown>> };
}

const RANDOM = { source: "random", version: "3.7.2" };

/**
 * Lets a value that is drawn for the run stand in for each one that the stack reads from the vault: ephemeral as well,
 * and another one at every run, so that a value written twice would be seen.
 * @returns names of what the vault would have been asked for
 */
export function drawnInsteadOfVault(folder: string): readonly string[] {
  const file = join(folder, "cdk.tf.json");
  const text = readFileSync(file, "utf8").replaceAll(
    /\$\{ephemeral\.azurerm_key_vault_secret\.([\w-]+)\.value\}/g,
    "${ephemeral.random_password.$1.result}",
  );
  const stack = JSON.parse(text) as Stack;
  const asked = stack.ephemeral.azurerm_key_vault_secret;
  const drawn = Object.keys(asked).map((id) => [id, { length: 40, special: false }] as const);
  const { azurerm: provider, ...providers } = stack.provider;
  const { azurerm: required, ...others } = stack.terraform.required_providers;
  assert.ok(provider && required, "the stack asks Azure for its vault");
  writeFileSync(
    file,
    JSON.stringify({
      ...stack,
      ephemeral: { random_password: Object.fromEntries(drawn) },
      provider: { ...providers, random: [{}] },
      terraform: { ...stack.terraform, required_providers: { ...others, random: RANDOM } },
    }),
  );
  return Object.values(asked).map(({ name }) => name);
}
