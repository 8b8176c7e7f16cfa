import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import type { Site } from "../../../src/site/site";
import { MockedStack, type TestFile } from "../toolchain/mocked-stack";
import { accessConditions, gatewayConditions } from "./azure/access-conditions";
import { azureMocks } from "./azure/azure-mocks";
import { AzureStack } from "./azure/azure-stack";
import { MOCK_NOTE, synthesized, testsOf, type Variant } from "./azure/evaluated";

const LIMIT_SECONDS = 400;
const ADDRESSES =
  "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/shared/providers/Microsoft.Network/publicIPAddresses";
const OPEN = {
  gateway: {
    certificateId: "https://kv-osprey.vault.azure.net/secrets/chat",
    exposure: "internet",
    reason: "partners without a network of the ministry take part",
    allowFrom: ["198.51.100.0/24"],
  },
  bastion: { sku: "Premium", reason: "operators on call have no other way in" },
  ddosProtection: { planId: `${ADDRESSES.replace("publicIPAddresses", "ddosProtectionPlans")}/tenant` },
  media: {
    reason: "partners call in",
    addresses: [0, 1].map((router) => ({
      id: `${ADDRESSES}/voice-${router}`,
      address: `203.0.113.1${router}`,
    })),
  },
};

const VARIANTS: readonly Variant[] = [
  {
    what: "the enterprise example with every way in from the internet",
    example: "enterprise",
    overlay: {
      azure: {
        access: OPEN,
        egress: { tier: "Premium", rows: [{ hosts: ["*.osprey.example"], reason: "map tiles for all" }] },
      },
    },
  },
  {
    what: "the enterprise example with one zone for its hosts, and a machine that applies the stacks",
    example: "enterprise",
    overlay: {
      azure: {
        access: {
          names: {
            zone: "osprey.example",
            reason: "the domain is kept for this site",
            networks: [`${ADDRESSES.replace("publicIPAddresses", "virtualNetworks")}/offices`],
          },
          operators: {
            applies: true,
            packages: ["mirror.osprey.example"],
            vmSize: "Standard_D4ds_v5",
            diskSize: 128,
            imageVersion: "24.04.202601010",
            admins: ["00000000-0000-4000-8000-0000000000a2"],
          },
        },
      },
    },
  },
  {
    what: "the government example behind a private gateway, without zones",
    example: "enterprise-government",
    overlay: {
      azure: { region: "usgovtexas" },
      database: { geoBackup: false },
    },
  },
];

export const part: Part = {
  name: "azure-access",
  title: "Ways into and out of a network of Azure, evaluated by Terraform",
  needs: ["terraform"],
  seconds: 90,
  proves: ["ApplicationGateway", "Bastion", "DdosProtection", "GatewayEntry", "HostZone", "OperatorsMachine"],
  checks: [...VARIANTS.map(variantHolds), missingIsSaid(), wrongStackFails()],
};

function variantHolds(variant: Variant): Check {
  return {
    name: `${variant.what}: TLS to the end, parts that fit, no public address without a reason`,
    level: "P2",
    limit: LIMIT_SECONDS,
    note: MOCK_NOTE,
    async run(ctx) {
      const { site, folder, others } = synthesized(ctx, variant);
      const stack = await MockedStack.open(ctx, folder);
      await stack.validate();
      await stack.test(testsOf(folder, site, (found) => accessConditions(found, site)));
      const access = accessFolder(others);
      const gateway = await MockedStack.open(ctx, access);
      await gateway.validate();
      await gateway.test(gatewayTests(access, site));
    },
  };
}

/** A subscription without the foundation, and a vault without the certificate: the plan stops, and says what to do. */
function missingIsSaid(): Check {
  return {
    name: "before the foundation or the certificate is there, the gateway's plan names what is missing",
    level: "P2",
    limit: LIMIT_SECONDS,
    note: MOCK_NOTE,
    async run(ctx) {
      const { site, others } = synthesized(ctx, VARIANTS[1]!);
      const folder = accessFolder(others);
      const stack = await MockedStack.open(ctx, folder);
      const nothing = await failureOf(stack.test(finding(folder, [], ["chat"])));
      assert.match(nothing, new RegExp(`apply ${site.name}-foundation before this stack`));
      const empty = await failureOf(stack.test(finding(folder, [{ name: "mocked" }], ["other"])));
      assert.match(empty, /has no certificate chat: import it/);
    },
  };
}

