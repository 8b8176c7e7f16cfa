import type { IConstruct } from "constructs";
import { Connections, type Connection, type PodSelector } from "../constructs/kubernetes/connections";
import { WayIn, type WayInProps } from "../constructs/azure/ways-in";
import { compareCells, type Table } from "./table";

/** One connection that is allowed; what has no row is denied wherever a policy holds. */
export interface MatrixRow {
  /** The side that opens the connection. */
  readonly from: string;
  /** Namespace and labels of its pods, or its networks. */
  readonly fromWhere: string;
  /** The side that listens. */
  readonly to: string;
  readonly toWhere: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
  readonly why: string;
  /** `both sides`, `from side`, `to side`, `nobody: <reason>`, or the part of Azure that lets it through. */
  readonly enforcedBy: string;
  /** Why policies can't hold a side that they should, e.g. host networking. */
  readonly unenforceable?: string;
}

/** Who may talk to whom below a scope, each row once, in the order of its texts. */
export function firewallMatrix(scope: IConstruct): readonly MatrixRow[] {
  const sides = scope.node.findAll().filter(Connections.isConnections);
  const guarded = sides.flatMap((side) => (hasPolicy(side) && side.pods ? [side.pods] : []));
  const rows = Connections.allBelow(scope).map((connection) => matrixRow(connection, guarded));
  const all = [...rows, ...WayIn.allBelow(scope).flatMap(wayRows)];
  const byText = new Map(all.map((row) => [JSON.stringify(cells(row)), row]));
  return [...byText.values()].sort((a, b) => compareCells(sortKey(a), sortKey(b)));
}

export function matrixTable(rows: readonly MatrixRow[]): Table {
  return {
    columns: ["from", "from where", "to", "to where", "port", "protocol", "why", "enforced by"],
    rows: rows.map(cells),
  };
}

function matrixRow({ from, to, port, why }: Connection, guarded: readonly PodSelector[]): MatrixRow {
  const unenforceable = from.unenforceable ?? to.unenforceable;
  return {
    from: nameOf(from),
    fromWhere: whereIs(from),
    to: nameOf(to),
    toWhere: whereIs(to),
    port: port.port,
    protocol: port.protocol ?? "TCP",
    why,
    enforcedBy: enforcement(from, to, guarded),
    ...(unenforceable !== undefined && { unenforceable }),
  };
}

function wayRows({
  from,
  fromRanges,
  to,
  toRanges,
  ports,
  protocol,
  why,
  heldBy,
}: WayInProps): readonly MatrixRow[] {
  return ports.map((port) => ({
    ...{ from, fromWhere: fromRanges?.join(", ") ?? "any address" },
    ...{ to, toWhere: toRanges.join(", ") || "any address" },
    ...{ port, protocol, why, enforcedBy: heldBy },
  }));
}

function enforcement(from: Connections, to: Connections, guarded: readonly PodSelector[]): string {
  const out = isHeld(from, guarded);
  const into = isHeld(to, guarded);
  if (out && into) return "both sides";
  if (out) return "from side";
  if (into) return "to side";
  const outside = from.pods || to.pods ? "no policy here selects the pods" : "both sides are outside";
  return `nobody: ${from.unenforceable ?? to.unenforceable ?? outside}`;
}

/** Whether some policy below the scope selects the pods of a side, its own or that of its whole namespace. */
function isHeld({ pods, unenforceable }: Connections, guarded: readonly PodSelector[]): boolean {
  if (!pods || unenforceable !== undefined) return false;
  return guarded.some(
    ({ namespace, labels }) =>
      namespace === pods.namespace &&
      Object.entries(labels).every(([key, value]) => pods.labels[key] === value),
  );
}

function hasPolicy(side: Connections): boolean {
  return side.node.tryFindChild("Policy") !== undefined;
}

function nameOf({ sideName, pods }: Connections): string {
  return pods && Object.keys(pods.labels).length === 0 ? "every pod" : sideName;
}

/** Where a port on every node is, when nobody says where the nodes are. */
export const ALL_NODES = "the cluster's nodes";

function whereIs({ pods, addresses, entrance }: Connections): string {
  if (!pods && addresses) return addresses.join(", ") || "nobody";
  if (!pods) return entrance === "nodes" ? ALL_NODES : "any address";
  const labels = Object.entries(pods.labels).map(([key, value]) => ` ${key}=${value}`);
  return `namespace ${pods.namespace}${labels.length > 0 ? `, pods${labels.sort().join("")}` : ""}`;
}

function cells(row: MatrixRow): readonly string[] {
  const { from, fromWhere, to, toWhere, port, protocol, why, enforcedBy } = row;
  return [from, fromWhere, to, toWhere, String(port), protocol, why, enforcedBy];
}

function sortKey(row: MatrixRow): readonly string[] {
  const { from, fromWhere, to, toWhere, port, protocol, why } = row;
  return [from, fromWhere, to, toWhere, String(port).padStart(5, "0"), protocol, why];
}
