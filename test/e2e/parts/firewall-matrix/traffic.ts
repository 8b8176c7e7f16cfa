import { parse, parseCIDR } from "ipaddr.js";
import type { HostAddresses } from "../../../../src/reports/host-addresses";
import type { MatrixRow } from "../../../../src/reports/firewall-matrix";
import type { SiteReports } from "../../../../src/reports/site-reports";

/** Networks around the filter: each is a namespace of its own. */
export const PLACES = ["people", "nodes", "site", "hosts"] as const;
export type Place = (typeof PLACES)[number];

/** No row names it. */
const UNNAMED_PORT = 9999;
/** Hosts outside are alike to the rules: a few of them stand for all that try to come in. */
const HOSTS_THAT_KNOCK = 3;
/** Somebody whom no range of a row holds. */
const STRANGER = "203.0.113.9";

/** An address that is played, and the ports that somebody may knock at. */
export interface Played {
  readonly place: Place;
  readonly ip: string;
  readonly ports: readonly number[];
}

/** A way that a packet could take through the filter. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

/**
 * What the rows of a matrix mean for packets between networks: read from the rows alone, so that the ruleset is judged
 * by something else.
 */
export class Traffic {
  readonly rows: readonly MatrixRow[];
  readonly played: readonly Played[];
  private readonly nodes: readonly string[];

  constructor(
    { matrix, nodes }: SiteReports,
    private readonly hosts: HostAddresses,
  ) {
    this.nodes = nodes.length > 0 ? nodes : (hosts.nodes ?? []);
    this.rows = matrix.filter((row) => this.sources(row).length > 0 && this.targets(row).length > 0);
    this.played = this.cast();
  }

  /** Every pair of addresses of two networks, on every port of the rows that name the listening one, and on one more. */
  ways(): readonly Way[] {
    const hosts = this.played.filter(({ place }) => place === "hosts").slice(HOSTS_THAT_KNOCK);
    const knocking = this.played.filter((each) => !hosts.includes(each));
    return knocking.flatMap(({ place, ip: from }) =>
      this.played
        .filter((other) => other.place !== place)
        .flatMap(({ ip: to, ports }) =>
          ports.flatMap((port) =>
            (["TCP", "UDP"] as const).map((protocol) => ({ from, to, port, protocol })),
          ),
        ),
    );
  }

  /** Whether a row names it. */
  isAllowed(way: Way): boolean {
    return this.rows.some((row) => this.names(row, way));
  }

  names(row: MatrixRow, { from, to, port, protocol }: Way): boolean {
    return (
      row.port === port &&
      row.protocol === protocol &&
      this.sources(row).some((range) => holds(range, from)) &&
      this.targets(row).some((range) => holds(range, to))
    );
  }

  private sources({ fromWhere }: MatrixRow): readonly string[] {
    if (fromWhere.startsWith("namespace ")) return this.nodes;
    if (fromWhere === "any address") return ["0.0.0.0/0"];
    return fromWhere === "nobody" ? [] : fromWhere.split(", ");
  }

  private targets({ to, toWhere }: MatrixRow): readonly string[] {
    const known = this.hosts[to];
    if (known) return known;
    if (toWhere.startsWith("namespace ") || ["nobody", "any address"].includes(toWhere)) return [];
    return toWhere.split(", ");
  }

  private cast(): readonly Played[] {
    const played = new Map<string, Place>();
    const add = (place: Place, ranges: readonly string[], last: number): void => {
      for (const range of ranges) {
        const ip = range === "0.0.0.0/0" ? STRANGER : memberOf(range, last);
        if (!played.has(ip)) played.set(ip, place);
      }
    };
    for (const row of this.rows) add(this.hosts[row.to] ? "hosts" : "site", this.targets(row), 5);
    add("nodes", this.nodes, 6);
    for (const row of this.rows.filter(({ fromWhere }) => !fromWhere.startsWith("namespace ")))
      add("people", this.sources(row), 7);
    played.set(STRANGER, "people");
    return [...played].map(([ip, place]) => {
      const fitting = this.rows.filter((row) =>
        [...this.sources(row), ...this.targets(row)].some((range) => holds(range, ip)),
      );
      return { place, ip, ports: [...new Set([...fitting.map(({ port }) => port), UNNAMED_PORT])] };
    });
  }
}

/** The address itself, or one of a range. */
function memberOf(range: string, last: number): string {
  const [ip = "", bits = "32"] = range.split("/");
  return bits === "32" ? ip : ip.replace(/\d+$/, (first) => String(Number(first) + last));
}

function holds(range: string, ip: string): boolean {
  const [network, bits] = parseCIDR(range.includes("/") ? range : `${range}/32`);
  const address = parse(ip);
  return address.kind() === network.kind() && address.match(network, bits);
}
