import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hclOf, type JsonStack } from "./hcl";

/** Stacks with something of Azure in them, in Terraform's own language. */
export interface CloudStacks {
  /** Holds a folder for each stack. */
  readonly folder: string;
  /** Folders of the stacks with Azure's own provider alone; no mirror here holds the other. */
  readonly checkable: readonly string[];
  /** Resources of all stacks together. */
  readonly resources: number;
}

/** @param synthesized folder with `stacks/<name>/cdk.tf.json` */
export function cloudStacks(synthesized: string, folder: string): CloudStacks {
  const found = readdirSync(join(synthesized, "stacks")).flatMap((name) => {
    const text = readFileSync(join(synthesized, "stacks", name, "cdk.tf.json"), "utf8");
    const stack = JSON.parse(text) as JsonStack;
    return isOfCloud(stack) ? [{ name, stack }] : [];
  });
  for (const { name, stack } of found) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "main.tf"), hclOf(stack));
  }
  return {
    folder,
    checkable: found
      .filter(({ stack }) => stack.resource?.azapi_resource === undefined)
      .map(({ name }) => join(folder, name)),
    resources: found.reduce((sum, { stack }) => sum + count(stack), 0),
  };
}

function isOfCloud({ resource = {} }: JsonStack): boolean {
  return Object.keys(resource).some((type) => type.startsWith("azurerm_"));
}

function count({ resource = {} }: JsonStack): number {
  return Object.values(resource).reduce((sum, bodies) => sum + Object.keys(bodies).length, 0);
}
