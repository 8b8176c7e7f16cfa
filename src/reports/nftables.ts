import { ALL_NODES, type MatrixRow } from "./firewall-matrix";

/** A rule that a packet filter can hold. */
interface Side {
  /** `ip saddr …` without the keyword; undefined is any address. */
  readonly match?: string;
}

/** A side that has addresses of IPv6 only. */
const NONE = "none";
const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;
/** Longest comment of a rule, and longest name of a set, that nftables takes. */
const LONGEST = { comment: 120, name: 250 } as const;
/** The name by which a list of addresses gives the networks of the cluster's nodes. */
const NODES = "nodes";

/**
 * The firewall matrix as a ruleset for a packet filter between networks: what no row allows is dropped. Pods leave by
 * their nodes. A host by name is a set; a line `# resolve <table> <set> <host>` stands for each that has no addresses yet,
 * and while it is empty nothing passes.
 * @param nodes networks of the cluster's nodes, as far as the site knows them
 * @param addresses IPv4 addresses and ranges of hosts, by name; `nodes` gives the nodes that the site does not know
 */
export function nftablesRuleset(
  site: string,
  rows: readonly MatrixRow[],
  nodes: readonly string[],
  addresses: Readonly<Record<string, readonly string[]>> = {},
): string {
  const passing = rows.filter((row) => !isInside(row));
  const rules = passing.map((row) => ({ row, from: from(row), to: to(row) }));
  const four = rules.filter(({ from: source, to: target }) => source.match !== NONE && target.match !== NONE);
  const held = four.filter(({ to: target }) => target.match !== undefined);
  const left = four.filter(({ to: target }) => target.match === undefined);
  const known = nodes.length > 0 ? nodes : (addresses[NODES] ?? []);
  const hosts = [...new Set(held.map(({ row }) => row.to).filter((name) => HOST.test(name)))];
  const lines = [
    ...set(NODES, "the cluster's nodes", known),
    ...hosts.flatMap((host) => set(setName(host), `addresses of ${host}`, addressesOf(host, addresses))),
    "  chain forward {",
    "    type filter hook forward priority filter; policy drop;",
    "    ct state established,related accept",
    "    ct state invalid drop",
    ...[...new Set(held.map(({ row, from: source, to: target }) => rule(row, source, target)))],
    "  }",
  ];
  const six = rules.filter((each) => !four.includes(each));
  const notes = [
    ...left.map(({ row }) => `# not here, for nobody says where it listens: ${sentence(row)}`),
    ...six.map(({ row }) => `# not here, for its addresses are of IPv6 only: ${sentence(row)}`),
  ];
  return [
    `# What ${site} needs of the firewalls around its cluster. nft -f replaces this table only.`,
    ...new Set(notes),
    ...(known.length === 0
      ? ["# nobody says where the cluster's nodes are: while their set is empty no pod gets out"]
      : []),
    ...hosts
      .filter((host) => addressesOf(host, addresses).length === 0)
      .map((host) => `# resolve ${tableName(site)} ${setName(host)} ${host}`),
    `table ip ${tableName(site)}`,
    `delete table ip ${tableName(site)}`,
    `table ip ${tableName(site)} {`,
    ...lines,
    "}",
    "",
  ].join("\n");
}

/** Between pods no packet leaves the cluster; the ways in before pods have rows of their own. */
function isInside({ fromWhere, toWhere }: MatrixRow): boolean {
  return toWhere.startsWith("namespace ") || toWhere === "nobody" || fromWhere === "nobody";
}

function from({ fromWhere }: MatrixRow): Side {
  if (fromWhere.startsWith("namespace ")) return { match: "@nodes" };
  return ranges(fromWhere);
}

/** Pods may ask for any address; a packet filter lets them only where it knows one. */
function to(row: MatrixRow): Side {
  return HOST.test(row.to) ? { match: `@${setName(row.to)}` } : ranges(row.toWhere);
}

function ranges(where: string): Side {
  if (where === "any address") return {};
  if (where === ALL_NODES) return { match: `@${NODES}` };
  const four = where.split(", ").filter((range) => !range.includes(":"));
  return { match: four.length > 0 ? `{ ${four.join(", ")} }` : NONE };
}

function addressesOf(
  host: string,
  addresses: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  return addresses[host.toLowerCase()] ?? [];
}

function rule(row: MatrixRow, source: Side, target: Side): string {
  const match = [
    ...(source.match ? [`ip saddr ${source.match}`] : []),
    ...(target.match ? [`ip daddr ${target.match}`] : []),
    `${row.protocol.toLowerCase()} dport ${row.port}`,
  ];
  return `    ${match.join(" ")} accept comment "${sentence(row)}"`;
}

function sentence({ from: one, to: other, port, protocol, why }: MatrixRow): string {
  const text = `${one} to ${other} ${port}/${protocol}: ${why}`;
  return text.replaceAll(/["\\\p{Cc}]+/gu, " ").slice(0, LONGEST.comment);
}

function set(name: string, comment: string, elements: readonly string[]): readonly string[] {
  return [
    `  set ${name} {`,
    "    type ipv4_addr; flags interval; auto-merge",
    `    comment "${comment.slice(0, LONGEST.comment)}"`,
    ...(elements.length > 0 ? [`    elements = { ${elements.join(", ")} }`] : []),
    "  }",
  ];
}

/** No two hosts share one: beside a hyphen of a name is never a dot. */
function setName(host: string): string {
  return `host_${host.toLowerCase().replace("*", "_any").replaceAll("-", "__").replaceAll(".", "_")}`.slice(
    0,
    LONGEST.name,
  );
}

function tableName(site: string): string {
  return `holdfast_${site.replaceAll(/[^a-z0-9]/g, "_")}`;
}
