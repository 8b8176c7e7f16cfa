import { contains, usableAddresses } from "../../catalog/azure-address-plan";
import type { Site } from "../site";
import type { SiteAzureGateway } from "../site-azure-access";
import { inAzure } from "./azure-read";
import { hostOf } from "../addresses";
import { rules, type Finding, type FindRule } from "./rule";

const GATEWAY = "azure.access.gateway";
const LIMITS = "Application Gateway documentation, limits of the web application firewall";
const TLS = "Application Gateway documentation, end-to-end TLS";
const SUBNET = "Application Gateway documentation, infrastructure: size of the subnet";

/** Largest file that the web firewall lets through: 4,000 MiB for a request, 10 of them for the form around it. */
const LARGEST_FILE = 3990;

/** Rules on the gateway before the proxy of a site in Azure. */
export const AZURE_ACCESS_RULES = rules(
  {
    code: "HF2480",
    severity: "error",
    title: "The site gets an address on the internet, and nobody says why.",
    fix: "write the reason, or `exposure: internal`",
    reference: "Holdfast: nothing is on the internet unless the site says so, with a reason",
    find: atGateway(({ exposure, reason }) =>
      exposure === "internet" && reason === undefined
        ? [
            {
              path: `${GATEWAY}.exposure`,
              message: `${GATEWAY}.exposure is ${exposure}, reason is absent`,
              expected: "a reason, which goes into the evidence",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2481",
    severity: "error",
    title: "Uploads are larger than the web firewall lets through.",
    fix: "lower mattermost.maxFileSize",
    reference: LIMITS,
    find: atGateway((_gateway, { mattermost }) =>
      mattermost.maxFileSize > LARGEST_FILE
        ? [
            {
              path: "mattermost.maxFileSize",
              message: `mattermost.maxFileSize is ${mattermost.maxFileSize} MiB, behind azure.access.gateway`,
              expected: `${LARGEST_FILE} MiB or less`,
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2482",
    severity: "error",
    title: "The gateway doesn't know where the proxy is.",
    fix: "write `kind: load-balancer` with an address of the nodes' subnet that nothing else has",
    reference: "AKS documentation, internal load balancer",
    find: atGateway((_gateway, { cluster: { exposure }, azure }) => {
      const address = exposure.kind === "load-balancer" ? exposure.address : undefined;
      const range = azure?.network.subnets.nodes;
      if (address !== undefined && range !== undefined && contains(range, `${address}/32`)) return [];
      return [
        {
          path: "cluster.exposure",
          message: `cluster.exposure is ${exposure.kind} with the address ${address ?? "(none)"}, behind ${GATEWAY}`,
          expected: `a load balancer with an address in ${range ?? "the nodes' subnet"}`,
        },
      ];
    }),
  },
  {
    code: "HF2483",
    severity: "error",
    title: "The gateway can't trust the proxy's certificate.",
    fix: `export the authority's certificate and name the file in ${GATEWAY}.authority, or use a certificate of a public authority`,
    reference: TLS,
    find: atGateway(({ authority }, { proxy }) =>
      authority === undefined && proxy.tls.kind === "site-authority"
        ? [
            {
              path: `${GATEWAY}.authority`,
              message: `proxy.tls is an authority of the site's own, ${GATEWAY}.authority is absent`,
              expected: "the authority's certificate, or a public one",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2484",
    severity: "error",
    title: "The gateway serves host names on port 443 only.",
    fix: "give the site a DNS name without a port",
    reference: "Application Gateway documentation, multiple site hosting",
    find: atGateway((_gateway, { mattermost: { siteUrl } }) =>
      /^https:\/\/[^/:]*[a-z][^/:]*\/?$/i.test(siteUrl)
        ? []
        : [
            {
              path: "mattermost.siteUrl",
              message: `mattermost.siteUrl is ${siteUrl} (host ${hostOf(siteUrl)}), behind ${GATEWAY}`,
              expected: "https://<name>",
            },
          ],
    ),
  },
  {
    code: "HF2485",
    severity: "error",
    title: "The gateway can't scale between these numbers of units.",
    fix: "write a smaller minimum and a larger maximum",
    reference: "Application Gateway documentation, autoscaling",
    find: atGateway(({ capacity: { minimum, maximum } }) =>
      minimum <= maximum
        ? []
        : [
            {
              path: `${GATEWAY}.capacity`,
              message: `${GATEWAY}.capacity goes from ${minimum} to ${maximum}`,
              expected: "a minimum that is no larger than the maximum",
            },
          ],
    ),
  },
  {
    code: "HF2486",
    severity: "error",
    title: "The gateway's subnet is too small for its units.",
    fix: "give azure.network.subnets.applicationGateway a larger range, or lower the units",
    reference: SUBNET,
    find: atGateway(({ capacity: { maximum } }, { azure }) => {
      const range = azure?.network.subnets.applicationGateway ?? "0.0.0.0/32";
      const room = usableAddresses(range) - 1;
      if (room >= maximum) return [];
      return [
        {
          path: `${GATEWAY}.capacity`,
          message: `up to ${maximum} units in ${range}, which has room for ${room}`,
          expected: `at most ${room} units, or a larger subnet`,
        },
      ];
    }),
  },
  {
    code: "HF2487",
    severity: "error",
    title: "The proxy doesn't believe its gateway: every person would have the gateway's address.",
    fix: "add the gateway's subnet to proxy.trustedProxies, or remove the list",
    reference: "NGINX documentation: set_real_ip_from; rate limits, allow lists and audit rely on it",
    find: atGateway((_gateway, { azure, proxy: { trustedProxies } }) => {
      const range = azure?.network.subnets.applicationGateway ?? "";
      if (trustedProxies.some((network) => !network.includes(":") && contains(network, range))) return [];
      return [
        {
          path: "proxy.trustedProxies",
          message: `proxy.trustedProxies is ${trustedProxies.join(", ") || "empty"}, the gateway is in ${range}`,
          expected: range,
        },
      ];
    }),
  },
  {
    code: "HF2488",
    severity: "warning",
    title: "The allow list of the gateway lets everybody in.",
    fix: "remove the entry, or remove the list when everybody may come",
    reference: LIMITS,
    find: atGateway(({ allowFrom = [] }) =>
      allowFrom.flatMap((network, index) =>
        network.endsWith("/0")
          ? [
              {
                path: `${GATEWAY}.allowFrom[${index}]`,
                message: `${GATEWAY}.allowFrom[${index}] is ${network}, every address`,
                expected: "the networks that may come in",
              },
            ]
          : [],
      ),
    ),
  },
);

function atGateway(find: (gateway: SiteAzureGateway, site: Site) => readonly Finding[]): FindRule["find"] {
  return inAzure(({ access: { gateway } }, site) => (gateway ? find(gateway, site) : []));
}
