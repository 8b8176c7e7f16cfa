import type { Construct } from "constructs";
import { Connections, type ConnectionsProps } from "./connections";

const OUTSIDE = "in front of the cluster, where the site's own firewall holds it";

export type EntranceProps = Pick<ConnectionsProps, "name" | "addresses" | "ports"> & {
  /** `address` of a load balancer or of what stands in front of the nodes, or the nodes' own. */
  readonly at: NonNullable<ConnectionsProps["entrance"]>;
};

/** A single address in CIDR notation. */
export function oneAddress(address: string): string {
  return `${address}/${address.includes(":") ? 128 : 32}`;
}

/** What somebody outside dials to reach pods, for the firewall matrix and the security groups of a network. */
export function entrance(scope: Construct, id: string, { at, ...props }: EntranceProps): Connections {
  return new Connections(scope, id, { ...props, entrance: at, unenforceable: OUTSIDE });
}
