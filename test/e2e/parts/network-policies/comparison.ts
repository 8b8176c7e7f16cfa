import { parse, parseCIDR } from "ipaddr.js";
import type { Connection, Connections } from "../../../../src/constructs/kubernetes/connections";
import {
  isAllowed,
  type Endpoint,
  type NetworkPolicy,
  type Protocol,
} from "../../../support/network-policy-evaluator";
import { isSelected, type StoredSite } from "./stored-site";

/** Addresses that no connection names. */
const STRANGERS = ["203.0.113.9", "10.99.0.1", "2001:db8::9"];
/** A port that nobody names. */
const UNNAMED_PORT = 9999;

/** A way that a connection could take. */
export interface Door {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  readonly protocol: Protocol;
}

export interface Comparison {
  /** Allowed by the policies, and connected. */
  readonly open: readonly Door[];
  /** Neither. */
  readonly closed: number;
  /** Connected, but the policies deny it. */
  readonly denied: readonly string[];
  /** Allowed by the policies, though nothing connects it. */
  readonly loose: readonly string[];
}

/**
 * Tries every pair of pods and addresses, one of them guarded, on every port that anybody names and on one that nobody
 * does. The one side of the comparison knows only the policies, the other only the connections.
 */
export function compare(site: StoredSite): Comparison {
  const open: Door[] = [];
  const denied: string[] = [];
  const loose: string[] = [];
  let closed = 0;
  for (const door of doors(site)) {
    const allowed = isOpen(site, site.policies, door);
    const connected = isConnected(site, door);
    if (allowed && connected) open.push(door);
    else if (connected) denied.push(describe(door));
    else if (allowed) loose.push(describe(door));
    else closed++;
  }
  return { open, closed, denied, loose };
}

/**
 * Connections that get through for no pair: a selector finds nobody, or the other side's policy doesn't agree. Those
 * with no pod at either end are for the firewalls outside.
 */
export function uselessConnections(site: StoredSite): readonly string[] {
  const open = [...doors(site)].filter((door) => isOpen(site, site.policies, door));
  return connectionsOf(site)
    .filter(({ from, to }) => from.pods !== undefined || to.pods !== undefined)
    .filter((connection) => !open.some((door) => joins(site, connection, door)))
    .map(({ from, to, port, why }) => `${from.sideName} > ${to.sideName} ${port.port}: ${why}`);
}

function connectionsOf({ sides }: StoredSite): readonly Connection[] {
  return sides.flatMap(({ outgoing }) => outgoing);
}

/** Sides that have a policy of their own. */
export function ownersOf({ sides }: StoredSite): readonly Connections[] {
  return sides.filter(hasPolicy);
}

function hasPolicy(side: Connections): boolean {
  return side.node.tryFindChild("Policy") !== undefined;
}

function* doors(site: StoredSite): Generator<Door> {
  const pods = site.pods.map((pod): Endpoint => ({ pod }));
  const networks = site.sides.flatMap(({ addresses }) => addresses ?? []);
  const ends = [...pods, ...[...networks.map(firstAddress), ...STRANGERS].map((ip): Endpoint => ({ ip }))];
  const ports = new Set([...connectionsOf(site).map(({ port }) => port.port), UNNAMED_PORT]);
  for (const from of ends) {
    for (const to of ends) {
      if (!isGuarded(site, from) && !isGuarded(site, to)) continue;
      for (const port of ports)
        for (const protocol of ["TCP", "UDP"] as const) yield { from, to, port, protocol };
    }
  }
}

/** Whether the policies let a connection through. */
export function isOpen({ namespaces }: StoredSite, policies: readonly NetworkPolicy[], door: Door): boolean {
  return isAllowed({ policies, namespaces }, { ...door, to: siblingOf(door.to) });
}

/**
 * Each guarded end needs a connection of a side that speaks for it. A stack names pods of another stack by broader
 * labels than their own, so one connection needn't speak for both.
 */
function isConnected(site: StoredSite, door: Door): boolean {
  const fitting = connectionsOf(site).filter((connection) => joins(site, connection, door));
  const out = !isGuarded(site, door.from) || fitting.some(({ from }) => hasPolicy(from));
  const into = !isGuarded(site, door.to) || fitting.some(({ to }) => hasPolicy(to));
  return out && into;
}

function joins(site: StoredSite, { from, to, port }: Connection, door: Door): boolean {
  return (
    port.port === door.port &&
    (port.protocol ?? "TCP") === door.protocol &&
    means(site, from, door.from) &&
    means(site, to, door.to)
  );
}

/** Whether a side means an end. A side without pods and addresses means everybody outside. */
function means(site: StoredSite, side: Connections, end: Endpoint): boolean {
  if (side.pods) return "pod" in end && isSelected(side, end.pod);
  if (side.addresses === undefined) return !isGuarded(site, end);
  return "ip" in end && side.addresses.some((cidr) => isWithin(end.ip, cidr));
}

function isGuarded(site: StoredSite, end: Endpoint): boolean {
  return "pod" in end && !end.pod.hostNetwork && ownersOf(site).some((side) => isSelected(side, end.pod));
}

/** Another pod of the same kind: what a pod says to itself no policy sees. */
function siblingOf(end: Endpoint): Endpoint {
  return "pod" in end ? { pod: { ...end.pod, name: `sibling of ${end.pod.name}` } } : end;
}

function firstAddress(cidr: string): string {
  return cidr.split("/")[0] ?? cidr;
}

function isWithin(ip: string, cidr: string): boolean {
  const address = parse(ip);
  const [network, bits] = parseCIDR(cidr);
  return address.kind() === network.kind() && address.match(network, bits);
}

function describe({ from, to, port, protocol }: Door): string {
  const name = (end: Endpoint): string => ("pod" in end ? `${end.pod.namespace}/${end.pod.name}` : end.ip);
  return `${name(from)} > ${name(to)} ${port}/${protocol}`;
}
