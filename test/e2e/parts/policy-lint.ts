import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { openSites } from "../../../src/site/open";
import { synthSites } from "../../../src/stacks/synth";
import type { Context } from "../context";
import type { Part } from "../part";
import { MockedStack } from "../toolchain/mocked-stack";
import { REPOSITORY } from "../toolchain/paths";
import { checkov, checkovOfTerraform } from "./policy-lint/checkov";
import { cloudStacks, type CloudStacks } from "./policy-lint/cloud-stacks";
import type { Finding } from "./policy-lint/finding";
import { unexplained, unused } from "./policy-lint/judgement";
import { hclOf } from "./policy-lint/hcl";
import { kubeScore } from "./policy-lint/kube-score";
import { manifestsOf, type LintedObject } from "./policy-lint/manifests";

const SCOPE_NOTE = "the examples' own objects and custom resources, not those of upstream charts";
const CLOUD_NOTE = "checkov can't read cdktf's JSON, so each stack is told again in Terraform's own language";

interface State {
  readonly checkov: readonly Finding[];
  readonly kubeScore: readonly Finding[];
  readonly cloud: CloudStacks;
  readonly checkovOfCloud: readonly Finding[];
}

export const part: Part<State> = {
  name: "policy-lint",
  title: "Policy linters on the rendered objects",
  needs: [],
  seconds: 60,
  prepare,
  checks: [
    {
      name: "checkov finds nothing that has no written reason",
      level: "P2",
      note: SCOPE_NOTE,
      run: (_ctx, findings) => nothingOpen(findings.checkov),
    },
    {
      name: "checkov finds nothing in Azure's stacks that has no written reason",
      level: "P2",
      note: CLOUD_NOTE,
      run: (_ctx, findings) => nothingOpen(findings.checkovOfCloud),
    },
    {
      name: "what checkov reads of Azure's stacks is valid for Terraform too",
      level: "P2",
      run: valid,
    },
    {
      name: "kube-score finds nothing that has no written reason",
      level: "P2",
      run: (_ctx, findings) => nothingOpen(findings.kubeScore),
    },
    {
      name: "every written reason is still needed",
      level: "P2",
      run: (_ctx, { checkov: one, checkovOfCloud: two, kubeScore: three }) =>
        nothingUnused([...one, ...two, ...three]),
    },
    {
      name: "both see a careless Deployment",
      level: "P2",
      run: bothSee,
    },
    {
      name: "checkov sees a vault that everybody reaches",
      level: "P2",
      run: seesPublicVault,
    },
  ],
};

async function prepare(ctx: Context): Promise<State> {
  const folder = ctx.tmp("manifests");
  const out = ctx.tmp("synthesized");
  const sites = exampleObjects(out);
  const cloud = cloudStacks(out, ctx.tmp("cloud"));
  const files = Object.entries(sites).map(([site, objects]) => write(folder, site, objects));
  const found = await Promise.all(files.map(kubeScore));
  return {
    checkov: await checkov(folder, Object.values(sites).flat().length),
    kubeScore: found.flat(),
    cloud,
    checkovOfCloud: await checkovOfTerraform(cloud.folder, cloud.resources),
  };
}

/** The objects of each example, all its stacks together. */
function exampleObjects(out: string): Readonly<Record<string, readonly LintedObject[]>> {
  const { sites } = openSites([join(REPOSITORY, "examples")]);
  assert.ok(sites.length > 1, "there are examples");
  synthSites(
    sites.map(({ site }) => site),
    out,
  );
  return Object.fromEntries(
    sites.map(({ site }) => [
      site.name,
      ["platform", "services"].flatMap((layer) => {
        const file = join(out, "stacks", `${site.name}-${layer}`, "cdk.tf.json");
        return manifestsOf(JSON.parse(readFileSync(file, "utf8")) as Parameters<typeof manifestsOf>[0]);
      }),
    ]),
  );
}

/** JSON, because a plain `on` in YAML is a truth value to some readers and a text to others. */
function write(folder: string, name: string, objects: readonly object[]): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, objects.map((object) => JSON.stringify(object, undefined, 1)).join("\n---\n"));
  return file;
}

function nothingOpen(findings: readonly Finding[]): Promise<void> {
  assert.ok(findings.length > 0, "it found nothing at all, not even what is accepted");
  assert.deepEqual(unexplained(findings), []);
  return Promise.resolve();
}

function nothingUnused(findings: readonly Finding[]): Promise<void> {
  assert.deepEqual(unused(findings), []);
  return Promise.resolve();
}

async function valid(ctx: Context, { cloud }: State): Promise<void> {
  for (const folder of cloud.checkable) await (await MockedStack.open(ctx, folder)).validate();
}

async function bothSee(ctx: Context): Promise<void> {
  const folder = ctx.tmp("careless");
  const file = write(folder, basename(folder), [CARELESS]);
  const seen = [...(await checkov(folder, 1)), ...(await kubeScore(file))];
  const open = unexplained(seen).join("\n");
  for (const expected of [
    /CKV_K8S_16 Deployment town\/careless/,
    /container-image-tag: .* Deployment town/,
  ]) {
    assert.match(open, expected);
  }
}

async function seesPublicVault(ctx: Context): Promise<void> {
  const folder = ctx.tmp("careless-cloud");
  writeFileSync(join(folder, "main.tf"), hclOf({ resource: { azurerm_key_vault: { open: OPEN_VAULT } } }));
  const open = unexplained(await checkovOfTerraform(folder, 1)).join("\n");
  assert.match(open, /CKV_AZURE_109 azurerm_key_vault open/);
}

const OPEN_VAULT = { name: "open", sku_name: "standard", tags: { town: "osprey" } };

const CARELESS = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "careless", namespace: "town" },
  spec: {
    selector: { matchLabels: { app: "careless" } },
    template: {
      metadata: { labels: { app: "careless" } },
      spec: { containers: [{ name: "main", image: "nginx", securityContext: { privileged: true } }] },
    },
  },
};
