import { z } from "zod";
import { azureResourceId, documented } from "./fields";

const range = z.cidrv4();
const guid = z.guid("a GUID, e.g. 00000000-0000-4000-8000-000000000001");

const vmSize = z.string().regex(/^Standard_[A-Za-z0-9_]+$/, "a size of machine, e.g. Standard_D8s_v3");

const network = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("existing"),
    id: documented(azureResourceId, "Logical network with static addresses."),
  }),
  z.strictObject({
    kind: z.literal("new"),
    virtualSwitch: documented(z.string().min(1), "Switch of the hosts.", {
      examples: ["ConvergedSwitch(compute_management)"],
    }),
    addressPrefix: documented(range, "Network of the machines.", { examples: ["10.80.0.0/24"] }),
    gateway: documented(z.ipv4(), "Its gateway."),
    addressPool: documented(
      z.strictObject({
        start: documented(z.ipv4(), "First address."),
        end: documented(z.ipv4(), "Last address."),
      }),
      "Addresses that machines get: one each, and some more while they are replaced.",
    ),
    dnsServers: documented(z.array(z.ipv4()).min(1), "Name servers of the machines."),
    vlanId: documented(z.int().min(1).max(4094).optional(), "VLAN.", { default: "none" }),
  }),
]);

const kubernetes = z.strictObject({
  version: documented(
    z
      .string()
      .regex(/^1\.\d+\.\d+$/, "an exact version, e.g. 1.31.4")
      .optional(),
    "Kubernetes.",
    { default: "the newest that the instance has" },
  ),
  adminGroups: documented(
    z.array(guid).min(1),
    "Object ids of the Entra groups that administer the cluster.",
  ),
  sshPublicKeys: documented(
    z.array(z.string().regex(/^(ssh|ecdsa)-\S+ \S+/, "a public key as ssh-keygen writes it")).min(1),
    "Public keys of who may reach the machines.",
  ),
  controlPlane: documented(
    z.strictObject({
      address: documented(z.ipv4(), "Address of the API server: in the network, outside its pool."),
      count: documented(
        z.union([z.literal(1), z.literal(3), z.literal(5)]).optional(),
        "Machines: 1, 3 or 5.",
        {
          default: 3,
        },
      ),
      vmSize: documented(vmSize.optional(), "Their size.", { default: "Standard_A4_v2" }),
    }),
    "Machines that the API server runs on.",
  ),
  pool: documented(
    z
      .strictObject({
        vmSize: documented(vmSize.optional(), "Size of the machines.", {
          default: "the smallest that carries the pods that sizing puts on it",
        }),
        minimum: documented(z.int().min(1).optional(), "Machines at rest.", {
          default: "cluster.nodes.count",
        }),
        maximum: documented(z.int().min(1).optional(), "Most machines.", { default: "as many as at rest" }),
      })
      .optional(),
    "Machines of the site's parts.",
  ),
  podRange: documented(range.optional(), "Addresses of pods, seen inside the cluster only.", {
    default: "10.244.0.0/16",
  }),
  hybridBenefit: documented(
    z.boolean().optional(),
    "Whether Windows Server licences with Software Assurance pay for the hosts.",
    { default: false },
  ),
});

/** The Azure Local instance that an enterprise site is built on. */
export const azureLocalSpec = z.strictObject({
  cloud: documented(z.enum(["azure", "azure-government"]).optional(), "Cloud that the instance reports to.", {
    default: "azure",
  }),
  subscriptionId: documented(guid, "Subscription that the instance reports to."),
  tenantId: documented(guid, "Directory that the subscription trusts."),
  region: documented(
    z.string().regex(/^[a-z0-9]+$/, "a region by its API name"),
    "Where its records are kept.",
    {
      examples: ["westeurope", "usgovvirginia"],
    },
  ),
  resourceGroup: documented(z.string().min(1).max(90).optional(), "Existing resource group to build in.", {
    default: "a new one, rg-<name>",
  }),
  tags: documented(
    z.record(z.string().min(1).max(512), z.string().max(256)).optional(),
    "Tags of every resource.",
    { default: "the site's labels" },
  ),
  customLocationId: documented(azureResourceId, "Custom location of the instance."),
  network: documented(network, "Logical network of the machines."),
  kubernetes: documented(kubernetes, "The AKS cluster."),
  loadBalancer: documented(
    z
      .strictObject({
        addresses: documented(
          z.array(z.union([range, z.string().regex(/^\d+(\.\d+){3}-\d+(\.\d+){3}$/, "first-last")])).min(1),
          "Addresses that Services get: networks, or `first-last`; outside the pool of the machines.",
          { examples: [["10.80.0.240/29"]] },
        ),
        runtimeObjectId: documented(
          guid,
          "Object id of Microsoft's application `Kubernetes Runtime RP` in the directory: az ad sp show --id 087fca6e-4606-4d41-b3f6-5ebdf75b8b4c --query id",
        ),
      })
      .optional(),
    "MetalLB, as an extension by Arc.",
    { default: "none: something else gives Services their addresses" },
  ),
});
