import { z } from "zod";
import { AZURE_SUBNETS } from "../../catalog/azure-address-plan";
import { azureAccessSpec, azureEgressSpec } from "./azure-access";
import { azureMonitoringSpec } from "./azure-monitoring";
import { azureOpenAiSpec } from "./azure-open-ai";
import { azureRegistrySpec } from "./azure-registry";
import { documented, host } from "./fields";

/** A network of Azure, which has no IPv6 of its own here. */
const range = z.cidrv4();

const guid = z.guid("a GUID, e.g. 00000000-0000-4000-8000-000000000001");

/** Full id of an Azure resource. */
const resourceId = z
  .string()
  .regex(
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/.+$/i,
    "the full id of an Azure resource",
  );

const pool = z.strictObject({
  vmSize: documented(
    z
      .string()
      .regex(/^Standard_[A-Za-z0-9_]+$/, "a size of Azure, e.g. Standard_D8ds_v5")
      .optional(),
    "Size of the machines.",
    { default: "the smallest that carries the pods that sizing puts on it" },
  ),
  minimum: documented(z.int().min(1).max(1000).optional(), "Machines at rest.", {
    default: "cluster.nodes.count for the site's pool",
  }),
  maximum: documented(
    z.int().min(1).max(1000).optional(),
    "Most machines, while some are replaced or busy.",
    {
      default: "one more than the minimum",
    },
  ),
});

const network = z.strictObject({
  addressSpace: documented(
    range,
    "IPv4 range of the site's network; nothing that it talks to may share it.",
    {
      examples: ["10.40.0.0/16"],
    },
  ),
  subnets: documented(
    z.partialRecord(z.enum(AZURE_SUBNETS as [string, ...string[]]), range).optional(),
    "Ranges of single subnets.",
    { default: "a fixed place for each part in the address space" },
  ),
  podRange: documented(range.optional(), "Addresses of pods, seen inside the cluster only.", {
    default: "10.244.0.0/16",
  }),
  serviceRange: documented(range.optional(), "Addresses of Services, seen inside the cluster only.", {
    default: "10.245.0.0/16",
  }),
  dnsServers: documented(z.array(z.ipv4()).min(1).optional(), "Name servers of the network.", {
    default: "Azure's own",
  }),
  hub: documented(
    z
      .strictObject({
        virtualNetworkId: documented(resourceId, "Network that the site's is joined with."),
        addressSpaces: documented(z.array(range).min(1), "Its ranges."),
        useGateway: documented(
          z.boolean().optional(),
          "Whether its VPN or ExpressRoute gateway is used, and what lies behind it is reached past a firewall of the site's own.",
          {
            default: false,
          },
        ),
        firewallAddress: documented(
          z.ipv4().optional(),
          "Firewall in the hub that everything leaving the site passes.",
          { default: "a firewall of the site's own" },
        ),
      })
      .optional(),
    "A network that is there already.",
    { default: "none: the site stands alone" },
  ),
});

