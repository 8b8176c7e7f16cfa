import { contains } from "../../catalog/azure-address-plan";
import type { Site } from "../site";
import type { SiteAzure } from "../site-azure";
import type { SiteAzureAccess } from "../site-azure-access";
import { inAzure } from "./azure-read";
import { rules, type Finding, type FindRule } from "./rule";

const MEDIA = "azure.access.media";
const FORWARDING = "Azure Firewall documentation, destination network address translation";

/** Rules on what passes the firewall of a site in Azure, in both directions. */
export const AZURE_EGRESS_RULES = rules(
  {
    code: "HF2490",
    severity: "error",
    title: "Only web requests can be let out to all names below one.",
    fix: "name each host, or use port 443 or 80 over TCP",
    reference: "Azure Firewall documentation, FQDN filtering in network rules",
    find: inAzure(({ egress: { rows } }) =>
      rows.flatMap(({ hosts, port, protocol }, index) =>
        hosts.some((host) => host.startsWith("*")) && !isWeb(port, protocol)
          ? [
              {
                path: `azure.egress.rows[${index}].hosts`,
                message: `azure.egress.rows[${index}] has ${hosts.join(", ")} on ${port} ${protocol}`,
                expected: "full host names",
              },
            ]
          : [],
      ),
    ),
  },
  {
    code: "HF2491",
    severity: "warning",
    title: "The site has no firewall of its own that its egress could be told to.",
    fix: "give the rows to whoever runs the hub's firewall: `holdfast report --matrix` has them",
    reference: "Holdfast: a hub's firewall is somebody else's",
    find: inAzure((azure) =>
      azure.egress.rows.length === 0 || hasFirewall(azure)
        ? []
        : [
            {
              path: "azure.egress.rows",
              message: `azure.egress.rows has ${azure.egress.rows.length}, the way out is ${wayOut(azure)}`,
              expected: "a firewall of the site's own",
            },
          ],
    ),
  },
  {
    code: "HF2492",
    severity: "error",
    title: "Voice from the internet needs a firewall that hands it on.",
    fix: `remove ${MEDIA}, or let the site have a firewall of its own`,
    reference: FORWARDING,
    find: atMedia((_media, { azure }) =>
      azure && !hasFirewall(azure)
        ? [
            {
              path: MEDIA,
              message: `${MEDIA} is there, the way out is ${wayOut(azure)}`,
              expected: "a firewall of the site's own",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2493",
    severity: "error",
    title: "Each media router needs an address on the internet of its own.",
    fix: "name as many addresses as calls.router.exposure has",
    reference: "rtcd documentation: a router announces one address",
    find: atMedia(({ addresses }, site) => {
      const inside = routerAddresses(site);
      if (inside?.length === addresses.length) return [];
      return [
        {
          path: `${MEDIA}.addresses`,
          message: `${MEDIA}.addresses has ${addresses.length}, ${inside ? `calls.router.exposure.addresses has ${inside.length}` : "the routers are behind no load balancers"}`,
          expected: "one address for each router behind a load balancer",
        },
      ];
    }),
  },
  {
    code: "HF2494",
    severity: "error",
    title: "The firewall can hand voice on to addresses of the site's network only.",
    fix: "give the routers addresses of the nodes' or the media subnet",
    reference: FORWARDING,
    find: atMedia((_media, site) =>
      (routerAddresses(site) ?? []).flatMap((address, index) =>
        site.azure && contains(site.azure.network.addressSpace, `${address}/32`)
          ? []
          : [
              {
                path: `calls.router.exposure.addresses[${index}]`,
                message: `calls.router.exposure.addresses[${index}] is ${address}`,
                expected: `an address in ${site.azure?.network.addressSpace ?? "the site's network"}`,
              },
            ],
      ),
    ),
  },
  {
    code: "HF2495",
    severity: "error",
    title: "The routers refuse what the firewall hands on: it comes from the firewall's own subnet.",
    fix: "add the firewall's subnet to calls.router.clientNetworks, or remove the list",
    reference: FORWARDING,
    find: atMedia((_media, { azure, calls }) => {
      const networks = calls?.router.kind === "rtcd" ? calls.router.clientNetworks : undefined;
      const range = azure?.network.subnets.firewall ?? "";
      if (!networks || networks.some((network) => !network.includes(":") && contains(network, range)))
        return [];
      return [
        {
          path: "calls.router.clientNetworks",
          message: `calls.router.clientNetworks is ${networks.join(", ")}, the firewall is in ${range}`,
          expected: range,
        },
      ];
    }),
  },
);

type Media = NonNullable<SiteAzureAccess["media"]>;

function atMedia(find: (media: Media, site: Site) => readonly Finding[]): FindRule["find"] {
  return inAzure(({ access: { media } }, site) => (media ? find(media, site) : []));
}

function routerAddresses({ calls }: Site): readonly string[] | undefined {
  const exposure = calls?.router.kind === "rtcd" ? calls.router.exposure : undefined;
  return exposure?.kind === "load-balancer" ? exposure.addresses : undefined;
}

function hasFirewall({ kubernetes, network }: SiteAzure): boolean {
  return kubernetes.egress === "firewall" && network.hub?.firewallAddress === undefined;
}

function wayOut({ kubernetes, network }: SiteAzure): string {
  return kubernetes.egress === "isolated"
    ? "none: the cluster is isolated"
    : `the hub's firewall ${network.hub?.firewallAddress ?? ""}`;
}

function isWeb(port: number, protocol: "TCP" | "UDP"): boolean {
  return protocol === "TCP" && (port === 443 || port === 80);
}
