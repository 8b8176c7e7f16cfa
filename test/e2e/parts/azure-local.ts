import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import { MockedStack, type TestFile } from "../toolchain/mocked-stack";
import { REPOSITORY } from "../toolchain/paths";
import { AzureStack } from "./azure/azure-stack";
import { SynthesizedSite, type SiteOverlay } from "./examples/synthesized-site";

const NOTE = "no Azure Local: the mock providers answer by the real providers' schemas and checks";
const LIMIT_SECONDS = 200;
const EXAMPLE = join(REPOSITORY, "examples", "azure-local", "site.yaml");
const GROUP = "/subscriptions/00000000-0000-4000-8000-000000000003/resourceGroups/mocked/providers";
const CLUSTER = `${GROUP}/Microsoft.Kubernetes/connectedClusters/mocked`;

interface Variant {
  readonly what: string;
  readonly overlay: SiteOverlay;
}

const VARIANTS: readonly Variant[] = [
  { what: "the example", overlay: {} },
  {
    what: "in Azure Government, on a network that is there, in a group that is there, with machines that scale",
    overlay: {
      azureLocal: {
        cloud: "azure-government",
        region: "usgovvirginia",
        resourceGroup: "rg-existing",
        network: { kind: "existing", id: `${GROUP}/Microsoft.AzureStackHCI/logicalNetworks/cellar` },
        kubernetes: { version: "1.31.4", hybridBenefit: true, pool: { maximum: 6 } },
      },
    },
  },
];

/** Ids as Azure would have made them, in the shape that the providers read. */
const MOCKS: Pick<TestFile, "mock_provider"> = {
  mock_provider: {
    azapi: {},
    azurerm: {
      mock_resource: {
        azurerm_arc_kubernetes_provisioned_cluster: { defaults: { id: CLUSTER } },
        azurerm_stack_hci_logical_network: {
          defaults: { id: `${GROUP}/Microsoft.AzureStackHCI/logicalNetworks/mocked` },
        },
      },
    },
  },
};

function variantHolds({ what, overlay }: Variant): Check {
  return {
    name: `${what}: one network, one connection, one cluster on it`,
    level: "P2",
    limit: LIMIT_SECONDS,
    note: NOTE,
    async run(ctx) {
      const folder = synthesized(ctx, overlay);
      const stack = await MockedStack.open(ctx, folder);
      await stack.validate();
      await stack.test({ ...MOCKS, run: { foundation: { command: "apply", assert: conditions(folder) } } });
    },
  };
}

/** What the provider without bindings says of a body that the API would not take. */
function wrongBodyIsRefused(): Check {
  return {
    name: "a misspelt field and a text for a number are refused by the API's own schema",
    level: "P2",
    limit: LIMIT_SECONDS,
    note: NOTE,
    async run(ctx) {
      const folder = synthesized(ctx, VARIANTS[1]!.overlay);
      const file = join(folder, "cdk.tf.json");
      const text = readFileSync(file, "utf8");
      const broken = text.replace('"hostIP"', '"hostIp"').replace(/"count": 3/, '"count": "three"');
      assert.notEqual(broken, text);
      writeFileSync(file, broken);
      const stack = await MockedStack.open(ctx, folder);
      const said = await stack.validate().then(
        () => "nothing was refused",
        (error: unknown) => String(error),
      );
      assert.match(said, /hostIp/);
      assert.match(said, /controlPlane\.count/);
    },
  };
}

export const part: Part = {
  name: "azure-local",
  title: "What a site stands on where an Azure Local instance is, evaluated by Terraform",
  needs: ["terraform"],
  seconds: 20,
  proves: ["AzapiProvider", "AzapiResource", "LoadBalancer", "LocalCluster", "LogicalNetwork"],
  checks: [...VARIANTS.map(variantHolds), wrongBodyIsRefused()],
};

function conditions(folder: string) {
  const stack = new AzureStack(folder);
  const [cluster] = stack.of("azapi_resource").filter(({ body }) => body.name === "default");
  assert.ok(cluster, "the stack has a cluster");
  const connection = stack.one("azurerm_arc_kubernetes_provisioned_cluster").address;
  const profile = `${cluster.address}.body.properties`;
  const [network] = stack.of("azurerm_stack_hci_logical_network");
  return [
    {
      condition: `\${${cluster.address}.parent_id == ${connection}.id}`,
      error_message: "the cluster belongs to another connection",
    },
    ...(network
      ? [
          {
            condition: `\${${profile}.cloudProviderProfile.infraNetworkProfile.vnetSubnetIds[0] == ${network.address}.id}`,
            error_message: "the machines are in another network",
          },
        ]
      : []),
    ...stack.of("azurerm_arc_kubernetes_cluster_extension").map(({ address }) => ({
      condition: `\${${address}.cluster_id == ${connection}.id}`,
      error_message: `${address} is on another cluster`,
    })),
  ];
}

function synthesized(ctx: Context, overlay: SiteOverlay): string {
  const trial = new SynthesizedSite(ctx.tmp("site"), EXAMPLE);
  // Else Terraform refuses to take the mocked resources away again.
  trial.change({ disposable: true, backend: { kind: "local", directory: ctx.tmp("state") }, ...overlay });
  const folder = trial.stacks().find((stack) => stack.endsWith("-foundation"));
  assert.ok(folder, "the site has a foundation");
  return folder;
}
