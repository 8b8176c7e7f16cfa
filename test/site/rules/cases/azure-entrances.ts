import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";
import { cloud } from "./azure";

type Access = NonNullable<NonNullable<SiteSpec["azure"]>["access"]>;
type Names = NonNullable<Access["names"]>;
type Operators = NonNullable<Access["operators"]>;

const HUB = {
  virtualNetworkId:
    "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/shared/providers/Microsoft.Network/virtualNetworks/hub",
  addressSpaces: ["10.0.0.0/16"],
};
const GATEWAY = { certificateId: "https://kv-kestrel.vault.azure.net/secrets/chat" };
const BASTION = { reason: "operators on call have no other way in" };
const ELLIPTIC = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const DOMAIN = "outpost-kestrel.example";

/** An SSH key with a modulus of so many bits, which nobody has the other half of. */
function rsaKey(bits: number): string {
  const field = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const modulus = Buffer.concat([Buffer.from([0]), Buffer.alloc(bits / 8, 0xff)]);
  const fields = [Buffer.from("ssh-rsa"), Buffer.from([1, 0, 1]), modulus];
  return `ssh-rsa ${Buffer.concat(fields.map(field)).toString("base64")}`;
}

const balanced: Change = all(cloud, (spec) => {
  spec.cluster.exposure = { kind: "load-balancer", address: "10.40.3.250" };
});
const access = (written: Access): Change => all(balanced, ({ azure }) => (azure!.access = written));
const names = (written: Names, gateway?: Access["gateway"]): Change => access({ names: written, gateway });
const operators = (written: Partial<Operators> = {}, beside: Access = {}): Change =>
  access({ operators: { sshKey: ELLIPTIC, ...written }, ...beside });
const hub: Change = ({ azure }) => (azure!.network.hub = HUB);

export const AZURE_ENTRANCE_CASES: readonly RuleCase[] = [
  {
    code: "HF2520",
    what: "a zone that the chat's host is not in",
    breaks: names({ zone: `chat.${DOMAIN}` }),
    paths: ["azure.access.names.zone"],
    shows: `sign-in.${DOMAIN}`,
    keeps: names({}),
  },
  {
    code: "HF2521",
    what: "a zone for the whole domain",
    breaks: names({ zone: DOMAIN }),
    paths: ["azure.access.names.zone"],
    shows: DOMAIN,
    keeps: names({ zone: DOMAIN, reason: "the domain is kept for this site" }),
  },
  {
    code: "HF2522",
    what: "hosts on a load balancer whose address nobody says",
    breaks: all(names({}), ({ cluster }) => (cluster.exposure = { kind: "load-balancer" })),
    paths: ["azure.access.names", "azure.access.names"],
    shows: "NGINX's load balancer",
    keeps: all(names({}, GATEWAY), ({ cluster }) => (cluster.exposure = { kind: "load-balancer" })),
  },
  {
    code: "HF2523",
    what: "hosts that lead to no gateway",
    breaks: names({ to: "gateway" }),
    paths: ["azure.access.names.to"],
    shows: "gateway",
    keeps: names({ to: "gateway" }, GATEWAY),
  },
  {
    code: "HF2524",
    what: "hosts that lead past the web firewall",
    breaks: names({ to: "load-balancer" }, GATEWAY),
    paths: ["azure.access.names.to"],
    shows: "load-balancer",
    keeps: names({ to: "load-balancer" }),
  },
  {
    code: "HF2525",
    what: "name servers that know no private zone",
    breaks: all(names({}), ({ azure }) => (azure!.network.dnsServers = ["10.0.0.53"])),
    paths: ["azure.network.dnsServers"],
    shows: "10.0.0.53",
    keeps: names({}),
  },
  {
    code: "HF2526",
    what: "a link to no hub",
    breaks: names({ linkHub: true }),
    paths: ["azure.access.names.linkHub"],
    shows: "azure.network.hub is absent",
    keeps: all(names({ linkHub: true }), hub),
  },
  {
    code: "HF2530",
    what: "a private cluster that Terraform reaches from nowhere",
    breaks: balanced,
    paths: ["azure.runner"],
    shows: "azure.runner",
    keeps: all(balanced, hub),
  },
  {
    code: "HF2531",
    what: "a bastion with nothing behind it",
    breaks: access({ bastion: BASTION }),
    paths: ["azure.access.bastion"],
    shows: "azure.access.operators",
    keeps: operators({}, { bastion: BASTION }),
  },
  {
    code: "HF2532",
    what: "a machine without a way to it",
    breaks: operators(),
    paths: ["azure.access.operators"],
    shows: "azure.access.bastion",
    keeps: all(operators(), hub),
  },
  {
    code: "HF2533",
    what: "a machine that gets nowhere",
    breaks: all(operators(), ({ azure }) => (azure!.kubernetes.egress = "isolated")),
    paths: ["azure.access.operators"],
    shows: "isolated",
    keeps: operators(),
  },
  {
    code: "HF2534",
    what: "a weak key",
    breaks: operators({ sshKey: rsaKey(2048) }),
    paths: ["azure.access.operators.sshKey"],
    shows: "2048 bits",
    keeps: operators({ sshKey: rsaKey(3072) }),
  },
  {
    code: "HF2534",
    what: "a key that is cut off",
    breaks: operators({ sshKey: rsaKey(4096).slice(0, 18) }),
    paths: ["azure.access.operators.sshKey"],
    shows: "0 bits",
  },
  {
    code: "HF2535",
    what: "a machine that is an administrator",
    breaks: operators({ applies: true }),
    paths: ["azure.access.operators.applies"],
    shows: "true",
    keeps: operators({ applies: false }),
  },
  {
    code: "HF2536",
    what: "a certificate in a vault of somebody else",
    breaks: access({ gateway: GATEWAY }),
    paths: ["azure.access.gateway.certificateId"],
    shows: "kv-kestrel.vault.azure.net",
  },
];
