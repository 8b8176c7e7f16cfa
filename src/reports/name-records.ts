import ipaddr from "ipaddr.js";
import { siteNames, type NameTarget, type SiteName } from "../site/names";
import type { Site } from "../site/site";
import type { Table } from "./table";

/** A record of the domain name system that a site needs. */
export interface NameRecord {
  readonly host: string;
  readonly what: string;
  /** Who looks it up. */
  readonly from: string;
  readonly type: "A" | "AAAA" | "A or CNAME";
  /** An address, or where it is read. */
  readonly value: string;
  /** The stack that makes it, or that a person must. */
  readonly madeBy: string;
}

const BY_HAND = "by hand, on the name servers that these people ask";

/** Every record that must be there before people find the site: those of its own zones, and those somebody must make. */
export function nameRecords(site: Site): readonly NameRecord[] {
  return siteNames(site).flatMap((name) => [...inZones(name, site), elsewhere(name, site)]);
}

export function namesTable(records: readonly NameRecord[]): Table {
  return {
    columns: ["host", "for", "looked up by", "type", "leads to", "made by"],
    rows: records.map(({ host, what, from, type, value, madeBy }) => [host, what, from, type, value, madeBy]),
  };
}

/** What the foundation writes into the site's private zones. */
function inZones({ host, what, target }: SiteName, { azure, name }: Site): readonly NameRecord[] {
  const names = azure?.access.names;
  if (names === undefined) return [];
  const networks = [
    "the site's network",
    ...(names.linkHub ? ["the hub"] : []),
    ...(names.networks.length > 0 ? [`${names.networks.length} further networks`] : []),
  ];
  return [{ host, what, from: networks.join(", "), ...leadsTo(target, name), madeBy: `${name}-foundation` }];
}

/** What whoever runs other name servers writes, or forwards to the site's zones. */
function elsewhere({ host, what, target }: SiteName, { azure, name }: Site): NameRecord {
  const outside = azure?.access.gateway?.exposure === "internet";
  const reached: NameTarget = outside ? { kind: "gateway" } : target;
  const from = outside ? "the internet" : azure?.access.names ? "everybody else" : "everybody";
  return { host, what, from, ...leadsTo(reached, name), madeBy: BY_HAND };
}

function leadsTo(target: NameTarget, site: string): Pick<NameRecord, "type" | "value"> {
  switch (target.kind) {
    case "address":
      return {
        type: ipaddr.parse(target.address).kind() === "ipv6" ? "AAAA" : "A",
        value: `${target.address} (${target.of})`,
      };
    case "gateway":
      return { type: "A", value: `output site_address of ${site}-foundation (the gateway)` };
    case "unknown":
      return { type: "A or CNAME", value: `the address of ${target.of}` };
  }
}
