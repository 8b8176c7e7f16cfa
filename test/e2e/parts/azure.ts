import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Check, Part } from "../part";
import { MockedStack } from "../toolchain/mocked-stack";
import { databaseStack } from "./azure/database-stack";
import { MOCK_NOTE, synthesized, testsOf, type Variant } from "./azure/evaluated";
import { storageChecks } from "./azure/storage-checks";

const LIMIT_SECONDS = 400;
const SHARED = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/shared/providers";

const inRegion = (example: Variant["example"], region: string): Variant => ({
  what: `${example} in ${region}`,
  example,
  // Not every region of these copies backups.
  overlay: { azure: { region }, database: { geoBackup: false } },
});

/** The vault's reader signs in at Entra ID, which has no private address. */
const WITHOUT_A_WAY_OUT = { secrets: null } as const;

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
      ...WITHOUT_A_WAY_OUT,
      azure: {
        resourceGroup: "rg-existing",
        access: { operators: null },
        egress: { rows: [] },
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
      objectStore: {
        kind: "azure-blob",
        immutableDays: 30,
        softDeleteDays: 90,
        customerKey: {
          keyId: "https://kv-shared-keys.vault.azure.net/keys/files",
          identityId: `${SHARED}/Microsoft.ManagedIdentity/userAssignedIdentities/id-files`,
        },
      },
    },
  },
  {
    what: "enterprise-government with a share, where there are no zones",
    example: "enterprise-government",
    overlay: {
      azure: { region: "usgovtexas" },
      objectStore: { kind: "azure-files" },
      database: { geoBackup: false },
    },
  },
  {
    what: "enterprise without a way out, on a registry of its own",
    example: "enterprise",
    overlay: {
      ...WITHOUT_A_WAY_OUT,
      azure: {
        registry: {},
        access: { operators: null },
        egress: { rows: [] },
        kubernetes: { egress: "isolated" },
      },
    },
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
      cluster: { exposure: { address: "10.48.35.250" } },
      calls: { router: { exposure: { addresses: ["10.48.35.251", "10.48.35.252"] } } },
    },
  },
  {
    what: "enterprise with machines that have GPUs",
    example: "enterprise",
    overlay: {
      azure: { kubernetes: { gpuPool: { vmSize: "Standard_NC24ads_A100_v4", maximum: 2 } } },
      gpuNodes: { count: 2, gpu: "a100-80" },
    },
  },
];

const DATABASES: readonly Variant[] = [
  {
    what: "enterprise with a database that has neither standby nor replicas",
    example: "enterprise",
    overlay: {
      database: {
        ...{ standby: "none", readReplicas: 0, searchReplicas: 0, pooler: { enabled: false } },
        ...{ storage: "1024Gi", storageTier: "P40", parameters: { work_mem: "24MB" } },
        administrators: { objectId: "00000000-0000-4000-8000-0000000000a1", name: "administrators" },
        maintenance: { day: "monday", hour: 3 },
      },
      azure: { kubernetes: { fips: true } },
    },
  },
  {
    what: "enterprise-government with two read replicas and one for searches",
    example: "enterprise-government",
    overlay: { database: { readReplicas: 2, searchReplicas: 1, writerName: "virtual-endpoint" } },
  },
];

const WAYS: readonly Variant[] = [
  {
    what: "enterprise with replicas behind private endpoints, on a key of its own",
    example: "enterprise",
    overlay: {
      database: {
        network: { kind: "private-endpoint" },
        dataKeys: "own",
        writerName: "virtual-endpoint",
      },
    },
  },
  {
    what: "enterprise-government behind private endpoints, its backups copied under a second key",
    example: "enterprise-government",
    overlay: { database: { network: { kind: "private-endpoint" } } },
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
    "DiskEncryption",
    "EgressRoute",
    "FileShare",
    "KeyVault",
    "LogAnalytics",
    "ManagedGrafana",
    "ManagedPrometheus",
    "OpenAiAccount",
    "PodIdentity",
    "PostgresEncryption",
    "PrivateEndpoint",
    "PrivateZone",
    "VaultSecret",
  ],
  checks: [
    ...[...VARIANTS, ...DATABASES, ...WAYS].map(variantHolds),
    wrongStackFails(),
    databaseIsValid,
    ...storageChecks,
  ],
};

function variantHolds(variant: Variant): Check {
  return {
    name: `${variant.what}: apart, closed, private, spread over the zones there are`,
    level: "P2",
    limit: LIMIT_SECONDS,
    note: MOCK_NOTE,
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
    note: MOCK_NOTE,
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
