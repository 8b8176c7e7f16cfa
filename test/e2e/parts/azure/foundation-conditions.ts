import { zonesOf } from "../../../../src/catalog/azure-regions";
import { AZURE_CLOUDS, type PrivateLinkService } from "../../../../src/catalog/azure-clouds";
import type { SiteAzure } from "../../../../src/site/site-azure";
import type { AzureResource, AzureStack } from "./azure-stack";

export interface Condition {
  readonly condition: string;
  readonly error_message: string;
}

/** What must hold of every foundation, as Terraform evaluates it. */
export function foundationConditions(stack: AzureStack, azure: SiteAzure): readonly Condition[] {
  return [
    ...addressConditions(stack),
    ...stack.of("azurerm_private_endpoint").map((endpoint) => endpointCondition(stack, endpoint, azure)),
    ...clusterConditions(stack, azure),
    ...stack.resources.filter(isClosable).map(({ address }) => ({
      condition: says(`${address}.public_network_access_enabled == false`),
      error_message: `${address} is reached from the internet`,
    })),
    ...stack.of("azurerm_network_security_group").map(({ address }) => lastRuleDenies(address)),
    ...guarded(stack),
  ];
}

const says = (expression: string): string => `\${${expression}}`;
const prefix = (range: string): string => `tonumber(split("/", ${range})[1])`;
/** First address of the network with this prefix that a range lies in. */
const base = (range: string, bits: string): string =>
  `cidrhost(format("%s/%d", split("/", ${range})[0], ${bits}), 0)`;

function addressConditions(stack: AzureStack): readonly Condition[] {
  const space = `tolist(${stack.one("azurerm_virtual_network").address}.address_space)[0]`;
  const subnets = stack.of("azurerm_subnet").map(({ address }) => address);
  const ranges = `[for each in [${subnets.join(", ")}] : each.address_prefixes[0]]`;
  const wider = `min(${prefix("a")}, ${prefix("b")})`;
  return [
    {
      condition: says(
        `alltrue([for a in ${ranges} : ${prefix("a")} >= ${prefix(space)} && ${base("a", prefix(space))} == cidrhost(${space}, 0)])`,
      ),
      error_message: "a subnet lies outside the network",
    },
    {
      condition: says(
        `alltrue(flatten([for i, a in ${ranges} : [for j, b in ${ranges} : i == j || ${base("a", wider)} != ${base("b", wider)}]]))`,
      ),
      error_message: "two subnets share addresses",
    },
  ];
}

const SUBRESOURCES: Readonly<Record<string, PrivateLinkService>> = {
  vault: "keyVault",
  postgresqlServer: "postgres",
  blob: "blob",
  file: "file",
  account: "openAi",
  registry: "registry",
  azuremonitor: "azureMonitor",
  prometheusMetrics: "prometheus",
  grafana: "grafana",
};

/** The endpoint's zone is the one whose name this cloud prescribes for the service. */
function endpointCondition(
  stack: AzureStack,
  { address }: AzureResource,
  { cloud, region }: SiteAzure,
): Condition {
  const zones = stack.of("azurerm_private_dns_zone").map((zone) => zone.address);
  const names = Object.entries(SUBRESOURCES).flatMap(([part, service]) => {
    const name = AZURE_CLOUDS[cloud].privateLinkZones[service];
    return name === undefined ? [] : [`"${part}" = "${name.replace("<region>", region)}"`];
  });
  const part = `${address}.private_service_connection[0].subresource_names[0]`;
  const wanted = `[for zone in [${zones.join(", ")}] : zone.id if zone.name == {${names.join(", ")}}[${part}]]`;
  return {
    condition: says(`${address}.private_dns_zone_group[0].private_dns_zone_ids == tolist(${wanted})`),
    error_message: `${address} has no zone, or another service's`,
  };
}

function clusterConditions(
  stack: AzureStack,
  { cloud, region, kubernetes }: SiteAzure,
): readonly Condition[] {
  const { address } = stack.one("azurerm_kubernetes_cluster");
  const pools = stack.of("azurerm_kubernetes_cluster_node_pool").map((pool) => pool.address);
  const zones = zonesOf(cloud, region)?.length ?? 0;
  const way = kubernetes.egress === "isolated" ? "none" : "userDefinedRouting";
  return [
    [`${address}.private_cluster_enabled`, "its API server is public"],
    [`!${address}.private_cluster_public_fqdn_enabled`, "its API server has a public name"],
    [`${address}.local_account_disabled`, "it has local accounts"],
    [`!${address}.run_command_enabled`, "commands run in it without its network"],
    [`${address}.default_node_pool[0].host_encryption_enabled`, "disks of its machines are in the clear"],
    [`${address}.network_profile[0].network_policy == "cilium"`, "no policies are enforced in it"],
    [`${address}.network_profile[0].outbound_type == "${way}"`, "it leaves by another way"],
    [`try(length(${address}.default_node_pool[0].zones), 0) == ${zones}`, "its machines miss a zone"],
    ...pools.map((pool) => [`try(length(${pool}.zones), 0) == ${zones}`, `machines of ${pool} miss a zone`]),
  ].map(([condition, what]) => ({ condition: says(condition!), error_message: `of the cluster: ${what}` }));
}

/** Whether a resource says if the internet reaches it. */
function isClosable({ body }: AzureResource): boolean {
  return "public_network_access_enabled" in body;
}

function lastRuleDenies(address: string): Condition {
  const last = `max([for each in ${address}.security_rule : each.priority]...)`;
  const denies = `rule.access == "Deny" && rule.direction == "Inbound" && rule.protocol == "*" && rule.source_address_prefix == "*"`;
  return {
    condition: says(
      `alltrue([for rule in ${address}.security_rule : ${denies} if rule.priority == ${last}])`,
    ),
    error_message: `${address} doesn't end by refusing the rest`,
  };
}

/** Azure Firewall guards itself; every other subnet has one security group. */
function guarded(stack: AzureStack): readonly Condition[] {
  const groups = stack
    .of("azurerm_subnet_network_security_group_association")
    .map(({ address }) => `${address}.subnet_id`);
  const subnets = stack.of("azurerm_subnet").map(({ address }) => address);
  const open = `[for each in [${subnets.join(", ")}] : each.name if !contains([${groups.join(", ")}], each.id)]`;
  return [
    {
      condition: says(`alltrue([for name in ${open} : startswith(name, "AzureFirewall")])`),
      error_message: "a subnet has no security group",
    },
  ];
}
