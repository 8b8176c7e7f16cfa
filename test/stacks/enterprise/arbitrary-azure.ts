import * as fc from "fast-check";
import { maybe, quietly, sometimes, type Drawn } from "../../e2e/parts/generated-sites/arbitrary-values";
import { arbitraryAccess } from "./arbitrary-access";
import { arbitraryNetwork } from "./arbitrary-network";
import { existing, GROUP, OTHER_GROUP, SUBSCRIPTION, TENANT, type Ground } from "./ground";

const pool = (least: number) =>
  maybe({
    vmSize: quietly(fc.constant("Standard_D32ds_v5")),
    minimum: quietly(fc.constant(least)),
    maximum: quietly(fc.integer({ min: least + 1, max: least + 30 })),
  });

const gpuPool = maybe({
  vmSize: fc.constant("Standard_NC24ads_A100_v4"),
  minimum: quietly(fc.constant(2)),
  maximum: quietly(fc.constant(4)),
});

const kubernetes = (ground: Ground) =>
  maybe({
    version: quietly(fc.constantFrom("1.33", "1.34.2")),
    tier: quietly(fc.constantFrom("Standard", "Premium")),
    adminGroups: fc.constant([GROUP]),
    egress: fc.constant(ground.isolated ? "isolated" : undefined),
    registryId:
      ground.isolated && !ground.ownRegistry
        ? fc.constant(existing("Microsoft.ContainerRegistry/registries", "shared"))
        : fc.constant(undefined),
    diskKeys: fc.constantFrom(undefined, "microsoft", "own"),
    fips: quietly(fc.boolean()),
    maintenance: quietly(fc.constant({ dayOfWeek: "Sunday", startTime: "03:30", hours: 6 })),
    systemPool: quietly(pool(3)),
    pool: quietly(pool(ground.nodes)),
    mediaPool: ground.calls ? sometimes(pool(2)) : fc.constant(undefined),
    gpuPool: ground.gpus ? gpuPool : fc.constant(undefined),
  });

const row = fc
  .tuple(
    fc.constantFrom<Drawn>(
      { hosts: ["tiles.osprey.example"] },
      { hosts: ["*.osprey.example", "tiles.heron.example"], port: 443, protocol: "TCP" },
      { hosts: ["stun.osprey.example"], port: 3478, protocol: "UDP" },
    ),
    maybe({
      from: sometimes(fc.constantFrom("nodes", "operators")),
      reason: fc.constant("map tiles in link previews"),
    }),
  )
  .map(([to, rest]) => ({ ...to, ...rest }));

const egress = maybe({
  tier: sometimes(fc.constantFrom("Standard", "Premium")),
  rows: sometimes(fc.array(row, { minLength: 1, maxLength: 2 })),
});

const GPT = { name: "gpt-4o", model: "gpt-4o", version: "2024-11-20", capacity: 100 };
const REASONING = {
  name: "thinker",
  model: "o3-mini",
  version: "2025-01-31",
  sku: "DataZoneStandard",
  capacity: 20,
};

const openAi = ({ cloud }: Ground) =>
  maybe({
    region: cloud === "azure" ? quietly(fc.constant("swedencentral")) : fc.constant("usgovarizona"),
    deployments: fc.constantFrom([GPT], [GPT, REASONING]),
    keyRevision: quietly(fc.constant(2)),
  });

const monitoring = maybe({
  grafana: sometimes(
    maybe({
      adminGroups: fc.constant([GROUP]),
      viewerGroups: sometimes(fc.constant([OTHER_GROUP])),
    }),
  ),
});

const prices = maybe({
  currency: quietly(fc.constant("EUR")),
  date: fc.constant("2026-10-01"),
  source: fc.constant("enterprise agreement"),
  meters: fc.constant({ "aks-standard": { amount: 70, per: "month" } }),
});

/** The section `azure` of a site, mostly right. */
export const arbitraryAzure = (ground: Ground): fc.Arbitrary<object> =>
  maybe({
    subscriptionId: fc.constant(SUBSCRIPTION),
    tenantId: fc.constant(TENANT),
    region: fc.constant(ground.region),
    resourceGroup: quietly(fc.constant("rg-there-already")),
    tags: quietly(fc.constant({ "cost-centre": "42" })),
    network: arbitraryNetwork(ground),
    kubernetes: kubernetes(ground),
    access: sometimes(arbitraryAccess(ground)),
    egress: sometimes(egress),
    openAi: ground.openAi ? openAi(ground) : fc.constant(undefined),
    registry: ground.ownRegistry
      ? fc.constantFrom<Drawn>({}, { cache: true }, { cache: false })
      : fc.constant(undefined),
    monitoring: ground.cloud === "azure" ? sometimes(monitoring) : fc.constant(undefined),
    logRetentionDays: quietly(fc.constantFrom(30, 730)),
    prices: quietly(prices),
    runner: quietly(fc.constant("runner.osprey.example")),
  });
