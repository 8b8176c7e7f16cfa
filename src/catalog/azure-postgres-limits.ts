import {
  AZURE_POSTGRES_DISKS,
  azurePostgresSize,
  MOST_REPLICAS,
  NEWEST_IN_A_SUBNET,
  NEWEST_OF_THE_PROVIDER,
  tiersOf,
} from "./azure-postgres";

/** What is asked of a server, as far as Azure limits it. */
export interface AzurePostgresWish {
  readonly sku: string;
  /** GiB. */
  readonly storage: number;
  /** Performance of the disk, e.g. `P30`; the one of its size if left out. */
  readonly storageTier?: string;
  /** Whether the servers stand in a subnet of their own. */
  readonly inSubnet: boolean;
  readonly standby: boolean;
  readonly pooler: boolean;
  readonly readReplicas: number;
  readonly searchReplicas: number;
}

/** One thing that Azure refuses, and which part of the wish it is about. */
export interface AzurePostgresRefusal {
  readonly about: "sku" | "standby" | "pooler" | "storage" | "storageTier" | "replicas";
  readonly message: string;
  readonly expected: string;
}

const LARGER = "a GP_ or MO_ size";

/** Everything of a server that Azure refuses. Source: Azure Database for PostgreSQL, compute, storage and replicas. */
export function azurePostgresRefusals(wish: AzurePostgresWish): readonly AzurePostgresRefusal[] {
  return [...sizeRefusals(wish), ...storageRefusals(wish), ...replicaRefusals(wish)];
}

function sizeRefusals({
  sku,
  inSubnet,
  standby,
  pooler,
}: AzurePostgresWish): readonly AzurePostgresRefusal[] {
  const size = azurePostgresSize(sku);
  if (size === undefined) {
    return [{ about: "sku", message: `"${sku}" is no size of Azure`, expected: "e.g. GP_Standard_D4ds_v5" }];
  }
  const burstable = size.tier === "burstable";
  const found: readonly (AzurePostgresRefusal | false)[] = [
    burstable && standby && { about: "standby", message: `"${sku}" takes no standby`, expected: LARGER },
    burstable && pooler && { about: "pooler", message: `"${sku}" has no PgBouncer`, expected: LARGER },
    generationRefusal(sku, size.generation ?? 0, inSubnet),
  ];
  return found.filter((each) => each !== false);
}

/** The newest machines go into no subnet, and only a newer provider orders them. */
function generationRefusal(sku: string, generation: number, inSubnet: boolean): AzurePostgresRefusal | false {
  const newest = inSubnet ? Math.min(NEWEST_IN_A_SUBNET, NEWEST_OF_THE_PROVIDER) : NEWEST_OF_THE_PROVIDER;
  if (generation <= newest) return false;
  const why =
    inSubnet && generation > NEWEST_IN_A_SUBNET
      ? "can't stand in a subnet of its own"
      : "can't be ordered by azurerm 4.55.0";
  return { about: "sku", message: `"${sku}" ${why}`, expected: `a size of generation ${newest} or older` };
}

function storageRefusals({ storage, storageTier }: AzurePostgresWish): readonly AzurePostgresRefusal[] {
  const tiers = tiersOf(storage).map(({ tier }) => tier);
  if (tiers.length === 0) {
    const sizes = AZURE_POSTGRES_DISKS.map(({ size }) => size);
    return [
      { about: "storage", message: `storage is ${storage} GiB`, expected: `one of ${sizes.join(", ")} GiB` },
    ];
  }
  if (storageTier === undefined || tiers.includes(storageTier)) return [];
  return [
    {
      about: "storageTier",
      message: `${storage} GiB with the tier ${storageTier}`,
      expected: `one of ${tiers.join(", ")}`,
    },
  ];
}

function replicaRefusals({
  sku,
  readReplicas,
  searchReplicas,
}: AzurePostgresWish): readonly AzurePostgresRefusal[] {
  const replicas = readReplicas + searchReplicas;
  if (replicas > MOST_REPLICAS) {
    return [
      {
        about: "replicas",
        message: `${replicas} replicas`,
        expected: `at most ${MOST_REPLICAS} of one primary`,
      },
    ];
  }
  if (replicas === 0 || azurePostgresSize(sku)?.tier !== "burstable") return [];
  return [{ about: "replicas", message: `"${sku}" takes no replicas`, expected: LARGER }];
}

/** Source: Azure Database for PostgreSQL, server parameters; no live server was asked. */
const MANAGED_BY_AZURE = [
  "archive_command",
  "archive_mode",
  "listen_addresses",
  "port",
  "ssl",
  "synchronous_standby_names",
];

/** Whether Azure keeps a parameter for itself. */
export function isManagedByAzure(name: string): boolean {
  return MANAGED_BY_AZURE.includes(name);
}
