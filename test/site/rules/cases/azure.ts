import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";

type Azure = NonNullable<SiteSpec["azure"]>;
type Network = Azure["network"];
type Kubernetes = Azure["kubernetes"];

const REGISTRY_ID =
  "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/shared/providers/Microsoft.ContainerRegistry/registries/kestrel";
const HUB_ID =
  "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";

/** The site in a subscription of Azure. */
export const cloud: Change = (spec) => {
  spec.topology = "enterprise";
  spec.substrate = "azure";
  spec.connectivity = "connected";
  spec.azure = {
    subscriptionId: "00000000-0000-4000-8000-000000000001",
    tenantId: "00000000-0000-4000-8000-00000000000a",
    region: "swedencentral",
    network: { addressSpace: "10.40.0.0/16" },
    kubernetes: { adminGroups: ["00000000-0000-4000-8000-0000000000a1"] },
  };
};
const government: Change = all(cloud, (spec) => {
  spec.substrate = "azure-government";
  spec.azure!.region = "usgovvirginia";
});
const noAzure: Change = (spec) => {
  delete spec.azure;
};
const substrate =
  (value: NonNullable<SiteSpec["substrate"]>): Change =>
  (spec) => {
    spec.substrate = value;
  };
const region = (value: string): Change => all(cloud, (spec) => (spec.azure!.region = value));
const network = (written: Partial<Network>): Change =>
  all(cloud, ({ azure }) => Object.assign(azure!.network, written));
const kubernetes = (written: Partial<Kubernetes>): Change =>
  all(cloud, ({ azure }) => Object.assign(azure!.kubernetes, written));
const hub = (...addressSpaces: string[]): Change =>
  network({ hub: { virtualNetworkId: HUB_ID, addressSpaces } });
const broker =
  (loginHost: string): Change =>
  ({ identity }) => {
    if (identity?.kind !== "keycloak") throw new Error("the base site signs in by Keycloak");
    identity.broker = {
      tenantId: "00000000-0000-4000-8000-00000000000b",
      clientId: "00000000-0000-4000-8000-00000000000c",
      clientSecret: { secret: "entra", key: "secret" },
      loginHost,
    };
  };
const allByHand = (nodes: string): NonNullable<Network["subnets"]> => ({
  nodes,
  media: "10.40.0.128/28",
  applicationGateway: "10.40.1.0/26",
  postgres: "10.40.0.144/28",
  privateEndpoints: "10.40.0.160/28",
  firewall: "10.40.1.64/26",
  firewallManagement: "10.40.1.128/26",
  bastion: "10.40.1.192/26",
  apiServer: "10.40.0.176/28",
  operators: "10.40.0.192/28",
});

