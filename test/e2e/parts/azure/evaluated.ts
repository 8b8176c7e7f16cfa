import assert from "node:assert/strict";
import { join } from "node:path";
import type { Site } from "../../../../src/site/site";
import type { Context } from "../../context";
import { REPOSITORY } from "../../toolchain/paths";
import { SynthesizedSite, type SiteOverlay } from "../examples/synthesized-site";
import { azureMocks } from "./azure-mocks";
import { AzureStack } from "./azure-stack";
import { databaseConditions } from "./database-conditions";
import { foundationConditions, type Condition } from "./foundation-conditions";
import { withoutVault } from "./without-vault";

export const MOCK_NOTE =
  "no Azure: Terraform's mock provider answers by the real provider's schema and checks";

/** A site and what is different from the example. */
export interface Variant {
  readonly what: string;
  readonly example: "enterprise" | "enterprise-government";
  readonly overlay: SiteOverlay;
}

/** The variant, the folder of its foundation, and those of its other stacks by the end of their names. */
export function synthesized(ctx: Context, { example, overlay }: Omit<Variant, "what">) {
  const base = join(REPOSITORY, "examples", example, "site.yaml");
  const trial = new SynthesizedSite(ctx.tmp("site"), base);
  // Else Terraform refuses to take the mocked resources away again.
  trial.change({ disposable: true, backend: { kind: "local", directory: ctx.tmp("state") }, ...overlay });
  const folder = trial.stacks().find((stack) => stack.endsWith("-foundation"));
  assert.ok(folder, "the site has a foundation");
  withoutVault(folder);
  const others = (end: string) => trial.stacks().find((stack) => stack.endsWith(`-${end}`));
  return { site: trial.site, folder, others };
}

/** What Terraform evaluates of a foundation. @param more conditions beside those of every foundation */
export function testsOf(
  folder: string,
  site: Site,
  more: (stack: AzureStack) => readonly Condition[] = () => [],
) {
  const { azure } = site;
  assert.ok(azure, "the site is built in Azure");
  const stack = new AzureStack(folder);
  const conditions = [
    ...foundationConditions(stack, azure),
    ...databaseConditions(stack, site),
    ...more(stack),
  ];
  return { ...azureMocks(stack), run: { foundation: { command: "apply" as const, assert: conditions } } };
}
