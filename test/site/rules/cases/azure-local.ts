import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";

type Local = NonNullable<SiteSpec["azureLocal"]>;
type NewNetwork = Extract<Local["network"], { kind: "new" }>;

const GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-instance/providers";
const GUID = "00000000-0000-4000-8000-0000000000d1";

const NETWORK: NewNetwork = {
  kind: "new",
  virtualSwitch: "ConvergedSwitch",
  addressPrefix: "10.80.0.0/24",
  gateway: "10.80.0.1",
  addressPool: { start: "10.80.0.20", end: "10.80.0.59" },
  dnsServers: ["10.80.0.2"],
};

/** The site on an Azure Local instance. */
const local: Change = (spec) => {
  spec.topology = "enterprise";
  spec.substrate = "azure-local";
  spec.connectivity = "connected";
  spec.azureLocal = {
    subscriptionId: "00000000-0000-4000-8000-000000000001",
    tenantId: "00000000-0000-4000-8000-00000000000a",
    region: "westeurope",
    customLocationId: `${GROUP}/Microsoft.ExtendedLocation/customLocations/cellar`,
    network: NETWORK,
    kubernetes: {
      adminGroups: [GUID],
      sshPublicKeys: ["ssh-ed25519 AAAAexample operators"],
      controlPlane: { address: "10.80.0.10" },
    },
  };
};
const change = (edit: (azureLocal: Local, spec: SiteSpec) => void): Change =>
  all(local, (spec) => {
    edit(spec.azureLocal!, spec);
  });
const network = (written: Partial<NewNetwork>): Change =>
  change((azureLocal) => (azureLocal.network = { ...NETWORK, ...written }));
const controlPlane = (written: Partial<Local["kubernetes"]["controlPlane"]>): Change =>
  change(({ kubernetes }) => Object.assign(kubernetes.controlPlane, written));
const pool = (written: NonNullable<Local["kubernetes"]["pool"]>): Change =>
  change(({ kubernetes }) => (kubernetes.pool = written));
const balanced = (...addresses: string[]): Change =>
  change((azureLocal) => (azureLocal.loadBalancer = { addresses, runtimeObjectId: GUID }));
const away = (days: number): Change =>
  change((_local, { identity }) => {
    if (identity?.kind !== "keycloak") throw new Error("the base site signs in by Keycloak");
    identity.plannedDisconnectionDays = days;
  });

export const AZURE_LOCAL_CASES: readonly RuleCase[] = [
  {
    code: "HF2420",
    what: "an instance for a site at the edge",
    breaks: change((_local, spec) => (spec.topology = "edge")),
    keeps: local,
    paths: ["azureLocal"],
    shows: "topology is edge",
  },
  {
    code: "HF2421",
    what: "an instance for a site without any link",
    breaks: change((_local, spec) => (spec.connectivity = "disconnected")),
    keeps: local,
    paths: ["azureLocal"],
    shows: "disconnected",
  },
  {
    code: "HF2422",
    what: "a disconnection of 31 days",
    breaks: away(31),
    keeps: away(30),
    paths: ["identity.plannedDisconnectionDays"],
    shows: "31",
  },
  {
    code: "HF2423",
    what: "a link that comes and goes",
    breaks: change((_local, spec) => (spec.connectivity = "intermittent")),
    keeps: local,
    paths: ["azureLocal"],
    shows: "30 days",
  },
  {
    code: "HF2424",
    what: "policies that nothing may hold",
    breaks: local,
    paths: ["azureLocal"],
    shows: "Calico",
  },
  {
    code: "HF2425",
    what: "sizes of the cloud, and too many machines",
    breaks: all(controlPlane({ vmSize: "Standard_A2_v2" }), ({ azureLocal }) => {
      azureLocal!.kubernetes.pool = { vmSize: "Standard_D8ds_v5", minimum: 60, maximum: 65 };
    }),
    keeps: pool({ vmSize: "Standard_D8s_v3", minimum: 4, maximum: 64 }),
    paths: [
      "azureLocal.kubernetes.pool.vmSize",
      "azureLocal.kubernetes.controlPlane.vmSize",
      "azureLocal.kubernetes.pool.maximum",
    ],
    shows: "Standard_D8ds_v5",
  },
  {
    code: "HF2426",
    what: "machines too small for the pods",
    breaks: pool({ vmSize: "Standard_A2_v2" }),
    keeps: pool({ vmSize: "Standard_D8s_v3" }),
    paths: ["azureLocal.kubernetes.pool.vmSize"],
    shows: "Standard_A2_v2",
  },
  {
    code: "HF2426",
    what: "fewer machines than the site is sized for",
    breaks: pool({ minimum: 3, vmSize: "Standard_D8s_v3" }),
    keeps: local,
    paths: ["azureLocal.kubernetes.pool.vmSize"],
    shows: "3 machines",
  },
  {
    code: "HF2427",
    what: "a control plane of one",
    breaks: controlPlane({ count: 1 }),
    keeps: controlPlane({ count: 5 }),
    paths: ["azureLocal.kubernetes.controlPlane.count"],
    shows: "is 1",
  },
  {
    code: "HF2428",
    what: "a region that Azure Government keeps no instances in",
    breaks: change((azureLocal) =>
      Object.assign(azureLocal, { cloud: "azure-government", region: "usgovtexas" }),
    ),
    keeps: change((azureLocal) =>
      Object.assign(azureLocal, { cloud: "azure-government", region: "usgovvirginia" }),
    ),
    paths: ["azureLocal.region"],
    shows: "usgovtexas",
  },
  {
    code: "HF2430",
    what: "addresses elsewhere",
    breaks: all(
      network({ gateway: "10.81.0.1" }),
      ({ azureLocal }) => (azureLocal!.kubernetes.controlPlane.address = "10.80.1.10"),
    ),
    keeps: local,
    paths: ["azureLocal.network.gateway", "azureLocal.kubernetes.controlPlane.address"],
    shows: "10.81.0.1",
  },
  {
    code: "HF2431",
    what: "an API server and Services inside the machines' pool",
    breaks: all(controlPlane({ address: "10.80.0.20" }), ({ azureLocal }) => {
      azureLocal!.loadBalancer = { addresses: ["10.80.0.59-10.80.0.70"], runtimeObjectId: GUID };
    }),
    keeps: balanced("10.80.0.240/29", "10.80.0.60-10.80.0.70"),
    paths: ["azureLocal.kubernetes.controlPlane.address", "azureLocal.loadBalancer.addresses[0]"],
    shows: "10.80.0.59",
  },
  {
    code: "HF2432",
    what: "a pool without room for replacements",
    breaks: network({ addressPool: { start: "10.80.0.20", end: "10.80.0.27" } }),
    keeps: network({ addressPool: { start: "10.80.0.20", end: "10.80.0.28" } }),
    paths: ["azureLocal.network.addressPool"],
    shows: "8 addresses",
  },
  {
    code: "HF2433",
    what: "pods in the machines' network",
    breaks: change(({ kubernetes }) => (kubernetes.podRange = "10.80.0.0/16")),
    keeps: local,
    paths: ["azureLocal.kubernetes.podRange"],
    shows: "10.80.0.0/16",
  },
];
