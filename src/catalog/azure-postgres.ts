/** A size of Azure Database for PostgreSQL. */
export interface AzurePostgresSize {
  /** As the provider writes it, e.g. `GP_Standard_D4ds_v5`. */
  readonly sku: string;
  readonly tier: "burstable" | "general" | "memory";
  readonly cpus: number;
  /** GiB. */
  readonly memory: number;
  /** Of the machine, e.g. 5; none of a burstable size. */
  readonly generation?: number;
  /** I/O operations a second that the machine passes on, whatever its disk can do. */
  readonly iops: number;
  /** max_connections that Azure sets; above it the memory runs out. */
  readonly connections: number;
}

/** Disk by its performance tier. */
export interface AzurePostgresDisk {
  readonly tier: string;
  /** GiB. */
  readonly size: number;
  readonly iops: number;
}

/** Major versions that Azure offers and whose new databases belong to their owner alone. */
export const AZURE_POSTGRES_VERSIONS: readonly number[] = [15, 16, 17, 18];

/** Of max_connections, for replication and Azure's own monitoring. */
export const AZURE_RESERVED_CONNECTIONS = 15;

/** Most replicas of one primary. */
export const MOST_REPLICAS = 5;

/** Newest generation of machines that goes into a subnet; later ones take private endpoints only. */
export const NEWEST_IN_A_SUBNET = 5;

/** Newest generation that Terraform's provider orders. Source: azurerm 4.55.0, sizes that `sku_name` takes. */
export const NEWEST_OF_THE_PROVIDER = 5;

/**
 * Premium disks, smallest first; storage is one of these sizes. Source: Azure managed disks, Premium SSD; storage of
 * Azure Database for PostgreSQL.
 */
export const AZURE_POSTGRES_DISKS: readonly [AzurePostgresDisk, ...AzurePostgresDisk[]] = [
  { tier: "P4", size: 32, iops: 120 },
  { tier: "P6", size: 64, iops: 240 },
  { tier: "P10", size: 128, iops: 500 },
  { tier: "P15", size: 256, iops: 1100 },
  { tier: "P20", size: 512, iops: 2300 },
  { tier: "P30", size: 1024, iops: 5000 },
  { tier: "P40", size: 2048, iops: 7500 },
  { tier: "P50", size: 4096, iops: 7500 },
  { tier: "P60", size: 8192, iops: 16_000 },
  { tier: "P70", size: 16_384, iops: 18_000 },
  { tier: "P80", size: 32_767, iops: 20_000 },
];

/** Up to this disk a smaller one can be paid up; the larger ones pay up among themselves. Source: the azurerm provider. */
const LARGEST_OF_THE_SMALL = "P50";

/** Tiers that a disk of this size can have: its own, and faster ones of the same group. Empty for no size of Azure. */
export function tiersOf(size: number): readonly AzurePostgresDisk[] {
  const own = AZURE_POSTGRES_DISKS.findIndex((disk) => disk.size === size);
  const border = AZURE_POSTGRES_DISKS.findIndex(({ tier }) => tier === LARGEST_OF_THE_SMALL);
  if (own < 0) return [];
  return own <= border ? AZURE_POSTGRES_DISKS.slice(own, border + 1) : AZURE_POSTGRES_DISKS.slice(own);
}

/** Burstable machines by name: CPUs and GiB. */
const BURSTABLE: Readonly<Record<string, readonly [cpus: number, memory: number]>> = {
  B1ms: [1, 2],
  B2s: [2, 4],
  B2ms: [2, 8],
  B4ms: [4, 16],
  B8ms: [8, 32],
  B12ms: [12, 48],
  B16ms: [16, 64],
  B20ms: [20, 80],
};

const GENERAL_CPUS: readonly number[] = [2, 4, 8, 16, 32, 48, 64, 96];
const MEMORY_CPUS: readonly number[] = [2, 4, 8, 16, 20, 32, 48, 64, 96];

/** Memory-optimized machines that have less than eight GiB for each CPU. */
const LESS_MEMORY: Readonly<Record<number, number>> = { 64: 432, 96: 672 };

const SKU =
  /^(?:B_Standard_(?<burstable>B\d+m?s)|(?<tier>GP|MO)_Standard_(?<family>[DE])(?<cpus>\d+)(?<series>s_v3|ds_v4|a?ds_v[56]))$/;

/** What is known of a size; undefined where Azure has none of that name. */
export function azurePostgresSize(sku: string): AzurePostgresSize | undefined {
  const { burstable, tier, family, cpus: count, series } = SKU.exec(sku)?.groups ?? {};
  if (burstable !== undefined) return burstableSize(sku, burstable);
  if (tier === undefined || series === undefined) return undefined;
  const general = tier === "GP";
  const cpus = Number(count);
  const generation = Number(series.at(-1));
  const known = (general ? GENERAL_CPUS : MEMORY_CPUS).includes(cpus) && (cpus < 96 || generation >= 5);
  if (general !== (family === "D") || !known) return undefined;
  const memory = general ? cpus * 4 : (LESS_MEMORY[cpus] ?? cpus * 8);
  return {
    sku,
    tier: general ? "general" : "memory",
    cpus,
    memory,
    generation,
    iops: Math.min(cpus * 1600, 80_000),
    connections: defaultConnections(memory),
  };
}

function burstableSize(sku: string, name: string): AzurePostgresSize | undefined {
  const [cpus, memory] = BURSTABLE[name] ?? [];
  if (cpus === undefined || memory === undefined) return undefined;
  return { sku, tier: "burstable", cpus, memory, iops: 640, connections: defaultConnections(memory) };
}

/** Source: Azure Database for PostgreSQL, limits: maximum connections by memory. */
function defaultConnections(memory: number): number {
  if (memory >= 48) return 5000;
  return { 2: 50, 4: 429, 8: 859, 16: 1718, 32: 3437 }[memory] ?? 50;
}

/**
 * Sizes that sizing chooses from, smallest first: machines with a local disk of a generation that stands in a subnet.
 * Source: Azure Database for PostgreSQL, compute options. Whether a subscription has quota for one, no table knows.
 */
export function azurePostgresSizes(generation: number): readonly AzurePostgresSize[] {
  const series = Math.min(generation, NEWEST_IN_A_SUBNET);
  const names = MEMORY_CPUS.flatMap((cpus) => [
    `GP_Standard_D${cpus}ds_v${series}`,
    `MO_Standard_E${cpus}ds_v${series}`,
  ]);
  return names.flatMap((sku) => azurePostgresSize(sku) ?? []);
}