const kubernetes = z.strictObject({
  version: documented(
    z
      .string()
      .regex(/^1\.\d+(\.\d+)?$/, "1.<minor>, e.g. 1.33")
      .optional(),
    "Kubernetes.",
    {
      default: "the newest that AKS calls stable",
    },
  ),
  tier: documented(
    z.enum(["Standard", "Premium"]).optional(),
    "Agreed availability, or two years of support.",
    {
      default: "Standard",
    },
  ),
  adminGroups: documented(
    z.array(guid).min(1),
    "Object ids of the Entra groups that administer the cluster; there are no local accounts.",
  ),
  egress: documented(
    z.enum(["firewall", "isolated"]).optional(),
    "How nodes reach outside: through the firewall, or not at all and with a registry of the site's own.",
    { default: "firewall" },
  ),
  registryId: documented(
    resourceId.optional(),
    "Registry that an isolated cluster's nodes start from: it caches what AKS needs, and the network reaches it.",
    { default: "none; needed when egress is isolated" },
  ),
  diskKeys: documented(
    z.enum(["microsoft", "own"]).optional(),
    "Whose key encrypts the machines' disks and the volumes: Microsoft's, or one of the site's vault.",
    { default: "microsoft" },
  ),
  fips: documented(
    z.boolean().optional(),
    "Whether the machines' system uses validated cryptography alone (FIPS 140). A change replaces each machine.",
    { default: "true in Azure Government" },
  ),
  maintenance: documented(
    z
      .strictObject({
        dayOfWeek: documented(
          z.enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
          "Day.",
        ),
        startTime: documented(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "hh:mm"), "Start, in UTC."),
        hours: documented(z.int().min(4).max(24), "Length."),
      })
      .optional(),
    "When Azure may upgrade the cluster and its machines.",
    { default: "Saturday 22:00 UTC, four hours" },
  ),
  systemPool: documented(pool.optional(), "Machines of the cluster's own parts."),
  pool: documented(pool.optional(), "Machines of the site's parts."),
  mediaPool: documented(
    pool.optional(),
    "Machines of media routers alone, with the buffers that voice needs.",
    {
      default: "none: routers run on the site's machines",
    },
  ),
  gpuPool: documented(
    z
      .strictObject({
        vmSize: documented(pool.shape.vmSize.unwrap(), "Size of the machines.", {
          examples: ["Standard_NC24ads_A100_v4"],
        }),
        minimum: pool.shape.minimum,
        maximum: pool.shape.maximum,
      })
      .optional(),
    "Machines with GPUs; what they have stands in gpuNodes.",
    { default: "none" },
  ),
});

const prices = z.strictObject({
  currency: documented(
    z
      .string()
      .regex(/^[A-Z]{3}$/, "a currency, e.g. EUR")
      .optional(),
    "Of all amounts.",
    {
      default: "USD; in another currency no built-in price is used",
    },
  ),
  date: documented(z.iso.date(), "Day that the prices held.", { examples: ["2026-10-01"] }),
  source: documented(z.string().min(1), "Where they are from.", { examples: ["enterprise agreement"] }),
  meters: documented(
    z.record(
      z.string().min(1),
      z.strictObject({
        amount: documented(z.number().nonnegative(), "Price of one."),
        per: documented(z.enum(["hour", "month"]), "Time that it is for."),
      }),
    ),
    "Prices by meter, as `holdfast report --cost` names them.",
  ),
});

/** The Azure subscription that an enterprise site is built in. */
export const azureSpec = z.strictObject({
  subscriptionId: documented(guid, "Subscription that pays."),
  tenantId: documented(guid, "Directory that the subscription trusts."),
  region: documented(z.string().regex(/^[a-z0-9]+$/, "a region by its API name"), "Where it is built.", {
    examples: ["swedencentral", "usgovvirginia"],
  }),
  resourceGroup: documented(z.string().min(1).max(90).optional(), "Existing resource group to build in.", {
    default: "a new one, rg-<name>",
  }),
  tags: documented(
    z.record(z.string().min(1).max(512), z.string().max(256)).optional(),
    "Tags of every resource.",
    {
      default: "the site's labels",
    },
  ),
  network: documented(network, "Addresses."),
  kubernetes: documented(kubernetes, "The AKS cluster."),
  access: documented(azureAccessSpec.optional(), "How people, voice and operators get in.", {
    default: "by the network only",
  }),
  egress: documented(azureEgressSpec.optional(), "Azure Firewall, which everything passes on its way out."),
  openAi: documented(azureOpenAiSpec.optional(), "Language models of Azure for the site's assistants.", {
    default: "none",
  }),
  registry: documented(azureRegistrySpec.optional(), "A registry of the site's own.", {
    default: "none: images come from cluster.registry",
  }),
  monitoring: documented(
    azureMonitoringSpec.optional(),
    "Azure's own Prometheus, which keeps the metrics of the cluster and of the site.",
    { default: "none: metrics are served, and Azure keeps none" },
  ),
  logRetentionDays: documented(z.int().min(30).max(730).optional(), "Days that logs are kept.", {
    default: 90,
  }),
  prices: documented(
    prices.optional(),
    "Prices of your own agreement, for the estimate of the monthly cost.",
    {
      default: "the public prices that are built in",
    },
  ),
  runner: documented(
    host.optional(),
    "Where Terraform runs, for the guide: a machine that reaches the private cluster and the vault.",
    { default: "a machine in the operators' subnet" },
  ),
});
