import { z } from "zod";
import { documented, azureResourceId as resourceId } from "./fields";

const range = z.cidrv4();

const reason = z.string().min(10);

/** A full host name, or all names below one. */
const hostPattern = z
  .string()
  .regex(
    /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i,
    "a full host name, e.g. tiles.osprey.example or *.osprey.example",
  );

const gateway = z.strictObject({
  certificateId: documented(
    z
      .string()
      .regex(
        /^https:\/\/[a-z0-9.-]+\/secrets\/[A-Za-z0-9-]+\/?$/,
        "the secret behind a certificate without its version, e.g. https://kv-osprey.vault.azure.net/secrets/chat",
      ),
    "Certificate in Key Vault for every host name that people type; there before the gateway is made.",
  ),
  exposure: documented(
    z.enum(["internal", "internet"]).optional(),
    "Whether people come by the network alone or from the internet too.",
    { default: "internal" },
  ),
  reason: documented(reason.optional(), "Why the site has an address on the internet.", {
    default: "none; needed when exposure is internet",
  }),
  allowFrom: documented(z.array(range).min(1).optional(), "IPv4 ranges that may come in.", {
    default: "every address of the network, or of the internet",
  }),
  capacity: documented(
    z
      .strictObject({
        minimum: documented(z.int().min(0).max(125), "Units at rest."),
        maximum: documented(z.int().min(2).max(125), "Most units."),
      })
      .optional(),
    "Units that the gateway scales between; each carries about 10 requests that compute, or 2,500 open connections.",
    { default: "one unit for 2,500 people online and a half more, 2 at least" },
  ),
  authority: documented(
    z.string().min(1).optional(),
    "File with the authority behind NGINX's certificate, PEM, relative to this file.",
    { default: "a public authority" },
  ),
});

const bastion = z.strictObject({
  sku: documented(z.enum(["Basic", "Standard", "Premium"]).optional(), "What it can do.", {
    default: "Standard: native clients and tunnels",
  }),
  reason: documented(reason, "Why the site has this address on the internet."),
  allowFrom: documented(z.array(range).min(1).optional(), "IPv4 ranges that operators come from.", {
    default: "the internet; Entra ID decides who gets on",
  }),
});

const media = z.strictObject({
  addresses: documented(
    z
      .array(
        z.strictObject({
          id: documented(resourceId, "A public address that is there already, so that it can be announced."),
          address: documented(z.ipv4(), "The address itself."),
        }),
      )
      .min(1),
    "An address for each media router, in their order.",
  ),
  reason: documented(reason, "Why voice comes in from the internet."),
  allowFrom: documented(z.array(range).min(1).optional(), "IPv4 ranges of the devices.", {
    default: "any address",
  }),
});

const zoneName = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/, "a zone, e.g. chat.osprey.example");

const names = z.strictObject({
  zone: documented(
    zoneName.optional(),
    "One private zone for all of the site's hosts. It answers for every name in it: those that it lacks are not found.",
    { default: "a zone for each host, so that no other name is hidden" },
  ),
  reason: documented(
    reason.optional(),
    "Word of whoever owns the zone's name, when it is more than a host.",
    {
      default: "none; needed with a zone that is more than a host",
    },
  ),
  to: documented(z.enum(["gateway", "load-balancer"]).optional(), "Where the hosts lead to.", {
    default: "the gateway where there is one, else NGINX's load balancer",
  }),
  linkHub: documented(z.boolean().optional(), "Whether machines of the hub look the hosts up here, too.", {
    default: "true where the network is joined with a hub",
  }),
  networks: documented(z.array(resourceId).optional(), "Further networks that look the hosts up here.", {
    default: "none",
  }),
});

const operators = z.strictObject({
  sshKey: documented(
    z
      .string()
      .regex(
        /^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]+={0,2}( [^\r\n]*)?$/,
        "an SSH public key, e.g. ssh-ed25519 AAAA...",
      ),
    "Public half of the key for the day on which Entra ID can't be reached; Azure makes no machine without one.",
  ),
  vmSize: documented(
    z
      .string()
      .regex(/^Standard_[A-Za-z0-9_]+$/, "a size of Azure, e.g. Standard_D2ds_v5")
      .optional(),
    "Size of the machine; one of the second generation that encrypts at the host.",
    { default: "two CPUs" },
  ),
  imageVersion: documented(
    z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, "a version, e.g. 24.04.202609040; never latest")
      .optional(),
    "Version of Ubuntu's image, where a region lacks the catalogue's; a change makes the machine anew.",
    { default: "the catalogue's" },
  ),
  diskSize: documented(z.int().min(30).max(2048).optional(), "Disk in GiB.", { default: 64 }),
  admins: documented(
    z.array(z.guid()).min(1).optional(),
    "Object ids of the Entra groups that sign in to it as administrators.",
    { default: "azure.kubernetes.adminGroups" },
  ),
  applies: documented(
    z.boolean().optional(),
    "Whether Terraform signs in as the machine: it then administers the cluster and reads the database's passwords.",
    { default: false },
  ),
  cloudInit: documented(
    z.string().min(1).optional(),
    "File that cloud-init runs at the first start, e.g. to bring kubelogin and Terraform from a mirror of your own; relative to this file, without secrets.",
    { default: "none: the image as its publisher made it" },
  ),
  packages: documented(z.array(hostPattern).min(1).optional(), "Hosts that updates come from.", {
    default: "Ubuntu's archive in Azure and its security updates",
  }),
});

/** How people, voice and operators get into a network of Azure. */
export const azureAccessSpec = z.strictObject({
  gateway: documented(gateway.optional(), "Application Gateway with a web firewall before NGINX.", {
    default: "none: people reach NGINX's load balancer",
  }),
  media: documented(media.optional(), "Voice from the internet, handed on by Azure Firewall.", {
    default: "none: devices reach the routers by the network",
  }),
  bastion: documented(bastion.optional(), "Azure Bastion, to machines in the operators' subnet.", {
    default: "none: operators come by the network",
  }),
  names: documented(names.optional(), "Private zones in which the network finds the site's own hosts.", {
    default: "none: whoever runs the name servers makes the records that `holdfast report --names` lists",
  }),
  operators: documented(operators.optional(), "A machine in the operators' subnet, behind the bastion.", {
    default: "none: operators bring a machine of their own",
  }),
  ddosProtection: documented(
    z
      .strictObject({
        planId: documented(resourceId.optional(), "A plan that is there already; it costs per tenant.", {
          default: "a plan of the site's own",
        }),
      })
      .optional(),
    "DDoS protection of the network's public addresses.",
    { default: "what Azure does for every address" },
  ),
});

/** What may be reached outside, beside what the site's own parts need. */
export const azureEgressSpec = z.strictObject({
  tier: documented(
    z.enum(["Standard", "Premium"]).optional(),
    "Azure Firewall; Premium looks for intrusions.",
    {
      default: "Standard",
    },
  ),
  rows: documented(
    z
      .array(
        z.strictObject({
          hosts: documented(z.array(hostPattern).min(1), "Host names; `*.` may stand for the first part."),
          port: documented(z.int().min(1).max(65535).optional(), "Port.", { default: 443 }),
          protocol: documented(z.enum(["TCP", "UDP"]).optional(), "Protocol.", { default: "TCP" }),
          from: documented(z.enum(["nodes", "operators"]).optional(), "Who reaches them.", {
            default: "nodes",
          }),
          reason: documented(reason, "What for; goes into the firewall matrix."),
        }),
      )
      .optional(),
    "Hosts beside those of the site's parts.",
    { default: "none" },
  ),
});
