import { addressesBetween, contains, overlap } from "../../catalog/azure-address-plan";
import type { SiteAzureLocal, SiteLogicalNetwork } from "../site-azure-local";
import { onLocal } from "./azure-local";
import { rules, type Finding } from "./rule";

type NewNetwork = Extract<SiteLogicalNetwork, { kind: "new" }>;

const NETWORK = "AKS on Azure Local documentation, network requirements";

/** Rules on the addresses of a site that is built on Azure Local. */
export const AZURE_LOCAL_NETWORK_RULES = rules(
  {
    code: "HF2430",
    severity: "error",
    title: "An address lies outside the network of the machines.",
    fix: "choose an address of azureLocal.network.addressPrefix",
    reference: NETWORK,
    find: inNewNetwork((network, local) =>
      placedAddresses(network, local)
        .filter(({ address }) => !contains(network.addressPrefix, `${address}/32`))
        .map(({ path, address }) => ({
          path,
          message: `${path} is ${address}`,
          expected: `an address of ${network.addressPrefix}`,
        })),
    ),
  },
  {
    code: "HF2431",
    severity: "error",
    title: "An address is given to machines too.",
    fix: "choose an address outside azureLocal.network.addressPool",
    reference: NETWORK,
    find: inNewNetwork((network, local) =>
      placedAddresses(network, local)
        .filter(({ ofPool, address }) => !ofPool && isBetween(network.addressPool, address))
        .map(({ path, address }) => ({
          path,
          message: `${path} is ${address}, the machines' pool is ${network.addressPool.start} to ${network.addressPool.end}`,
          expected: "an address outside the pool",
        })),
    ),
  },
  {
    code: "HF2432",
    severity: "error",
    title: "The pool has too few addresses for the machines.",
    fix: "widen azureLocal.network.addressPool",
    reference: NETWORK,
    find: inNewNetwork(({ addressPool: { start, end } }, { kubernetes: { controlPlane, pool } }) => {
      const has = addressesBetween(start, end);
      // One more for each kind of machine while they are replaced one by one.
      const needs = controlPlane.count + pool.maximum + 2;
      if (has >= needs) return [];
      return [
        {
          path: "azureLocal.network.addressPool",
          message: `the pool ${start} to ${end} has ${Math.max(0, has)} addresses`,
          expected: `${needs}: ${controlPlane.count} for the control plane, ${pool.maximum} for the site, and 2 while machines are replaced`,
        },
      ];
    }),
  },
  {
    code: "HF2433",
    severity: "error",
    title: "Pods and machines share addresses.",
    fix: "choose another azureLocal.kubernetes.podRange",
    reference: NETWORK,
    find: inNewNetwork(({ addressPrefix }, { kubernetes: { podRange } }) =>
      overlap(addressPrefix, podRange)
        ? [
            {
              path: "azureLocal.kubernetes.podRange",
              message: `azureLocal.kubernetes.podRange is ${podRange}, the machines' network is ${addressPrefix}`,
              expected: "a range that nothing else uses",
            },
          ]
        : [],
    ),
  },
);

interface PlacedAddress {
  readonly path: string;
  readonly address: string;
  /** Whether it is an end of the pool itself. */
  readonly ofPool: boolean;
}

function placedAddresses(
  { gateway, addressPool }: NewNetwork,
  { kubernetes, loadBalancer }: SiteAzureLocal,
): readonly PlacedAddress[] {
  const { start, end } = addressPool;
  return [
    { path: "azureLocal.network.gateway", address: gateway, ofPool: false },
    { path: "azureLocal.network.addressPool.start", address: start, ofPool: true },
    { path: "azureLocal.network.addressPool.end", address: end, ofPool: true },
    {
      path: "azureLocal.kubernetes.controlPlane.address",
      address: kubernetes.controlPlane.address,
      ofPool: false,
    },
    ...(loadBalancer?.addresses ?? []).flatMap((range, index) =>
      endsOf(range).map((address) => ({
        path: `azureLocal.loadBalancer.addresses[${index}]`,
        address,
        ofPool: false,
      })),
    ),
  ];
}

/** First and last address of `a-b` or `a/n`; of the latter the first alone, for the rest follows it. */
function endsOf(range: string): readonly string[] {
  return range.includes("-") ? range.split("-") : [range.split("/", 1).join("")];
}

function isBetween({ start, end }: NewNetwork["addressPool"], address: string): boolean {
  return addressesBetween(start, address) > 0 && addressesBetween(address, end) > 0;
}

function inNewNetwork(find: (network: NewNetwork, local: SiteAzureLocal) => readonly Finding[]) {
  return onLocal((local) => (local.network.kind === "new" ? find(local.network, local) : []));
}
