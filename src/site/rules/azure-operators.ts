import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import { AzureNames } from "../../catalog/azure-names";
import { inAzure } from "./azure-read";
import { hostOf } from "../addresses";
import { rules } from "./rule";

const OPERATORS = "azure.access.operators";
const PRIVATE = "AKS documentation, private clusters: options for connecting";

/** Bits that an RSA key must have. */
const RSA_BITS = 3072;

/** Rules on where operators and Terraform stand, and on what they bring. */
export const AZURE_OPERATORS_RULES = rules(
  {
    code: "HF2530",
    severity: "warning",
    title: "Nobody says where Terraform stands: neither the API server nor the vault has a public address.",
    fix: `add ${OPERATORS}, or write in azure.runner which machine reaches the network`,
    reference: PRIVATE,
    find: inAzure(({ access: { operators }, network: { hub }, runner }) =>
      operators === undefined && hub === undefined && runner === undefined
        ? [
            {
              path: "azure.runner",
              message: `${OPERATORS}, azure.runner and azure.network.hub are absent`,
              expected: "a machine in the network, or one that reaches it",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2531",
    severity: "warning",
    title: "The bastion leads to no machine.",
    fix: `add ${OPERATORS}, or accept this when somebody else puts a machine into the subnet`,
    reference: "Azure Bastion documentation: it connects to virtual machines",
    find: inAzure(({ access: { bastion, operators }, runner }) =>
      bastion && operators === undefined && runner === undefined
        ? [
            {
              path: "azure.access.bastion",
              message: `azure.access.bastion is there, ${OPERATORS} and azure.runner are absent`,
              expected: "a machine behind it",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2532",
    severity: "warning",
    title: "Nobody reaches the operators' machine: it has no public address.",
    fix: "add azure.access.bastion or azure.network.hub, or accept this with the way that people come by",
    reference: "Azure Bastion documentation",
    find: inAzure(({ access: { bastion, operators }, network: { hub } }) =>
      operators && bastion === undefined && hub === undefined
        ? [
            {
              path: OPERATORS,
              message: `${OPERATORS} is there, azure.access.bastion and azure.network.hub are absent`,
              expected: "a way into the network",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2533",
    severity: "error",
    title: "The operators' machine reaches neither Azure nor Entra ID.",
    fix: "write `egress: firewall`, or name a hub whose firewall lets the machine out",
    reference: "Microsoft Entra documentation, sign in to a Linux virtual machine: network requirements",
    find: inAzure(({ access: { operators }, kubernetes: { egress }, network: { hub } }) =>
      operators && egress === "isolated" && hub === undefined
        ? [
            {
              path: OPERATORS,
              message: `${OPERATORS} is there, azure.kubernetes.egress is ${egress} and azure.network.hub is absent`,
              expected: "a firewall that lets the machine out",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2534",
    severity: "error",
    title: "The SSH key of the operators' machine is too weak.",
    fix: "make a new one: ssh-keygen -t rsa -b 4096",
    reference: "NIST SP 800-57 part 1: 128 bits of strength need RSA of 3,072 bits",
    find: inAzure(({ access: { operators } }) => {
      const bits = operators && rsaBits(operators.sshKey);
      if (bits === undefined || bits >= RSA_BITS) return [];
      return [
        {
          path: `${OPERATORS}.sshKey`,
          message: `${OPERATORS}.sshKey is RSA of ${bits} bits`,
          expected: `${RSA_BITS} bits or more`,
        },
      ];
    }),
  },
  {
    code: "HF2535",
    severity: "warning",
    title: "Terraform on the operators' machine administers the cluster, and so does whoever gets onto it.",
    fix: "write `applies: false`, so that people sign in as themselves, or accept this with who watches the machine",
    reference: "Microsoft Entra documentation, managed identities: anything on the machine may use them",
    path: `${OPERATORS}.applies`,
    when: ({ azure }) => azure?.access.operators?.applies === true,
    message: () => `${OPERATORS}.applies is true`,
    expected: "false, or a reason",
  },
  {
    code: "HF2536",
    severity: "warning",
    title: "The gateway's certificate is in a vault of somebody else, which its identity may not read.",
    fix: "import it into the site's vault, or let the vault's owner give `Key Vault Secrets User` to the gateway's identity",
    reference: "Application Gateway documentation, TLS termination with Key Vault certificates",
    find: inAzure(({ access: { gateway }, cloud, subscriptionId }, { name }) => {
      if (gateway === undefined) return [];
      const names = new AzureNames({ site: name, subscriptionId });
      const own = `${names.of("keyVault")}.${AZURE_CLOUDS[cloud].suffixes.keyVault}`;
      const host = hostOf(gateway.certificateId);
      if (host === own) return [];
      return [
        {
          path: "azure.access.gateway.certificateId",
          message: `azure.access.gateway.certificateId is in ${host}, the site's vault is ${own}`,
          expected: `https://${own}/secrets/<name>`,
        },
      ];
    }),
  },
);

/** Bits of an RSA key, read off its text; undefined for another kind. */
function rsaBits(key: string): number | undefined {
  const [kind, text = ""] = key.split(" ");
  if (kind !== "ssh-rsa") return undefined;
  const bytes = Buffer.from(text, "base64");
  // Three fields, each after its length in four bytes: the kind, the exponent, the modulus with a zero before it.
  let at = 0;
  let length = 0;
  for (let field = 0; field < 3; field += 1) {
    if (at + 4 > bytes.length) return 0;
    length = bytes.readUInt32BE(at);
    at += 4 + length;
  }
  return (length - (length % 2)) * 8;
}