/** A plan in a subscription that has these resources, and a vault with these secrets. */
function finding(folder: string, resources: readonly object[], names: readonly string[]): TestFile {
  const stack = new AzureStack(folder);
  const override_data = stack.data.map(({ type, address }) => ({
    target: `data.${address}`,
    values: type === "azurerm_resources" ? { resources } : { names },
  }));
  return { ...azureMocks(stack), override_data, run: { access: { command: "plan" } } };
}

/** The conditions can fail, each by its own words. */
function wrongStackFails(): Check {
  return {
    name: "plain HTTP behind the gateway, a silent web firewall, a foreign router, host and image fail by these conditions",
    level: "P2",
    limit: LIMIT_SECONDS,
    note: MOCK_NOTE,
    run: failsAsSaid,
  };
}

async function failsAsSaid(ctx: Context): Promise<void> {
  const { site, folder, others } = synthesized(ctx, VARIANTS[1]!);
  const wrong = changed(ctx, "foundation", folder, [
    [/"10\.40\.5\.128"/g, '"10.41.5.128"'],
    [/"version": "24\.04\.\d+"/g, '"version": "latest"'],
  ]);
  const failure = await failureOf(
    (await MockedStack.open(ctx, wrong)).test(testsOf(wrong, site, (found) => accessConditions(found, site))),
  );
  assert.match(failure, /a host leads out of the network/);
  assert.match(failure, /the operators' machine is another one tomorrow/);
  const open = changed(ctx, "access", accessFolder(others), [
    [/"mode": "Prevention"/g, '"mode": "Detection"'],
    [/("port": 443,\s+"probe_name": "chat",\s+"protocol": )"Https"/g, '$1"Http"'],
  ]);
  const unguarded = await failureOf((await MockedStack.open(ctx, open)).test(gatewayTests(open, site)));
  assert.match(unguarded, /the web firewall refuses nothing/);
  assert.match(unguarded, /requests go on in the clear/);
  await foreignRouterFails(ctx);
}

async function foreignRouterFails(ctx: Context): Promise<void> {
  const { site, folder } = synthesized(ctx, VARIANTS[0]!);
  const wrong = changed(ctx, "voice", folder, [
    [/"translated_address": "10\.40\.3\.251"/g, '"translated_address": "10.41.3.251"'],
  ]);
  const failure = await failureOf(
    (await MockedStack.open(ctx, wrong)).test(testsOf(wrong, site, (found) => accessConditions(found, site))),
  );
  assert.match(failure, /voice is handed on to outside the network/);
}

function accessFolder(others: (end: string) => string | undefined): string {
  const folder = others("access");
  assert.ok(folder, "the site has a stack for its gateway");
  return folder;
}

function gatewayTests(folder: string, site: Site): TestFile {
  const stack = new AzureStack(folder);
  return {
    ...azureMocks(stack),
    run: { access: { command: "apply", assert: gatewayConditions(stack, site) } },
  };
}

/** A copy of a stack with other texts in it; each must be there. */
function changed(
  ctx: Context,
  name: string,
  folder: string,
  changes: readonly (readonly [RegExp, string])[],
): string {
  const wrong = join(ctx.tmp("wrong"), name);
  mkdirSync(wrong);
  let text = readFileSync(join(folder, "cdk.tf.json"), "utf8");
  for (const [from, to] of changes) {
    assert.match(text, from);
    text = text.replaceAll(from, to);
  }
  writeFileSync(join(wrong, "cdk.tf.json"), text);
  return wrong;
}

function failureOf(run: Promise<void>): Promise<string> {
  return run.then(
    () => "nothing failed",
    (error: unknown) => String(error),
  );
}
