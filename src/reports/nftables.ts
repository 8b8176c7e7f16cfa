import type { MatrixRow } from "./firewall-matrix";

/** A rule that a packet filter can hold. */
interface Side {
  /** `ip saddr …` without the keyword; undefined is any address. */
  readonly match?: string;
}

const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;
/** Longest comment of a rule, and longest name of a set, that nftables takes. */
const LONGEST = { comment: 120, name: 100 } as const;

/**
 * The firewall matrix as a ruleset for a packet filter between networks: what no row allows is dropped. Pods leave by
 * their nodes. A host by name is a set; a line `# resolve <table> <set> <host>` stands for each that has no addresses yet,
 * and while it is empty nothing passes.
 * @param nodes networks of the cluster's nodes; empty ones are filled in by hand
 * @param addresses IPv4 addresses and ranges of hosts, by name
 */
export function nftablesRuleset(
  site: string,
  rows: readonly MatrixRow[],
  nodes: readonly string[],
  addresses: Readonly<Record<string, readonly string[]>> = {},
): string {
  const passing = rows.filter((row) => !isInside(row));
  const rules = passing.map((row) => ({ row, from: from(row), to: to(row) }));
  const held = rules.filter(({ to: target }) => target.match !== undefined);
  const left = rules.filter(({ to: target }) => target.match === undefined);
  const hosts = [...new Set(held.map(({ row }) => row.to).filter((name) => HOST.test(name)))];
  const lines = [
    ...set("nodes", "the cluster's nodes", nodes),
    ...hosts.flatMap((host) => set(setName(host), `addresses of ${host}`, addresses[host] ?? [])),
    "  chain forward {",
    "    type filter hook forward priority filter; policy drop;",
    "    ct state established,related accept",
    "    ct state invalid drop",
    ...[...new Set(held.map(({ row, from: source, to: target }) => rule(row, source, target)))],
    "  }",
  ];
  const notes = left.map(({ row }) => `# not here, for nobody says where it listens: ${sentence(row)}`);
  return [
    `# What ${site} needs of the firewalls around its cluster. nft -f replaces this table only.`,
    ...new Set(notes),
    ...hosts
      .filter((host) => !addresses[host]?.length)
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
  const four = where.split(", ").filter((range) => !range.includes(":"));
  return { match: `{ ${four.join(", ")} }` };
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
    "    type ipv4_addr; flags interval",
    `    comment "${comment.slice(0, LONGEST.comment)}"`,
    ...(elements.length > 0 ? [`    elements = { ${elements.join(", ")} }`] : []),
    "  }",
  ];
}

function setName(host: string): string {
  return `host_${host
    .toLowerCase()
    .replace("*", "any")
    .replaceAll(/[^a-z0-9]/g, "_")}`.slice(0, LONGEST.name);
}

function tableName(site: string): string {
  return `holdfast_${site.replaceAll(/[^a-z0-9]/g, "_")}`;
}
