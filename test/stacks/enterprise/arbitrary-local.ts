import * as fc from "fast-check";
import { localRegions } from "../../../src/catalog/azure-local";
import type { AzureCloud } from "../../../src/catalog/azure-clouds";
import { maybe, quietly, sometimes } from "../../e2e/parts/generated-sites/arbitrary-values";
import { existing, GROUP, SSH_KEY, SUBSCRIPTION, TENANT } from "./ground";
import type { DrawnSite } from "./arbitrary-enterprise";

const RUNTIME = "00000000-0000-4000-8000-0000000000d1";

const network = fc.oneof(
  fc.constant({ kind: "existing", id: existing("Microsoft.AzureStackHCI/logicalNetworks", "lnet-cellar") }),
  maybe({
    kind: fc.constant("new"),
    virtualSwitch: fc.constant("ConvergedSwitch(compute_management)"),
    addressPrefix: fc.constant("10.80.0.0/24"),
    gateway: fc.constant("10.80.0.1"),
    addressPool: fc.constant({ start: "10.80.0.20", end: "10.80.0.119" }),
    dnsServers: fc.constant(["10.80.0.2"]),
    vlanId: quietly(fc.integer({ min: 1, max: 4094 })),
  }),
);

const pool = maybe({
  vmSize: sometimes(fc.constantFrom("Standard_D4s_v3", "Standard_D8s_v3")),
  minimum: sometimes(fc.constant(8)),
  maximum: sometimes(fc.constant(12)),
});

const local = fc.constantFrom<AzureCloud>("azure", "azure-government").chain((cloud) =>
  maybe({
    cloud: fc.constant(cloud === "azure" ? undefined : cloud),
    subscriptionId: fc.constant(SUBSCRIPTION),
    tenantId: fc.constant(TENANT),
    region: fc.constantFrom(...localRegions(cloud)),
    resourceGroup: quietly(fc.constant("rg-there-already")),
    tags: quietly(fc.constant({ "cost-centre": "42" })),
    customLocationId: fc.constant(existing("Microsoft.ExtendedLocation/customLocations", "cellar")),
    network,
    kubernetes: maybe({
      version: quietly(fc.constant("1.31.4")),
      adminGroups: fc.constant([GROUP]),
      sshPublicKeys: fc.constant([SSH_KEY]),
      controlPlane: maybe({
        address: fc.constant("10.80.0.10"),
        count: fc.constantFrom(undefined, 1, 3, 5),
        vmSize: quietly(fc.constant("Standard_D4s_v3")),
      }),
      pool: sometimes(pool),
      podRange: quietly(fc.constant("10.192.0.0/16")),
      hybridBenefit: quietly(fc.boolean()),
    }),
    loadBalancer: quietly(fc.constant({ addresses: ["10.80.0.240/29"], runtimeObjectId: RUNTIME })),
  }),
);

/** A site on an instance of Azure Local. */
export const arbitraryLocal: fc.Arbitrary<DrawnSite> = maybe({
  name: fc.stringMatching(/^[a-z](-?[a-z0-9]){5}$/),
  topology: fc.constant("enterprise"),
  substrate: fc.constant("azure-local"),
  connectivity: fc.constantFrom("connected", "intermittent"),
  disposable: quietly(fc.constant(true)),
  timeSources: fc.constant(["ntp1.teal.example"]),
  azureLocal: local,
  cluster: fc.integer({ min: 4, max: 8 }).map((count) => ({
    nodes: { count },
    exposure: { kind: "load-balancer", address: "10.80.0.240" },
    registry: { host: "registry.teal.example/mirror", pullSecret: "registry-pull" },
  })),
  people: fc.record({ users: fc.integer({ min: 100, max: 2000 }) }),
  mattermost: fc.constant({
    siteUrl: "https://chat.teal.example",
    licence: { secret: "mattermost-licence", tier: "enterprise" },
  }),
  proxy: fc.constant({ tls: { secret: "chat-tls" } }),
  identity: fc.constant({
    kind: "keycloak",
    url: "https://sign-in.teal.example",
    plannedDisconnectionDays: 14,
  }),
});
