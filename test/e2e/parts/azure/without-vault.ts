import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STAND_IN = "value-of-a-test";

/**
 * Lets a stack be evaluated without a vault: in a test Terraform reads ephemeral values from the real provider, and a
 * mock has none. A text stands in for each; what draws and reads them is held by `terraform validate` elsewhere.
 */
export function withoutVault(folder: string): void {
  const file = join(folder, "cdk.tf.json");
  const { ephemeral, ...stack } = JSON.parse(readFileSync(file, "utf8")) as { readonly ephemeral?: unknown };
  if (ephemeral === undefined) return;
  const values = /\$\{(substr\()?ephemeral\.\w+\.[\w-]+\.(value|result)(, \d+, \d+\))?\}/g;
  writeFileSync(file, JSON.stringify(stack, undefined, 2).replaceAll(values, STAND_IN));
}
