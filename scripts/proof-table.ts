import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PartRecord } from "../test/e2e/results";

/** Constructs that no part proves, how far jest does, and why. Each is in the table, so the list can't hide anything. */
export const ONLY_UNIT_TESTED: Readonly<
  Record<string, { readonly level: "P1" | "P2"; readonly reason: string }>
> = {
  Anthropic: { level: "P1", reason: "no account at the provider" },
  AzureOpenAi: { level: "P1", reason: "no account at the provider" },
  GpuOperator: { level: "P2", reason: "no GPU is at hand; values are checked against the chart's" },
  OpenAi: { level: "P1", reason: "no account at the provider" },
  OpenAiCompatible: {
    level: "P1",
    reason: "a foreign server by attributes; Ollama answers the same requests",
  },
  Adfs: { level: "P1", reason: "no AD FS runs here" },
  MissionCollaboration: { level: "P1", reason: "no Microsoft 365 is at hand" },
  PushNotifications: { level: "P1", reason: "settings only" },
  PushProxy: { level: "P2", reason: "no push service of Apple or Google is at hand" },
  Secret: { level: "P1", reason: "names a Secret that exists, makes nothing" },
};

const NO_CONTAINER = "no container runs: kwok plays the kubelets";
const OWN_CHART = "a chart of the test's own stands in for the upstream one";
const NO_TENANT = "evaluated with mock providers: no Entra tenant is at hand";
const NO_CERT_MANAGER = "a loop of the test plays cert-manager";

/** What the level of a construct would hide: where the real thing was not there. Said in its row. */
export const STAND_INS: Readonly<Record<string, string>> = {
  Boards: NO_CONTAINER,
  BucketSetup: NO_CONTAINER,
  CertManager: OWN_CHART,
  Chart: OWN_CHART,
  CloudNativePg: `${OWN_CHART}; the operator itself is real`,
  EntraOpenId: NO_TENANT,
  EntraSaml: NO_TENANT,
  KeycloakCertificate: NO_CERT_MANAGER,
  MattermostServer: NO_CONTAINER,
  MinioStore: NO_CONTAINER,
  MissionCollaborationApp: NO_TENANT,
  Playbooks: NO_CONTAINER,
  ProxyCertificate: NO_CERT_MANAGER,
  RealmSetup: NO_CONTAINER,
  SiteAuthority: NO_CERT_MANAGER,
  Workload: NO_CONTAINER,
};

/** Words of the architecture for folders of src/constructs, and for classes that stand for another part. */
const TITLES: Readonly<Record<string, string>> = {
  kubernetes: "Building blocks",
  platform: "Platform operators",
  mattermost: "Mattermost servers",
  postgres: "PostgreSQL",
  "object-store": "Object store",
  proxy: "NGINX",
  identity: "Identity",
  m365: "Microsoft 365",
  azure: "Azure",
  "azure-local": "Azure Local",
  agents: "Agents",
  calls: "Calls",
  push: "Push notifications",
  Connections: "Network policies",
  GeneratedSecret: "Secrets",
  EphemeralPassword: "Secrets",
  Secret: "Secrets",
  SiteAuthority: "Certificates",
  ProxyCertificate: "Certificates",
  PushNotifications: "Push notifications",
};

const BEGIN = "<!-- proof:begin -->";
const END = "<!-- proof:end -->";
const CONSTRUCTS = join(__dirname, "../src/constructs");

interface Row {
  readonly title: string;
  readonly constructs: readonly string[];
  readonly level: string;
  readonly by: string;
  readonly notes: string;
}

/** The text between the README's markers: what each construct is proven by, then each part. */
export function proofTable(
  records: readonly PartRecord[],
  folders: ReadonlyMap<string, string> = constructFolders(),
): string {
  const proven = [...new Set(records.flatMap(({ proves }) => proves))];
  const rows = [
    ...proven.map((name) => provenRow(name, folders, records)),
    ...Object.entries(ONLY_UNIT_TESTED)
      .filter(([name]) => folders.has(name) && !proven.includes(name))
      .map(([name, { level, reason }]) => row(name, folders, { level, by: "unit tests", notes: reason })),
  ];
  const cells = merged(rows).map(({ title, constructs, level, by, notes }) => [
    title,
    constructs.map((name) => `\`${name}\``).join(", "),
    level,
    by,
    notes,
  ]);
  const table = aligned([["part", "constructs", "level", "proven by", "notes"], ...cells]);
  return `${table}\nThe parts of the end-to-end test, and what stands in for the real thing:\n\n${records.map(item).join("")}`;
}

