import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import { MockedStack } from "../toolchain/mocked-stack";
import { accessConditions } from "./azure/access-conditions";
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
  seconds: 60,
  proves: ["ApplicationGateway", "Bastion", "DdosProtection"],
  checks: [...VARIANTS.map(variantHolds), wrongStackFails()],
};

function variantHolds(variant: Variant): Check {
  return {
    name: `${variant.what}: TLS to the end, parts that fit, no public address without a reason`,
    level: "P2",
    limit: LIMIT_SECONDS,
    note: MOCK_NOTE,
    async run(ctx) {
      const { site, folder } = synthesized(ctx, variant);
      const stack = await MockedStack.open(ctx, folder);
      await stack.validate();
      await stack.test(testsOf(folder, site, (found) => accessConditions(found, site)));
    },
  };
}

/** The conditions can fail, each by its own words. */
function wrongStackFails(): Check {
  return {
    name: "plain HTTP behind the gateway, a silent web firewall and a foreign router fail by these conditions",
    level: "P2",
    limit: LIMIT_SECONDS,
    note: MOCK_NOTE,
    run: failsAsSaid,
  };
}

async function failsAsSaid(ctx: Context): Promise<void> {
  const { site, folder } = synthesized(ctx, VARIANTS[0]!);
  const wrong = join(ctx.tmp("wrong"), "foundation");
  mkdirSync(wrong);
  const text = readFileSync(join(folder, "cdk.tf.json"), "utf8")
    .replaceAll('"mode": "Prevention"', '"mode": "Detection"')
    .replaceAll('"translated_address": "10.40.3.251"', '"translated_address": "10.41.3.251"')
    .replaceAll('"pick_host_name_from_backend_address": true', "")
    .replaceAll(/("port": 443,\s+"probe_name": "chat",\s+"protocol": )"Https"/g, '$1"Http"');
  writeFileSync(join(wrong, "cdk.tf.json"), text);
  const stack = await MockedStack.open(ctx, wrong);
  const failure = await stack.test(testsOf(wrong, site, (found) => accessConditions(found, site))).then(
    () => "nothing failed",
    (error: unknown) => String(error),
  );
  assert.match(failure, /the web firewall refuses nothing/);
  assert.match(failure, /voice is handed on to outside the network/);
  assert.match(failure, /requests go on in the clear/);
}
