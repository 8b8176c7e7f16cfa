import { contains, MACHINE_SUBNETS, type AzureSubnet } from "../../catalog/azure-address-plan";
import type { Connection } from "../kubernetes/connections";

/** One rule of a network security group. */
export interface NetworkRule {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly protocol: "Tcp" | "Udp" | "*";
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly ports: readonly string[];
}

/** What Azure itself needs to reach in a subnet, beside what the site's parts need. */
export interface PlatformNeed {
  /** Service tag or range; `subnet` is the subnet itself. */
  readonly from: string;
  readonly protocol: "Tcp" | "Udp" | "*";
  readonly ports: readonly string[];
  readonly why: string;
  /**
   * Addresses or ranges. A packet that a load balancer of AKS hands on still says the load balancer's address, and pods
   * have addresses of their own.
   * @default - the subnet
   */
  readonly to?: readonly string[];
}

/** Sources: Application Gateway infrastructure; AKS with a network security group; Bastion; PostgreSQL networking. */
const PLATFORM_NEEDS: Readonly<Partial<Record<AzureSubnet, readonly PlatformNeed[]>>> = {
  nodes: [{ from: "AzureLoadBalancer", protocol: "*", ports: ["*"], why: "health of load balancers" }],
  media: [{ from: "AzureLoadBalancer", protocol: "*", ports: ["*"], why: "health of load balancers" }],
  applicationGateway: [
    { from: "GatewayManager", protocol: "Tcp", ports: ["65200-65535"], why: "Azure manages the gateway" },
    { from: "AzureLoadBalancer", protocol: "*", ports: ["*"], why: "health of the gateway" },
  ],
  postgres: [
    { from: "subnet", protocol: "Tcp", ports: ["5432", "6432"], why: "high availability and replicas" },
  ],
  bastion: [
    { from: "GatewayManager", protocol: "Tcp", ports: ["443"], why: "Azure manages the bastion" },
    { from: "AzureLoadBalancer", protocol: "Tcp", ports: ["443"], why: "health of the bastion" },
    { from: "subnet", protocol: "*", ports: ["8080", "5701"], why: "bastion hosts among themselves" },
  ],
};

/** Priorities that people may use below and between are none: the group is written whole, here. */
const FIRST_PRIORITY = 100;
const LAST_PRIORITY = 4096;

/**
 * The rules of one subnet: what Azure needs, what the site's connections need, and no more. Azure's own default would
 * let the whole network in.
 */
export function networkRules(
  subnet: AzureSubnet,
  range: string,
  connections: readonly Connection[],
  more: readonly PlatformNeed[] = [],
): readonly NetworkRule[] {
  const needs = [...(PLATFORM_NEEDS[subnet] ?? []), ...more].map(({ from, to, protocol, ports, why }) => ({
    sources: [from === "subnet" ? range : from],
    destinations: to ?? [range],
    ...{ protocol, ports, why },
  }));
  const wanted = connections
    .filter(({ to }) => to.addresses?.some((address) => contains(range, address)))
    .map(({ from, port, why }) => ({
      sources: from.addresses ? [...from.addresses] : ["*"],
      destinations: [range],
      protocol: port.protocol === "UDP" ? ("Udp" as const) : ("Tcp" as const),
      ports: [String(port.port)],
      why: `${from.sideName}: ${why}`,
    }));
  const allowed = distinct([...needs, ...wanted]).map((each, index): NetworkRule => {
    const { sources, destinations, protocol, ports, why } = each;
    return {
      name: `allow-${index + 1}-${ports.join("-").replaceAll("*", "any")}`,
      description: why.slice(0, 140),
      priority: FIRST_PRIORITY + index * 10,
      direction: "Inbound",
      access: "Allow",
      protocol,
      sources,
      destinations,
      ports,
    };
  });
  return [...allowed, denyTheRest(MACHINE_SUBNETS.includes(subnet) ? "*" : range)];
}

/** Connections of several parts may come to the same. */
function distinct<T extends object>(rules: readonly T[]): readonly T[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

function denyTheRest(destination: string): NetworkRule {
  return {
    name: "deny-the-rest",
    description: "What no connection of the site needs is refused",
    priority: LAST_PRIORITY,
    direction: "Inbound",
    access: "Deny",
    protocol: "*",
    sources: ["*"],
    destinations: [destination],
    ports: ["*"],
  };
}
