import type { Connection, Connections } from "../kubernetes/connections";
import type { PlatformNeed } from "./network-rules";

/**
 * What comes to the machines for parts of the site, read off the connections: to load balancers and to ports of nodes.
 * AKS opens these in its own security group and in no other. Machines reach each other anyhow.
 * @param machines ranges of the machines' subnets, and the pods' own
 */
export function ingressNeeds(
  connections: readonly Connection[],
  machines: readonly string[],
): readonly PlatformNeed[] {
  return connections
    .filter(({ from, to }) => to.entrance && !(from.pods && to.entrance === "nodes"))
    .flatMap(({ from, to, port, why }) =>
      sourcesOf(from, machines).map((source): PlatformNeed => ({
        from: source,
        protocol: port.protocol === "UDP" ? "Udp" : "Tcp",
        ports: [String(port.port)],
        why: `${from.sideName}: ${why}`,
        ...(to.entrance === "address" && { to: four(to.addresses) }),
      })),
    );
}

/** Pods dial by their own addresses, or by those of their machines. */
function sourcesOf({ pods, addresses }: Connections, machines: readonly string[]): readonly string[] {
  return pods ? machines : four(addresses);
}

/** Networks here are of IPv4; Azure refuses a rule that mixes the families. */
function four(addresses: readonly string[] = ["*"]): readonly string[] {
  return addresses.filter((address) => !address.includes(":"));
}