export const AZURE_CASES: readonly RuleCase[] = [
  {
    code: "HF2450",
    what: "Azure at the edge",
    breaks: all(cloud, (spec) => (spec.topology = "edge")),
    keeps: cloud,
    paths: ["azure"],
    shows: "topology is edge",
  },
  {
    code: "HF2451",
    what: "an enterprise without a subscription",
    breaks: all(cloud, noAzure),
    keeps: all(cloud, noAzure, substrate("on-prem")),
    paths: ["azure"],
    shows: "substrate is azure",
  },
  {
    code: "HF2452",
    what: "a subscription on Azure Local",
    breaks: all(cloud, substrate("azure-local")),
    keeps: cloud,
    paths: ["substrate"],
    shows: "azure-local",
  },
  {
    code: "HF2453",
    what: "a region misspelt",
    breaks: region("swedencentrl"),
    keeps: cloud,
    paths: ["azure.region"],
    shows: "swedencentrl",
  },
  {
    code: "HF2453",
    what: "a region of the other cloud",
    breaks: region("usgovvirginia"),
    keeps: government,
    paths: ["azure.region"],
    shows: "usgovvirginia",
  },
  {
    code: "HF2453",
    what: "a region of the Department of Defense",
    breaks: all(government, region("usdodeast")),
    keeps: government,
    paths: ["azure.region"],
    shows: "usdodeast",
  },
  {
    code: "HF2454",
    what: "a region without zones",
    breaks: region("norwaywest"),
    keeps: region("norwayeast"),
    paths: ["azure.region"],
    shows: "Norway West",
  },
  {
    code: "HF2455",
    what: "a cloud without a link",
    breaks: all(cloud, (spec) => (spec.connectivity = "disconnected")),
    keeps: cloud,
    paths: ["connectivity"],
    shows: "disconnected",
  },
  {
    code: "HF2456",
    what: "a commercial tenant in Azure Government",
    breaks: all(government, broker("login.microsoftonline.com")),
    keeps: all(government, broker("login.microsoftonline.us")),
    paths: ["identity.broker.loginHost"],
    shows: "login.microsoftonline.com, the site stands in Azure Government",
  },
  {
    code: "HF2460",
    what: "the network and its hub share addresses",
    breaks: hub("10.0.0.0/16", "10.40.128.0/17"),
    keeps: hub("10.0.0.0/16", "10.0.0.0/17"),
    paths: ["azure.network.hub.addressSpaces[1]"],
    shows: "10.40.128.0/17, azure.network.addressSpace is 10.40.0.0/16",
  },
  {
    code: "HF2460",
    what: "pods and Services inside the network",
    breaks: network({ addressSpace: "10.0.0.0/8" }),
    keeps: network({ addressSpace: "10.0.0.0/9" }),
    paths: ["azure.network.podRange", "azure.network.serviceRange"],
    shows: "10.244.0.0/16",
  },
  {
    code: "HF2461",
    what: "a subnet elsewhere",
    breaks: network({ subnets: { bastion: "10.41.0.0/26" } }),
    keeps: network({ subnets: { bastion: "10.40.64.0/26" } }),
    paths: ["azure.network.subnets.bastion"],
    shows: "10.41.0.0/26",
  },
  {
    code: "HF2462",
    what: "a subnet on the place of another",
    breaks: network({ subnets: { nodes: "10.40.6.0/24" } }),
    keeps: network({ subnets: { nodes: "10.40.64.0/24" } }),
    paths: ["azure.network.subnets.nodes"],
    shows: "subnet nodes is 10.40.6.0/24, subnet postgres is 10.40.6.0/24",
  },
  {
    code: "HF2463",
    what: "a firewall in a /27",
    breaks: network({ subnets: { firewall: "10.40.64.0/27" } }),
    keeps: network({ subnets: { firewall: "10.40.64.0/26" } }),
    paths: ["azure.network.subnets.firewall"],
    shows: "10.40.64.0/27",
  },
  {
    code: "HF2464",
    what: "a small network that isn't planned by hand",
    breaks: network({ addressSpace: "10.40.0.0/23" }),
    keeps: network({ addressSpace: "10.40.0.0/23", subnets: allByHand("10.40.0.0/25") }),
    paths: ["azure.network.addressSpace"],
    shows: "10.40.0.0/23, without ranges for nodes",
  },
  {
    code: "HF2465",
    what: "ten machines in a /28 and their upgrades",
    breaks: all(network({ subnets: { nodes: "10.40.64.0/28" } }), ({ azure }) => {
      azure!.kubernetes.pool = { maximum: 6 };
    }),
    keeps: network({ subnets: { nodes: "10.40.64.0/28" } }),
    paths: ["azure.network.subnets.nodes"],
    shows: "11 addresses for 12 machines",
  },
  {
    code: "HF2466",
    what: "a range from its middle",
    breaks: network({ addressSpace: "10.40.7.0/16" }),
    keeps: cloud,
    paths: ["azure.network.addressSpace"],
    shows: "10.40.7.0/16",
  },
  {
    code: "HF2468",
    what: "metrics in a small subnet of private endpoints",
    breaks: all(network({ subnets: { privateEndpoints: "10.40.7.0/28" } }), ({ azure }) => {
      azure!.monitoring = {};
    }),
    keeps: all(network({ subnets: { privateEndpoints: "10.40.7.0/27" } }), ({ azure }) => {
      azure!.monitoring = {};
    }),
    paths: ["azure.network.subnets.privateEndpoints"],
    shows: "11 addresses for 13",
  },
  {
    code: "HF2467",
    what: "too few addresses for pods",
    breaks: network({ podRange: "10.244.0.0/21" }),
    keeps: network({ podRange: "10.244.0.0/20" }),
    paths: ["azure.network.podRange"],
    shows: "enough for 8 machines of 11",
  },
  {
    code: "HF2470",
    what: "a minimum above the maximum",
    breaks: kubernetes({ pool: { minimum: 6, maximum: 5 } }),
    keeps: kubernetes({ pool: { minimum: 5, maximum: 5 } }),
    paths: ["azure.kubernetes.pool.minimum"],
    shows: "6, its maximum is 5",
  },
  {
    code: "HF2471",
    what: "a pool smaller than the site",
    breaks: kubernetes({ pool: { minimum: 3 } }),
    keeps: kubernetes({ pool: { minimum: 4 } }),
    paths: ["azure.kubernetes.pool.minimum"],
    shows: "3, cluster.nodes.count is 4",
  },
  {
    code: "HF2472",
    what: "no name of a size",
    breaks: kubernetes({ systemPool: { vmSize: "Standard_large" } }),
    keeps: kubernetes({ systemPool: { vmSize: "Standard_NC24ads_A100_v4" } }),
    paths: ["azure.kubernetes.systemPool.vmSize"],
    shows: "Standard_large",
  },
  {
    code: "HF2473",
    what: "small machines for many people",
    breaks: all(kubernetes({ pool: { vmSize: "Standard_D4ds_v5" } }), ({ people }) => (people.users = 20000)),
    keeps: kubernetes({ pool: { vmSize: "Standard_D64ds_v5" } }),
    paths: ["azure.kubernetes.pool.vmSize"],
    shows: "Standard_D4ds_v5, 4 of them",
  },
  {
    code: "HF2474",
    what: "an isolated cluster and a public registry",
    breaks: all(
      kubernetes({ egress: "isolated" }),
      ({ cluster }) => (cluster.registry = { host: "ghcr.io" }),
    ),
    keeps: kubernetes({ egress: "isolated" }),
    paths: ["cluster.registry"],
    shows: "ghcr.io",
  },
  {
    code: "HF2475",
    what: "an isolated cluster whose nodes can't start",
    breaks: kubernetes({ egress: "isolated" }),
    keeps: kubernetes({ egress: "isolated", registryId: REGISTRY_ID }),
    paths: ["azure.kubernetes.registryId"],
    shows: "registryId is absent",
  },
  {
    code: "HF2476",
    what: "machines for voice and models that the site doesn't have",
    breaks: kubernetes({ mediaPool: {}, gpuPool: { vmSize: "Standard_NC4as_T4_v3" } }),
    keeps: all(kubernetes({ mediaPool: {}, gpuPool: { vmSize: "Standard_NC4as_T4_v3" } }), (spec) => {
      spec.calls = {
        concurrentCalls: 2,
        router: { kind: "rtcd", exposure: { kind: "host-network", nodeNetworks: ["10.40.16.0/24"] } },
      };
      spec.gpuNodes = { count: 1, gpu: "t4" };
    }),
    paths: ["azure.kubernetes.mediaPool", "azure.kubernetes.gpuPool"],
    shows: "gpuNodes is absent",
  },
  {
    code: "HF2477",
    what: "Microsoft's keys in Azure Government",
    breaks: government,
    keeps: all(government, ({ azure }) => (azure!.kubernetes.diskKeys = "own")),
    paths: ["azure.kubernetes.diskKeys"],
    shows: "microsoft",
  },
  {
    code: "HF2478",
    what: "machines without validated cryptography in Azure Government",
    breaks: all(government, ({ azure }) => (azure!.kubernetes.fips = false)),
    keeps: government,
    paths: ["azure.kubernetes.fips"],
    shows: "false",
  },
];
