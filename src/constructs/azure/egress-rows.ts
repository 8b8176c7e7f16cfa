import { contains, MACHINE_SUBNETS, type AzureSubnet as SubnetUse } from "../../catalog/azure-address-plan";
import type { Connection, Connections } from "../kubernetes/connections";
import { isHostName, targetsOf, type EgressRow } from "./firewall-rules";

/** What a network of Azure has in it. */
export interface NetworkRanges {
  readonly subnets: Readonly<Record<SubnetUse, string>>;
  /** Ranges that are reached without the firewall: the network's own and those that it is joined with. */
  readonly inside: readonly string[];
}

/** A rule's name has at most 80 characters; port, protocol and number follow. */
const LONGEST_TARGET = 60;

/**
 * What leaves the network, read off the connections: hosts by name, others by their addresses. A side that has neither
 * is any address, which no row lets through.
 */
export function egressRows(connections: readonly Connection[], network: NetworkRanges): readonly EgressRow[] {
  const rows: EgressRow[] = [];
  for (const { from, to, port, why } of connections) {
    const sources = subnetsOf(from, network);
    const target = targetOf(to, network);
    if (sources.length === 0 || target === undefined) continue;
    const way = wayOf(target, port.protocol ?? "TCP", port.port);
    const same = rows.findIndex((row) => isSame(row, { ...way, port: port.port, from: sources }));
    const known = rows[same];
    if (known === undefined) {
      const name = freeName(nameOf(to, sources, `${port.port}-${way.protocol.toLowerCase()}`), rows);
      rows.push({ name, port: port.port, from: sources, why, ...way });
    } else if (!known.why.split("; ").includes(why)) {
      rows[same] = { ...known, why: `${known.why}; ${why}` };
    }
  }
  return rows;
}

type Target = { readonly fqdns: readonly string[] } | { readonly addresses: readonly string[] };

type Way =
  | { readonly protocol: "TCP" | "UDP"; readonly addresses: readonly string[] }
  | { readonly protocol: "HTTPS" | "HTTP"; readonly fqdns: readonly string[] }
  | { readonly protocol: "TCP" | "UDP"; readonly fqdns: readonly string[] };

/** The firewall reads the host of a web request from the request itself; every other host it resolves. */
function wayOf(target: Target, transport: "TCP" | "UDP", port: number): Way {
  if ("addresses" in target) return { protocol: transport, ...target };
  const web = transport === "TCP" ? WEB[port] : undefined;
  return web ? { protocol: web, ...target } : { protocol: transport, ...target };
}

const WEB: Readonly<Record<number, "HTTPS" | "HTTP">> = { 443: "HTTPS", 80: "HTTP" };

function isSame(row: EgressRow, other: Way & Pick<EgressRow, "port" | "from">): boolean {
  return keyOf({ ...row, name: "", why: "" }) === keyOf({ ...other, name: "", why: "" });
}

function keyOf(row: EgressRow): string {
  return JSON.stringify([row.port, row.protocol, row.from, targetsOf(row)]);
}

function freeName(name: string, rows: readonly EgressRow[]): string {
  const taken = rows.filter((row) => row.name === name || row.name.startsWith(`${name}-`)).length;
  return taken === 0 ? name : `${name}-${taken + 1}`;
}

/** A host inside the cluster needs no way out, nor does an address inside the network. */
function targetOf({ pods, addresses, sideName }: Connections, { inside }: NetworkRanges): Target | undefined {
  if (pods) return undefined;
  const outside = addresses?.filter((address) => !inside.some((range) => contains(range, address)));
  if (outside?.length === 0) return undefined;
  if (isHostName(sideName) && !/\.svc(\.|$)/.test(sideName)) return { fqdns: [sideName] };
  return outside && { addresses: outside };
}

function subnetsOf({ pods, addresses }: Connections, { subnets }: NetworkRanges): readonly SubnetUse[] {
  if (pods) return MACHINE_SUBNETS;
  const uses = Object.keys(subnets) as SubnetUse[];
  return uses.filter((use) => addresses?.length === 1 && addresses[0] === subnets[use]);
}

function nameOf({ sideName }: Connections, sources: readonly SubnetUse[], way: string): string {
  const who = sources.includes("nodes") ? "" : `${sources.join("-")}-`;
  const target = sideName.replace(/^\*\.?/, "any.").replaceAll(/[^A-Za-z0-9._-]+/g, "-");
  return `${`${who}${target}`.slice(0, LONGEST_TARGET)}-${way}`;
}
