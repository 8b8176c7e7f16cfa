import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";
import { cloud } from "./azure";

type Azure = NonNullable<SiteSpec["azure"]>;
type Access = NonNullable<Azure["access"]>;
type Gateway = NonNullable<Access["gateway"]>;
type Rows = NonNullable<NonNullable<Azure["egress"]>["rows"]>;

const SUBSCRIPTION = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/shared/providers";
const ROUTERS = ["10.40.3.251", "10.40.3.252"];

/** A site that people and voice reach as Azure wants it. */
const reached: Change = all(cloud, (spec) => {
  spec.cluster.exposure = { kind: "load-balancer", address: "10.40.3.250" };
  spec.proxy = { tls: { secret: "chat-tls" } };
  spec.calls = {
    concurrentCalls: 2,
    participants: 8,
    router: { kind: "rtcd", routers: 2, exposure: { kind: "load-balancer", addresses: ROUTERS } },
  };
});
const access = (written: Access): Change => all(reached, ({ azure }) => (azure!.access = written));
const gateway = (written: Partial<Gateway> = {}): Change =>
  access({ gateway: { certificateId: "https://kv-kestrel.vault.azure.net/secrets/chat", ...written } });
const media = (...addresses: string[]): Change =>
  access({
    media: {
      addresses: addresses.map((address) => ({
        id: `${SUBSCRIPTION}/Microsoft.Network/publicIPAddresses/${address}`,
        address,
      })),
      reason: "patrols call in from foreign networks",
    },
  });
const twice = media("203.0.113.10", "203.0.113.11");
const rows = (...written: Rows): Change => all(cloud, ({ azure }) => (azure!.egress = { rows: written }));
const hubsFirewall: Change = ({ azure }) =>
  (azure!.network.hub = {
    virtualNetworkId: `${SUBSCRIPTION}/Microsoft.Network/virtualNetworks/hub`,
    addressSpaces: ["10.0.0.0/16"],
    firewallAddress: "10.0.8.4",
  });
const routers =
  (change: { readonly addresses?: string[]; readonly clientNetworks?: string[] }): Change =>
  ({ calls }) => {
    if (calls?.router.kind !== "rtcd") throw new Error("the site has routers of its own");
    const { addresses = ROUTERS, clientNetworks } = change;
    calls.router = { ...calls.router, clientNetworks, exposure: { kind: "load-balancer", addresses } };
  };
const REASON = "map tiles for everybody";

export const AZURE_ACCESS_CASES: readonly RuleCase[] = [
  {
    code: "HF2480",
    what: "an address on the internet without a reason",
    breaks: gateway({ exposure: "internet" }),
    paths: ["azure.access.gateway.exposure"],
    shows: "internet",
    keeps: gateway({ exposure: "internet", reason: "partners have no network of ours" }),
  },
  {
    code: "HF2481",
    what: "files of 4,000 MiB behind the web firewall",
    breaks: all(gateway(), ({ mattermost }) => (mattermost.maxFileSize = 4000)),
    paths: ["mattermost.maxFileSize"],
    shows: "4000 MiB",
    keeps: all(gateway(), ({ mattermost }) => (mattermost.maxFileSize = 3990)),
  },
  {
    code: "HF2482",
    what: "a proxy whose address is outside the nodes' subnet",
    breaks: all(
      gateway(),
      ({ cluster }) => (cluster.exposure = { kind: "load-balancer", address: "10.40.9.9" }),
    ),
    paths: ["cluster.exposure"],
    shows: "10.40.9.9",
    keeps: gateway(),
  },
  {
    code: "HF2483",
    what: "a proxy with a certificate of the site's own authority",
    breaks: all(gateway(), (spec) => (spec.proxy = {})),
    paths: ["azure.access.gateway.authority"],
    shows: "authority of the site's own",
    keeps: all(gateway({ authority: "authority.pem" }), (spec) => (spec.proxy = {})),
  },
  {
    code: "HF2484",
    what: "an address with a port behind the gateway",
    breaks: all(
      gateway(),
      ({ mattermost }) => (mattermost.siteUrl = "https://chat.outpost-kestrel.example:8443"),
    ),
    paths: ["mattermost.siteUrl"],
    shows: ":8443",
    keeps: gateway(),
  },
  {
    code: "HF2485",
    what: "more units at rest than at most",
    breaks: gateway({ capacity: { minimum: 12, maximum: 10 } }),
    paths: ["azure.access.gateway.capacity"],
    shows: "from 12 to 10",
    keeps: gateway({ capacity: { minimum: 10, maximum: 10 } }),
  },
  {
    code: "HF2486",
    what: "125 units in a subnet of 64 addresses",
    breaks: all(gateway({ capacity: { minimum: 2, maximum: 125 } }), ({ azure }) => {
      azure!.network.subnets = { applicationGateway: "10.40.5.0/26" };
    }),
    paths: ["azure.access.gateway.capacity"],
    shows: "room for 58",
    keeps: gateway({ capacity: { minimum: 2, maximum: 125 } }),
  },
  {
    code: "HF2487",
    what: "a proxy that believes another network",
    breaks: all(gateway(), ({ proxy }) => (proxy!.trustedProxies = ["10.9.0.0/24"])),
    paths: ["proxy.trustedProxies"],
    shows: "10.40.5.0/24",
    keeps: gateway(),
  },
  {
    code: "HF2488",
    what: "an allow list of everything",
    breaks: gateway({ allowFrom: ["0.0.0.0/0"] }),
    paths: ["azure.access.gateway.allowFrom[0]"],
    shows: "0.0.0.0/0",
    keeps: gateway({ allowFrom: ["198.51.100.0/24"] }),
  },
  {
    code: "HF2490",
    what: "all names below one on a port of no web server",
    breaks: rows({ hosts: ["*.osprey.example"], port: 8883, reason: REASON }),
    paths: ["azure.egress.rows[0].hosts"],
    shows: "8883",
    keeps: rows({ hosts: ["*.osprey.example"], reason: REASON }),
  },
  {
    code: "HF2491",
    what: "rows for a firewall in the hub",
    breaks: all(rows({ hosts: ["tiles.osprey.example"], reason: REASON }), hubsFirewall),
    paths: ["azure.egress.rows"],
    shows: "10.0.8.4",
    keeps: all(cloud, hubsFirewall),
  },
  {
    code: "HF2492",
    what: "voice through a firewall in the hub",
    breaks: all(twice, hubsFirewall),
    paths: ["azure.access.media"],
    shows: "10.0.8.4",
    keeps: twice,
  },
  {
    code: "HF2493",
    what: "one address for two routers",
    breaks: media("203.0.113.10"),
    paths: ["azure.access.media.addresses"],
    shows: "has 1, calls.router.exposure.addresses has 2",
    keeps: twice,
  },
  {
    code: "HF2494",
    what: "a router outside the network",
    breaks: all(twice, routers({ addresses: ["10.40.3.251", "10.9.0.2"] })),
    paths: ["calls.router.exposure.addresses[1]"],
    shows: "10.9.0.2",
    keeps: twice,
  },
  {
    code: "HF2495",
    what: "routers that don't know the firewall",
    breaks: all(twice, routers({ clientNetworks: ["198.51.100.0/24"] })),
    paths: ["calls.router.clientNetworks"],
    shows: "10.40.8.0/24",
    keeps: all(twice, routers({ clientNetworks: ["10.40.0.0/16"] })),
  },
];
