import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "../../../src/site/site";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import { MockedStack } from "../toolchain/mocked-stack";
import { REPOSITORY } from "../toolchain/paths";
import { azureMocks } from "./azure/azure-mocks";
import { AzureStack } from "./azure/azure-stack";
import { databaseStack } from "./azure/database-stack";
import { storageChecks } from "./azure/storage-checks";
import { foundationConditions } from "./azure/foundation-conditions";
import { SynthesizedSite, type SiteOverlay } from "./examples/synthesized-site";

const NOTE = "no Azure: Terraform's mock provider answers by the real provider's schema and checks";
const LIMIT_SECONDS = 400;
const SHARED = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/shared/providers";

/** A site and what is different from the example. */
interface Variant {
  readonly what: string;
  readonly example: "enterprise" | "enterprise-government";
  readonly overlay: SiteOverlay;
}

const inRegion = (example: Variant["example"], region: string): Variant => ({
  what: `${example} in ${region}`,
  example,
  overlay: { azure: { region } },
});

const VARIANTS: readonly Variant[] = [
  { what: "enterprise", example: "enterprise", overlay: {} },
  { what: "enterprise-government", example: "enterprise-government", overlay: {} },
  inRegion("enterprise-government", "usgovtexas"),
  inRegion("enterprise-government", "usgovarizona"),
  inRegion("enterprise", "norwaywest"),
  {
    what: "enterprise without a way out, in a group that is there",
    example: "enterprise",
    overlay: {
      azure: {
        resourceGroup: "rg-existing",
        kubernetes: {
          egress: "isolated",
          registryId: `${SHARED}/Microsoft.ContainerRegistry/registries/osprey`,
        },
      },
    },
  },
  {
    what: "enterprise with blobs that nobody can remove for a month",
    example: "enterprise",
    overlay: {
      mattermost: { version: "11.10.0" },
      objectStore: { kind: "azure-blob", immutableDays: 30 },
    },
  },
  {
    what: "enterprise-government with a share, where there are no zones",
    example: "enterprise-government",
    overlay: { azure: { region: "usgovtexas" }, objectStore: { kind: "azure-files" } },
  },
  {
    what: "enterprise without a way out, on a registry of its own",
    example: "enterprise",
    overlay: { azure: { registry: {}, kubernetes: { egress: "isolated" } } },
  },
  {
    what: "enterprise with a subnet by hand and small pods' range",
    example: "enterprise",
    overlay: {
      azure: {
        network: {
          addressSpace: "10.48.0.0/18",
          podRange: "10.192.0.0/19",
          subnets: { nodes: "10.48.32.0/22" },
        },
      },
    },
  },
];

const databaseIsValid: Check = {
  name: "a zone-redundant database with replicas and a password in the vault is valid",
  level: "P2",
  limit: LIMIT_SECONDS,
  note: "not evaluated: Terraform reads ephemeral values from the real vault even in a test",
  async run(ctx) {
    const stack = await MockedStack.open(ctx, databaseStack(ctx.tmp("database")));
    await stack.validate();
  },
};

export const part: Part = {
  name: "azure",
  title: "What an enterprise site stands on in Azure, evaluated by Terraform",
  needs: ["terraform"],
  seconds: 120,
  proves: [
    "AksCluster",
    "AksNodePool",
    "AzureBlobs",
    "AzureFiles",
    "AzureFirewall",
    "AzureGroup",
    "AzureNetwork",
    "AzurePostgresServer",
    "AzureSubnet",
    "BlobStore",
    "ContainerRegistry",
    "EgressRoute",
    "KeyVault",
    "FileShare",
    "LogAnalytics",
    "PrivateEndpoint",
    "PodIdentity",
    "PrivateZone",
    "VaultSecret",
  ],
  checks: [...VARIANTS.map(variantHolds), wrongStackFails(), databaseIsValid, ...storageChecks],
};

function variantHolds(variant: Variant): Check {
  return {
    name: `${variant.what}: apart, closed, private, spread over the zones there are`,
    level: "P2",
    limit: LIMIT_SECONDS,
    note: NOTE,
    async run(ctx) {
      const { site, folder } = synthesized(ctx, variant);
      const stack = await MockedStack.open(ctx, folder);
      await stack.validate();
      await stack.test(testsOf(folder, site));
    },
  };
}

/** The conditions can fail, each by its own words. */
function wrongStackFails(): Check {
  return {
    name: "subnets elsewhere and twice, a public vault and a public cluster fail by these conditions",
    level: "P2",
    limit: LIMIT_SECONDS,
    note: NOTE,
    async run(ctx) {
      const { site, folder } = synthesized(ctx, VARIANTS[0]!);
      const wrong = join(ctx.tmp("wrong"), "foundation");
      mkdirSync(wrong);
      const text = readFileSync(join(folder, "cdk.tf.json"), "utf8");
      const broken = text
        .replaceAll('"10.40.10.0/24"', '"10.41.10.0/24"')
        .replaceAll('"10.40.12.0/24"', '"10.40.6.0/24"')
        .replaceAll('"public_network_access_enabled": false', '"public_network_access_enabled": true')
        .replace('"private_cluster_enabled": true', '"private_cluster_enabled": false');
      writeFileSync(join(wrong, "cdk.tf.json"), broken);
      const stack = await MockedStack.open(ctx, wrong);
      const failure = await stack.test(testsOf(wrong, site)).then(
        () => "nothing failed",
        (error: unknown) => String(error),
      );
      assert.match(failure, /a subnet lies outside the network/);
      assert.match(failure, /two subnets share addresses/);
      assert.match(failure, /azurerm_key_vault\.\S+ is reached from the internet/);
      assert.match(failure, /its API server is public/);
    },
  };
}

function testsOf(folder: string, { azure }: Site) {
  assert.ok(azure, "the site is built in Azure");
  const stack = new AzureStack(folder);
  const conditions = foundationConditions(stack, azure);
  return { ...azureMocks(stack), run: { foundation: { command: "apply" as const, assert: conditions } } };
}

function synthesized(ctx: Context, { example, overlay }: Variant) {
  const base = join(REPOSITORY, "examples", example, "site.yaml");
  const trial = new SynthesizedSite(ctx.tmp("site"), base);
  // Else Terraform refuses to take the mocked resources away again.
  trial.change({ disposable: true, backend: { kind: "local", directory: ctx.tmp("state") }, ...overlay });
  const folder = trial.stacks().find((stack) => stack.endsWith("-foundation"));
  assert.ok(folder, "the site has a foundation");
  return { site: trial.site, folder };
}
