import { planSubnets } from "../../../src/catalog/azure-address-plan";
import { AZURE_REGIONS } from "../../../src/catalog/azure-regions";
import { existing } from "./ground";

/** A site whose sections can be written anew. */
export interface Draft {
  name: string;
  substrate: string;
  azure: {
    region: string;
    network: Record<string, unknown> & { readonly addressSpace: string };
    kubernetes: Record<string, unknown>;
    access?: Record<string, unknown>;
    openAi?: unknown;
    registry?: unknown;
  };
  cluster: Record<string, unknown>;
  database: Record<string, unknown>;
  mattermost: Record<string, unknown>;
  objectStore: Record<string, unknown>;
}

export interface Mistake {
  readonly what: string;
  readonly make: (draft: Draft) => void;
  readonly code: string;
  readonly path: RegExp;
}

const database =
  (written: object) =>
  (draft: Draft): void => {
    draft.database = { kind: "azure", ...written };
  };
const subnet =
  (use: string, range: (plan: Readonly<Record<string, string>>) => string) =>
  ({ azure: { network } }: Draft): void => {
    network.subnets = { [use]: range(planSubnets(network.addressSpace)) };
  };

/** Mistakes that people make, each with the code and the place of what tells it. */
export const MISTAKES: readonly Mistake[] = [
  {
    what: "pods on the network's addresses",
    make: ({ azure: { network } }) => (network.podRange = network.addressSpace),
    code: "HF2460",
    path: /^azure\.network\.podRange$/,
  },
  {
    what: "a hub on the network's addresses",
    make: ({ azure: { network } }) =>
      (network.hub = {
        virtualNetworkId: existing("Microsoft.Network/virtualNetworks", "hub"),
        addressSpaces: [network.addressSpace],
      }),
    code: "HF2460",
    path: /^azure\.network\.hub\.addressSpaces\[0\]$/,
  },
  {
    what: "a subnet on another's place",
    make: subnet("media", ({ nodes }) => nodes!),
    code: "HF2462",
    path: /^azure\.network\.subnets\.media$/,
  },
  {
    what: "a subnet outside the network",
    make: subnet("operators", () => "192.168.0.0/28"),
    code: "HF2461",
    path: /^azure\.network\.subnets\.operators$/,
  },
  {
    what: "a subnet smaller than Azure takes",
    make: subnet("bastion", ({ bastion }) => `${bastion!.split("/")[0]!}/27`),
    code: "HF2463",
    path: /^azure\.network\.subnets\.bastion$/,
  },
  {
    what: "more machines than the nodes' subnet has addresses",
    make: (draft) => {
      subnet("nodes", ({ nodes }) => `${nodes!.split("/")[0]!}/27`)(draft);
      draft.azure.kubernetes.pool = { maximum: 40 };
    },
    code: "HF2465",
    path: /^azure\.network\.subnets\.nodes$/,
  },
  {
    what: "a load balancer outside the nodes' subnet",
    make: ({ azure: { network }, cluster }) =>
      (cluster.exposure = {
        kind: "load-balancer",
        address: planSubnets(network.addressSpace).bastion.split("/")[0],
        annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" },
      }),
    code: "HF2458",
    path: /^cluster\.exposure\.address$/,
  },
  {
    what: "a region that is nowhere",
    make: ({ azure }) => (azure.region = "atlantis"),
    code: "HF2453",
    path: /^azure\.region$/,
  },
  {
    what: "a region of the other cloud",
    make: ({ azure, substrate }) =>
      (azure.region = substrate === "azure" ? "usgovvirginia" : "swedencentral"),
    code: "HF2453",
    path: /^azure\.region$/,
  },
  {
    what: "a size of machine that nobody knows",
    make: ({ azure }) => (azure.kubernetes.systemPool = { vmSize: "Standard_Huge" }),
    code: "HF2472",
    path: /^azure\.kubernetes\.systemPool\.vmSize$/,
  },
  {
    what: "a size of database that nobody knows",
    make: database({ sku: "GP_Standard_D3ds_v5" }),
    code: "HF2331",
    path: /^database\.sku$/,
  },
  {
    what: "a database of the sixth generation in a subnet of its own",
    make: database({ sku: "GP_Standard_D4ds_v6" }),
    code: "HF2331",
    path: /^database\.sku$/,
  },
  {
    what: "a burstable database with a standby",
    make: database({ sku: "B_Standard_B4ms", standby: "same-zone", pooler: { enabled: false } }),
    code: "HF2331",
    path: /^database\.standby$/,
  },
  {
    what: "a burstable database with PgBouncer",
    make: database({ sku: "B_Standard_B4ms", standby: "none", pooler: { enabled: true } }),
    code: "HF2331",
    path: /^database\.pooler$/,
  },
  {
    what: "backups in another region where there is none",
    make(draft) {
      draft.azure.region = withoutGeoBackup(draft.substrate);
      draft.database = { kind: "azure", geoBackup: true };
    },
    code: "HF2335",
    path: /^database\.geoBackup$/,
  },
  {
    what: "blobs with a server that can't",
    make(draft) {
      draft.mattermost.version = "11.7.9";
      draft.objectStore = { kind: "azure-blob" };
    },
    code: "HF2412",
    path: /^objectStore\.kind$/,
  },
  {
    what: "a public registry where nothing outside is reached",
    make({ azure, cluster }) {
      azure.kubernetes.egress = "isolated";
      delete azure.registry;
      cluster.registry = { host: "docker.io/osprey" };
    },
    code: "HF2474",
    path: /^cluster\.registry$/,
  },
  {
    what: "a site's name that is too long",
    make: (draft) => (draft.name = "o".repeat(31)),
    code: "HF1",
    path: /^name$/,
  },
  {
    what: "a container's name that is too long",
    make: (draft) => (draft.objectStore = { kind: "azure-blob", container: "o".repeat(64) }),
    code: "HF1",
    path: /^objectStore\.container$/,
  },
  {
    what: "a deployment's name that is too long",
    make: ({ azure }) =>
      (azure.openAi = {
        deployments: [{ name: "o".repeat(65), model: "gpt-4o", version: "2024-11-20", capacity: 1 }],
      }),
    code: "HF1",
    path: /^azure\.openAi\.deployments\[0\]\.name$/,
  },
  {
    what: "a gateway on the internet without a reason",
    make: ({ azure }) =>
      (azure.access = {
        gateway: { certificateId: "https://kv-osprey.vault.azure.net/secrets/chat", exposure: "internet" },
      }),
    code: "HF2480",
    path: /^azure\.access\.gateway\.exposure$/,
  },
];

function withoutGeoBackup(substrate: string): string {
  const regions = AZURE_REGIONS[substrate === "azure" ? "azure" : "azure-government"];
  return Object.keys(regions).find((name) => regions[name]?.postgres.geoBackup === false) ?? "";
}
