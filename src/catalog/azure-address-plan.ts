import { parseCIDR } from "ipaddr.js";

/** A part of a site's virtual network. */
export type AzureSubnet =
  | "nodes"
  | "media"
  | "applicationGateway"
  | "postgres"
  | "privateEndpoints"
  | "firewall"
  | "firewallManagement"
  | "bastion"
  | "apiServer"
  | "operators";

interface Slot {
  /** First of the 256 equal blocks of the address space. */
  readonly block: number;
  /** How many blocks, a power of two. */
  readonly blocks: number;
  /** Longest prefix that Azure, or the part in it, works with. */
  readonly longestPrefix: number;
}

/**
 * Where each subnet lies. Blocks are never moved: a subnet that moves takes everything in it along.
 * Limits: Azure Firewall and Bastion /26, PostgreSQL /28, API server /28, Application Gateway v2 /26.
 */
const SLOTS: Readonly<Record<AzureSubnet, Slot>> = {
  nodes: { block: 0, blocks: 4, longestPrefix: 28 },
  media: { block: 4, blocks: 1, longestPrefix: 28 },
  applicationGateway: { block: 5, blocks: 1, longestPrefix: 26 },
  postgres: { block: 6, blocks: 1, longestPrefix: 28 },
  privateEndpoints: { block: 7, blocks: 1, longestPrefix: 28 },
  firewall: { block: 8, blocks: 1, longestPrefix: 26 },
  firewallManagement: { block: 9, blocks: 1, longestPrefix: 26 },
  bastion: { block: 10, blocks: 1, longestPrefix: 26 },
  apiServer: { block: 11, blocks: 1, longestPrefix: 28 },
  operators: { block: 12, blocks: 1, longestPrefix: 28 },
};

export const AZURE_SUBNETS = Object.keys(SLOTS) as readonly AzureSubnet[];

/** Subnets of the cluster's machines; pods leave through them. */
export const MACHINE_SUBNETS: readonly AzureSubnet[] = ["nodes", "media"];

/** Azure keeps five addresses of every subnet for itself. */
const RESERVED_ADDRESSES = 5;

/** Shortest and longest prefix of an address space that is planned here; outside it, subnets are set by hand. */
export const PLANNED_PREFIXES = { shortest: 8, longest: 18 } as const;

/** A network in numbers, e.g. of `10.40.0.0/16`. */
interface Network {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/**
 * Range of each subnet in an address space such as `10.40.0.0/16`; what is set by hand is kept. Ranges of an address
 * space that isn't planned mean nothing.
 */
export function planSubnets(
  addressSpace: string,
  byHand: Readonly<Partial<Record<AzureSubnet, string>>> = {},
): Readonly<Record<AzureSubnet, string>> {
  const space = networkOf(addressSpace);
  const planned = AZURE_SUBNETS.map((name) => {
    const { block, blocks } = SLOTS[name];
    const prefix = Math.min(space.prefix + 8, 32);
    const range = `${addressOf(space.first + block * 2 ** (32 - prefix))}/${prefix - Math.log2(blocks)}`;
    return [name, byHand[name] ?? range] as const;
  });
  return Object.fromEntries(planned) as Record<AzureSubnet, string>;
}

/** Longest prefix that a subnet of this use may have. */
export function longestPrefixOf(subnet: AzureSubnet): number {
  return SLOTS[subnet].longestPrefix;
}

/** How many machines fit into a range, e.g. 1019 in a /22. */
export function usableAddresses(range: string): number {
  const { first, last } = networkOf(range);
  return Math.max(0, last - first + 1 - RESERVED_ADDRESSES);
}

export function prefixOf(range: string): number {
  return networkOf(range).prefix;
}

/** Whether two ranges share an address. */
export function overlap(a: string, b: string): boolean {
  const [one, other] = [networkOf(a), networkOf(b)];
  return one.first <= other.last && other.first <= one.last;
}

/** Whether every address of `inner` is in `outer`. */
export function contains(outer: string, inner: string): boolean {
  const [all, part] = [networkOf(outer), networkOf(inner)];
  return all.first <= part.first && part.last <= all.last;
}

/** The address `offset` places into a range, e.g. the fourth, which is the first that Azure gives away. */
export function addressIn(range: string, offset: number): string {
  return addressOf(networkOf(range).first + offset);
}

/** Place of a gateway's internal address in its subnet; Azure takes low ones for the units. */
const GATEWAY_OFFSET = 200;

/** Address that an internal gateway has in its subnet; in one too small for the usual place, its middle. */
export function gatewayAddressIn(range: string): string {
  return addressIn(range, Math.min(GATEWAY_OFFSET, 2 ** (31 - prefixOf(range))));
}

/** How many addresses lie from one to another, both counted; not more than 0 where the second is before the first. */
export function addressesBetween(first: string, last: string): number {
  return networkOf(`${last}/32`).first - networkOf(`${first}/32`).first + 1;
}

function networkOf(range: string): Network {
  const [address, prefix] = parseCIDR(range);
  const number = address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
  const size = 2 ** (32 - prefix);
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1, prefix };
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}
