import { contains } from "../../src/catalog/azure-address-plan";
import { list, type Json } from "./terraform-json";

/** The first packet of a connection, as the machine's side of the network sees it. */
export interface Packet {
  readonly source: string;
  readonly destination: string;
  readonly protocol: "Tcp" | "Udp";
  readonly port: number;
}

/** Whether a network security group lets a packet in: its first rule that fits decides, and Azure's own come last. */
export function letsIn(group: Json, packet: Packet): boolean {
  const rules = list(group.security_rule)
    .filter(({ direction }) => direction === "Inbound")
    .sort((a, b) => Number(a.priority) - Number(b.priority));
  const first = rules.find((rule) => fits(rule, packet));
  return first === undefined ? isPrivate(packet.source) : first.access === "Allow";
}

function fits(rule: Json, { source, destination, protocol, port }: Packet): boolean {
  return (
    [protocol, "*"].includes(String(rule.protocol)) &&
    valuesOf(rule, "source_address_prefix").some((range) => holds(range, source)) &&
    valuesOf(rule, "destination_address_prefix").some((range) => holds(range, destination)) &&
    valuesOf(rule, "destination_port_range").some((range) => holdsPort(range, port))
  );
}

/** The provider takes one value here and several there. */
function valuesOf(rule: Json, single: string): readonly string[] {
  const several =
    rule[single.replace(/(prefix|range)$/, (word) => (word === "prefix" ? "prefixes" : "ranges"))];
  return Array.isArray(several) ? several.map(String) : [String(rule[single])];
}

/** What Azure's tags mean for addresses that the tests use. */
function holds(range: string, address: string): boolean {
  if (range === "*") return true;
  if (range === "VirtualNetwork") return isPrivate(address);
  if (range === "Internet") return !isPrivate(address);
  return /^\d/.test(range) && contains(range.includes("/") ? range : `${range}/32`, `${address}/32`);
}

function holdsPort(range: string, port: number): boolean {
  const [first = "", last = first] = range.split("-");
  return range === "*" || (Number(first) <= port && port <= Number(last));
}

function isPrivate(address: string): boolean {
  return ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].some((range) => contains(range, `${address}/32`));
}
