import * as fc from "fast-check";
import { addressIn, planSubnets } from "../../../src/catalog/azure-address-plan";
import { AZURE_CLOUDS } from "../../../src/catalog/azure-clouds";
import { maybe, quietly } from "../../e2e/parts/generated-sites/arbitrary-values";
import { existing, SUBSCRIPTION, TENANT, type Ground } from "./ground";

const GROUP = "00000000-0000-4000-8000-0000000000a1";
const REASON = "people on leave have no other way in";

const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });
const allowFrom = quietly(fc.constantFrom(["198.51.100.0/24"], ["198.51.100.0/25", "203.0.113.0/24"]));

const pool = (least: number) =>
  maybe({
    minimum: quietly(fc.constant(least)),
    maximum: quietly(fc.integer({ min: least + 1, max: least + 30 })),
  });

const hub = (ground: Ground) =>
  maybe({
    virtualNetworkId: fc.constant(existing("Microsoft.Network/virtualNetworks", "vnet-hub")),
    addressSpaces: fc.constant(["172.16.0.0/16"]),
    useGateway: quietly(fc.boolean()),
    firewallAddress: fc.constant(ground.hubFirewall ? "172.16.8.4" : undefined),
  });

/** Subnets by hand, as narrow as people like to make them. */
function narrowed({ space }: Ground): readonly object[] {
  const { nodes, media, privateEndpoints } = planSubnets(space);
  const narrow = (range: string, prefix: number) => `${addressIn(range, 0)}/${prefix}`;
  return [
    { media: narrow(media, 28) },
    { privateEndpoints: narrow(privateEndpoints, 28) },
    { nodes: narrow(nodes, 27), privateEndpoints: narrow(privateEndpoints, 28) },
  ];
}

const network = (ground: Ground) =>
  maybe({
    addressSpace: fc.constant(ground.space),
    subnets: quietly(fc.constantFrom(...narrowed(ground))),
    podRange: quietly(fc.constantFrom("10.192.0.0/14", "100.64.0.0/16", "100.64.0.0/19")),
    serviceRange: quietly(fc.constant("10.200.0.0/20")),
    dnsServers: quietly(fc.constant(["192.0.2.53"])),
    hub: ground.hubFirewall ? hub(ground) : quietly(hub(ground)),
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
    maintenance: quietly(fc.constant({ dayOfWeek: "Sunday", startTime: "03:30", hours: 6 })),
    systemPool: quietly(pool(3)),
    pool: quietly(pool(ground.nodes)),
    mediaPool: ground.calls ? sometimes(pool(2)) : fc.constant(undefined),
    gpuPool: fc.constant(ground.gpus ? { vmSize: "Standard_NC24ads_A100_v4" } : undefined),
  });

const gateway = ({ cloud, name }: Ground) =>
  fc
    .tuple(
      fc.constantFrom({}, { exposure: "internal" }, { exposure: "internet", reason: REASON }),
      maybe({
        certificateId: fc.constant(
          `https://kv-${name}.${AZURE_CLOUDS[cloud].suffixes.keyVault}/secrets/chat`,
        ),
        allowFrom,
        capacity: quietly(fc.constant({ minimum: 0, maximum: 10 })),
      }),
    )
    .map(([exposure, rest]) => ({ ...rest, ...exposure }));

const media = {
  addresses: ["203.0.113.10", "203.0.113.11"].map((address) => ({
    id: existing("Microsoft.Network/publicIPAddresses", `pip-voice-${address.split(".")[3]}`),
    address,
  })),
  reason: REASON,
};

const access = (ground: Ground) =>
  maybe({
    gateway: sometimes(gateway(ground)),
    media: ground.mediaOutside ? quietly(fc.constant(media)) : fc.constant(undefined),
    bastion: sometimes(
      maybe({
        sku: quietly(fc.constantFrom("Basic", "Standard", "Premium")),
        reason: fc.constant(REASON),
        allowFrom,
      }),
    ),
    ddosProtection: quietly(
      fc.constantFrom({}, { planId: existing("Microsoft.Network/ddosProtectionPlans", "ddos-shared") }),
    ),
  });

const row = maybe({
  hosts: fc.constantFrom(["tiles.osprey.example"], ["*.osprey.example", "tiles.heron.example"]),
  from: quietly(fc.constantFrom("nodes", "operators")),
  reason: fc.constant("map tiles in link previews"),
});

const egress = maybe({
  tier: quietly(fc.constantFrom("Standard", "Premium")),
  rows: quietly(fc.array(row, { minLength: 1, maxLength: 2 })),
});

const openAi = ({ cloud }: Ground) =>
  fc.constant({
    ...(cloud === "azure-government" && { region: "usgovarizona" }),
    deployments: [{ name: "gpt-4o", model: "gpt-4o", version: "2024-11-20", capacity: 100 }],
  });

const monitoring = fc.constantFrom(
  {},
  { grafana: { adminGroups: ["00000000-0000-4000-8000-0000000000a1"] } },
);

/** The section `azure` of a site, mostly right. */
export const arbitraryAzure = (ground: Ground): fc.Arbitrary<object> =>
  maybe({
    subscriptionId: fc.constant(SUBSCRIPTION),
    tenantId: fc.constant(TENANT),
    region: fc.constant(ground.region),
    resourceGroup: quietly(fc.constant("rg-there-already")),
    tags: quietly(fc.constant({ "cost-centre": "42" })),
    network: network(ground),
    kubernetes: kubernetes(ground),
    access: sometimes(access(ground)),
    egress: quietly(egress),
    openAi: ground.openAi ? openAi(ground) : fc.constant(undefined),
    registry: fc.constant(ground.ownRegistry ? {} : undefined),
    monitoring: ground.cloud === "azure" ? sometimes(monitoring) : fc.constant(undefined),
    logRetentionDays: quietly(fc.constantFrom(30, 730)),
    runner: quietly(fc.constant("runner.osprey.example")),
  });