/** The README with the table between its markers. */
export function withProofTable(readme: string, table: string): string {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`the README has no ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${table}\n${END}${after}`;
}

/** Exported constructs without a row: a part must prove them, or the list above say why none does. */
export function withoutRow(exported: readonly string[], records: readonly PartRecord[]): readonly string[] {
  const proven = new Set(records.flatMap(({ proves }) => proves));
  return exported.filter((name) => !proven.has(name) && !(name in ONLY_UNIT_TESTED));
}

/** Reasons that are no longer true: a part proves the construct now, or it is gone. */
export function staleReasons(exported: readonly string[], records: readonly PartRecord[]): readonly string[] {
  const proven = new Set(records.flatMap(({ proves }) => proves));
  return Object.keys(ONLY_UNIT_TESTED).filter((name) => proven.has(name) || !exported.includes(name));
}

/** Folder below src/constructs by name of the construct. */
export function constructFolders(): ReadonlyMap<string, string> {
  const files = readdirSync(CONSTRUCTS, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return new Map(
    files.flatMap((file) => {
      const source = readFileSync(join(CONSTRUCTS, file), "utf8");
      const names = [...source.matchAll(/^export (?:abstract )?class (\w+)/gm)].map(([, name]) => name ?? "");
      return names.map((name) => [name, file.split(/[\\/]/)[0] ?? ""] as const);
    }),
  );
}

function provenRow(name: string, folders: ReadonlyMap<string, string>, records: readonly PartRecord[]): Row {
  const parts = records.filter(({ proves }) => proves.includes(name));
  const levels = [...new Set(parts.flatMap(({ levels }) => levels))].sort();
  const notes = parts.flatMap((part) => {
    const counts = troubles(part);
    return counts === "" ? [] : [`${part.part}: ${counts}`];
  });
  return row(name, folders, {
    level: levels.join(", ") || "P1",
    by: parts.map(({ part }) => `\`${part}\``).join(", "),
    notes: [...notes, ...(STAND_INS[name] ? [STAND_INS[name]] : [])].join("; "),
  });
}

function row(
  name: string,
  folders: ReadonlyMap<string, string>,
  rest: Pick<Row, "level" | "by" | "notes">,
): Row {
  const folder = folders.get(name) ?? "";
  return { title: TITLES[name] ?? TITLES[folder] ?? folder, constructs: [name], ...rest };
}

/** Constructs of one part of the architecture that are proven in the same way share a row. */
function merged(rows: readonly Row[]): readonly Row[] {
  const byProof = new Map<string, Row>();
  for (const each of rows) {
    const key = JSON.stringify([each.title, each.level, each.by, each.notes]);
    const constructs = [...(byProof.get(key)?.constructs ?? []), ...each.constructs].sort();
    byProof.set(key, { ...each, constructs });
  }
  return [...byProof].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function item(part: PartRecord): string {
  const passed = part.checks.filter(({ outcome }) => outcome === "passed").length;
  const counts = [`${passed} passed`, troubles(part)].filter((text) => text !== "").join(", ");
  const notes = part.checks.flatMap(({ note }) => note ?? []);
  const skipped = part.checks.flatMap(({ name, outcome, reason }) =>
    outcome === "skipped" ? [`skipped "${name}": ${(reason ?? "").replace(/\s+/g, " ")}`] : [],
  );
  const details = [...new Set([...notes, ...skipped])].map((text) => `  - ${text}\n`);
  const levels = part.levels.join(", ") || "no level reached";
  return `- \`${part.part}\` (${levels}; ${counts}): ${part.title}\n${details.join("")}`;
}

/** `1 failed, 2 skipped`, or nothing. */
function troubles({ checks }: PartRecord): string {
  return (["failed", "skipped"] as const)
    .map((wanted) => [checks.filter(({ outcome }) => outcome === wanted).length, wanted] as const)
    .filter(([count]) => count > 0)
    .map(([count, wanted]) => `${count} ${wanted}`)
    .join(", ");
}

/** A Markdown table as prettier leaves it. */
function aligned(table: readonly (readonly string[])[]): string {
  const escaped = table.map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")));
  const [header = [], ...rows] = escaped;
  const widths = header.map((_, column) =>
    Math.max(3, ...escaped.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  return [header, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("");
}
