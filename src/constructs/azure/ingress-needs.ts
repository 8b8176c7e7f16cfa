import { contains } from "../../catalog/azure-address-plan";
import type { Connection, Connections } from "../kubernetes/connections";
import type { PlatformNeed } from "./network-rules";

/** What a packet meets on its way to the machines of a cluster. */
export interface MachineRanges {
  /** Subnets of the machines, and the pods' own addresses. */
  readonly machines: readonly string[];
  /** The whole network. */
  readonly network: string;
}

/**
 * What comes to the machines for parts of the site, read off the connections: to load balancers and to ports of nodes.
 * AKS opens these in its own security group and in no other. Machines reach each other anyhow.
 */
export function ingressNeeds(
  connections: readonly Connection[],
  { machines, network }: MachineRanges,
): readonly PlatformNeed[] {
  return connections
    .filter(({ from, to }) => isEntrance(to, network) && !(from.pods && to.entrance === "nodes"))
    .flatMap(({ from, to, port, why }) =>
      sourcesOf(from, machines).map((source): PlatformNeed => ({
        from: source,
        protocol: port.protocol === "UDP" ? "Udp" : "Tcp",
        ports: [String(port.port)],
        why: `${from.sideName}: ${why}`,
        ...(to.entrance === "address" && { to: to.addresses ?? ["*"] }),
      })),
    );
}

/** A side in front of pods: its packets reach the machines as they are. */
function isEntrance({ pods, entrance, addresses }: Connections, network: string): boolean {
  if (pods || !entrance) return false;
  return addresses?.some((address) => contains(network, address)) ?? true;
}

/** Pods dial by their own addresses, or by those of their machines. */
function sourcesOf({ pods, addresses }: Connections, machines: readonly string[]): readonly string[] {
  return pods ? machines : (addresses ?? ["*"]);
}
