import { parseCIDR } from "ipaddr.js";
import {
  longestPrefixOf,
  prefixOf,
  usableAddresses,
  type AzureSubnet,
} from "../../../src/catalog/azure-address-plan";
import { at, type Json } from "../../support/terraform-json";
import { of, referred } from "./azure-json";
import { poolsOf } from "./pool-faults";

/** Ends of the names of subnets. */
const USES: Readonly<Record<string, AzureSubnet>> = {
  "-nodes": "nodes",
  "-media": "media",
  "-application-gateway": "applicationGateway",
  "-postgres": "postgres",
  "-private-endpoints": "privateEndpoints",
  AzureFirewallSubnet: "firewall",
  AzureFirewallManagementSubnet: "firewallManagement",
  AzureBastionSubnet: "bastion",
  "-api-server": "apiServer",
  "-operators": "operators",
};

/** Addresses of an endpoint, where they are several: a registry has one for its data, Azure Monitor one for each service. */
const ENDPOINT_ADDRESSES: Readonly<Record<string, number>> = { registry: 2, azuremonitor: 11 };

interface Subnet {
  readonly id: string;
  readonly use?: AzureSubnet;
  readonly range: string;
}

/** Subnets outside the network, on another's place, or smaller than Azure takes. */
export function addressFaults(stack: Json): readonly string[] {
  const network = of(stack, "azurerm_virtual_network")[0]?.body;
  const [space = "0.0.0.0/32"] = (network?.address_space ?? []) as readonly string[];
  const subnets = subnetsOf(stack);
  return subnets.flatMap(({ id, use, range }, index) => [
    ...(isInside(space, range) ? [] : [`${id} ${range} is outside ${space}`]),
    ...(use && prefixOf(range) <= longestPrefixOf(use) ? [] : [`${id} ${range} is too small`]),
    ...subnets
      .slice(index + 1)
      .filter((other) => isInside(range, other.range) || isInside(other.range, range))
      .map((other) => `${id} ${range} shares addresses with ${other.id} ${other.range}`),
  ]);
}

/** Subnets, and the range of pods, with fewer addresses than all that is in them takes at its most. */
export function roomFaults(stack: Json, podRange: string): readonly string[] {
  const ranges = new Map(subnetsOf(stack).map(({ id, range }) => [id, range]));
  const needed = new Map<string, number>();
  for (const [subnet, count] of inhabitants(stack)) {
    const id = referred(stack, subnet)?.id ?? String(subnet);
    needed.set(id, (needed.get(id) ?? 0) + count);
  }
  const machines = poolsOf(stack).reduce((sum, pool) => sum + mostOf(pool), 0);
  return [
    ...[...needed]
      .filter(([id, count]) => usableAddresses(ranges.get(id) ?? "0.0.0.0/32") < count)
      .map(([id, count]) => `${id} ${ranges.get(id) ?? "is nowhere"} has no room for ${count}`),
    ...(2 ** (24 - prefixOf(podRange)) < machines ? [`pods of ${machines} machines in ${podRange}`] : []),
  ];
}

/** Who takes how many addresses of which subnet. */
function inhabitants(stack: Json): readonly (readonly [subnet: unknown, count: number])[] {
  const bodies = (type: string) => of(stack, type).map(({ body }) => body);
  return [
    ...poolsOf(stack).map((pool) => [pool.vnet_subnet_id, mostOf(pool)] as const),
    ...bodies("azurerm_private_endpoint").map((body) => {
      const [part = ""] = at(body, "private_service_connection").subresource_names as readonly string[];
      return [body.subnet_id, ENDPOINT_ADDRESSES[part] ?? 1] as const;
    }),
    ...bodies("azurerm_postgresql_flexible_server")
      .filter((body) => body.delegated_subnet_id !== undefined)
      .map((body) => [body.delegated_subnet_id, "high_availability" in body ? 2 : 1] as const),
    ...bodies("azurerm_application_gateway").map((body) => {
      const units = Number(at(body, "autoscale_configuration").max_capacity);
      return [at(body, "gateway_ip_configuration").subnet_id, units + 1] as const;
    }),
  ];
}

/** Machines of a pool at its most, in the middle of an upgrade. */
function mostOf(pool: Json): number {
  return Number(pool.max_count ?? pool.node_count) + Number(at(pool, "upgrade_settings").max_surge);
}

function subnetsOf(stack: Json): readonly Subnet[] {
  return of(stack, "azurerm_subnet").map(({ id, body }) => ({
    id,
    use: Object.entries(USES).find(([end]) => String(body.name).endsWith(end))?.[1],
    range: (body.address_prefixes as readonly string[])[0] ?? "",
  }));
}

function isInside(outer: string, inner: string): boolean {
  const [address, prefix] = parseCIDR(inner);
  const [network, bits] = parseCIDR(outer);
  return prefix >= bits && address.match(network, bits);
}
