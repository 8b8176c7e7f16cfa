import type { SiteAzureNames } from "../site-azure-access";
import type { SiteAzure } from "../site-azure";
import { recordIn, siteNames } from "../names";
import type { Site } from "../site";
import { inAzure } from "./azure-read";
import { rules, type Finding, type FindRule } from "./rule";

const NAMES = "azure.access.names";
const ZONES = "Azure DNS documentation, private zones: resolution and virtual network links";

/** Rules on the private zones in which a network of Azure finds the site's hosts. */
export const AZURE_NAMES_RULES = rules(
  {
    code: "HF2520",
    severity: "error",
    title: "A host of the site is not in its private zone.",
    fix: "name a zone that all hosts are in, or remove the zone: then each host is one",
    reference: ZONES,
    find: atNames(({ zone }, site) =>
      zone === undefined
        ? []
        : siteNames(site)
            .filter(({ host }) => recordIn(zone, host) === undefined)
            .map(({ host, what }) => ({
              path: `${NAMES}.zone`,
              message: `${NAMES}.zone is ${zone}, ${what} is at ${host}`,
              expected: `a zone that ${host} is in`,
            })),
    ),
  },
  {
    code: "HF2521",
    severity: "error",
    title: "The private zone hides every other name of its domain, and its owner has not agreed.",
    fix: "write the owner's word in reason, or remove the zone: then each host is one, and nothing else is hidden",
    reference: ZONES,
    find: atNames(({ zone, reason }, site) => {
      if (zone === undefined || reason !== undefined) return [];
      if (siteNames(site).every(({ host }) => host === zone)) return [];
      return [
        {
          path: `${NAMES}.zone`,
          message: `${NAMES}.zone is ${zone}, more than the site's hosts, and reason is absent`,
          expected: "why whoever owns the domain lets the network lose its other names",
        },
      ];
    }),
  },
  {
    code: "HF2522",
    severity: "error",
    title: "A private zone would have a host without an address.",
    fix: "write the address that the load balancer asks for, or let the hosts lead to the gateway",
    reference: "AKS documentation, internal load balancer",
    find: atNames((_names, site) =>
      siteNames(site).flatMap(({ host, target }) =>
        target.kind === "unknown"
          ? [
              {
                path: NAMES,
                message: `${host} leads to ${target.of}, whose address nobody says`,
                expected: "a load balancer with an address, or a gateway",
              },
            ]
          : [],
      ),
    ),
  },
  {
    code: "HF2523",
    severity: "error",
    title: "The site's hosts can't lead to a gateway that isn't there.",
    fix: "add azure.access.gateway, or write `to: load-balancer`",
    reference: "Holdfast: azure.access.gateway makes the gateway",
    find: atNames(({ to }, _site, { access: { gateway } }) =>
      to === "gateway" && gateway === undefined
        ? [
            {
              path: `${NAMES}.to`,
              message: `${NAMES}.to is ${to}, azure.access.gateway is absent`,
              expected: "a gateway, or the load balancer",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2524",
    severity: "warning",
    title: "People inside the network pass by the web firewall.",
    fix: "write `to: gateway`, or accept this with who these people are",
    reference: "Application Gateway documentation: only what it forwards is inspected",
    find: atNames(({ to }, _site, { access: { gateway } }) =>
      to === "load-balancer" && gateway !== undefined
        ? [
            {
              path: `${NAMES}.to`,
              message: `${NAMES}.to is ${to}, behind azure.access.gateway`,
              expected: "gateway",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2525",
    severity: "warning",
    title: "Machines of the network ask other name servers, which don't know its private zones.",
    fix: "let these servers forward the zones to Azure (168.63.129.16, by a machine or resolver in the network), then accept this",
    reference: ZONES,
    find: atNames((_names, _site, { network: { dnsServers } }) =>
      dnsServers
        ? [
            {
              path: "azure.network.dnsServers",
              message: `azure.network.dnsServers is ${dnsServers.join(", ")}, and ${NAMES} makes zones in Azure`,
              expected: "name servers that forward to Azure's own",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2526",
    severity: "error",
    title: "A private zone can't be linked to a hub that isn't there.",
    fix: "add azure.network.hub, or remove linkHub",
    reference: ZONES,
    find: atNames(({ linkHub }, _site, { network: { hub } }) =>
      linkHub && hub === undefined
        ? [
            {
              path: `${NAMES}.linkHub`,
              message: `${NAMES}.linkHub is true, azure.network.hub is absent`,
              expected: "a hub, or false",
            },
          ]
        : [],
    ),
  },
);

function atNames(
  find: (names: SiteAzureNames, site: Site, azure: SiteAzure) => readonly Finding[],
): FindRule["find"] {
  return inAzure((azure, site) => (azure.access.names ? find(azure.access.names, site, azure) : []));
}
