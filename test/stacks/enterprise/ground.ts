import * as fc from "fast-check";
import { addressIn, planSubnets, prefixOf } from "../../../src/catalog/azure-address-plan";
import type { AzureCloud } from "../../../src/catalog/azure-clouds";
import { AZURE_REGIONS } from "../../../src/catalog/azure-regions";

export const SUBSCRIPTION = "00000000-0000-4000-8000-000000000001";
export const TENANT = "00000000-0000-4000-8000-00000000000a";
/** Groups of people. */
export const GROUP = "00000000-0000-4000-8000-0000000000a1";
export const OTHER_GROUP = "00000000-0000-4000-8000-0000000000a2";
/** A public half that opens nothing. */
export const SSH_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExample operators@osprey.example";

/** What several sections of a drawn site must agree on. */
export interface Ground {
  readonly name: string;
  readonly cloud: AzureCloud;
  readonly region: string;
  /** IPv4 range of the network. */
  readonly space: string;
  /** Subnets by hand, as narrow as people like to make them. */
  readonly subnets?: Readonly<Record<string, string>>;
  readonly nodes: number;
  /** Joined with a network that is there already. */
  readonly hub: boolean;
  /** Nodes reach nothing outside. */
  readonly isolated: boolean;
  /** Somebody else's firewall is passed on the way out. */
  readonly hubFirewall: boolean;
  readonly ownRegistry: boolean;
  readonly calls: boolean;
  /** Voice comes in from the internet, too. */
  readonly mediaOutside: boolean;
  readonly gpus: boolean;
  readonly openAi: boolean;
  readonly fromVault: boolean;
}

const second = fc.nat(120);
const space = fc
  .tuple(second, fc.integer({ min: 12, max: 18 }))
  .map(([block, prefix]) => `10.${prefix < 16 ? block - (block % 2 ** (16 - prefix)) : block}.0.0/${prefix}`);

const region = fc
  .constantFrom<AzureCloud>("azure", "azure-government")
  .chain((cloud) => fc.record({ cloud: fc.constant(cloud), region: regionOf(cloud) }));

function regionOf(cloud: AzureCloud): fc.Arbitrary<string> {
  return fc.constantFrom(...Object.keys(AZURE_REGIONS[cloud]));
}

function narrowed(network: string): readonly Readonly<Record<string, string>>[] {
  const { nodes, media, privateEndpoints } = planSubnets(network);
  const narrow = (range: string, prefix: number) => `${addressIn(range, 0)}/${prefix}`;
  return [
    { media: narrow(media, 28) },
    { privateEndpoints: narrow(privateEndpoints, 28) },
    { nodes: narrow(nodes, 27), privateEndpoints: narrow(privateEndpoints, 28) },
  ];
}

const oneIn = (count: number): fc.Arbitrary<boolean> => fc.nat(count - 1).map((number) => number === 0);

/** Names as short and as long as they may be. */
const name = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9]{2}$/), fc.stringMatching(/^[a-z](-?[a-z0-9]){14}$/));

export const arbitraryGround: fc.Arbitrary<Ground> = fc
  .record({
    name,
    place: region,
    space,
    narrow: fc.nat(10),
    nodes: fc.integer({ min: 4, max: 12 }),
    hub: oneIn(3),
    isolated: oneIn(5),
    hubFirewall: oneIn(5),
    ownRegistry: fc.boolean(),
    calls: fc.boolean(),
    mediaOutside: fc.boolean(),
    gpus: oneIn(5),
    openAi: oneIn(3),
    fromVault: fc.boolean(),
  })
  .map(({ place, narrow, hub, mediaOutside, fromVault, ...rest }) => ({
    ...place,
    ...rest,
    subnets: narrowed(rest.space)[narrow],
    hub: hub || rest.hubFirewall,
    fromVault: fromVault && !rest.isolated,
    mediaOutside: mediaOutside && rest.calls && !rest.isolated && !rest.hubFirewall,
  }));

/** One of the last addresses of the nodes' subnet, which no machine gets soon. */
export function loadBalancerAddress({ space: network, subnets }: Ground, place: number): string {
  const { nodes } = planSubnets(network, subnets);
  return addressIn(nodes, 2 ** (32 - prefixOf(nodes)) - 6 + place);
}

/** Full id of a resource that is there already. */
export function existing(type: string, part: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-shared/providers/${type}/${part}`;
}
