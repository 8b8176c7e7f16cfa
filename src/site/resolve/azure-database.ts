import { azurePostgresSize, NEWEST_IN_A_SUBNET } from "../../catalog/azure-postgres";
import { AZURE_REGIONS, type AzureRegion } from "../../catalog/azure-regions";
import { DEFAULTS } from "../defaults";
import type { SiteMattermost, SitePeople } from "../site";
import type { SiteAzureDatabase } from "../site-azure-database";
import {
  sizeAzureConnections,
  sizeAzureParameters,
  sizeAzureReadReplicas,
  sizeAzureSearchReplicas,
  sizeAzureSku,
  sizeAzureStorage,
  sizeAzureStorageTier,
} from "../sizing/azure-database";
import { CONNECTION_RESERVE, connectionDemand } from "../sizing/connections";
import {
  sizeDatabaseResources,
  sizeMaxClientConnections,
  sizePoolSize,
  sizeStorage,
} from "../sizing/database";
import { cpus } from "../sizing/quantities";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { resolvePostgresParameters, writtenMaxConnections } from "./postgres-parameters";

type AzureSpec = Extract<NonNullable<SiteSpec["database"]>, { kind: "azure" }>;

const PATH = "database";

/** PostgreSQL of Azure, sized from people and by Azure's limits; what a person wrote comes first. */
export function resolveAzureDatabase(
  database: AzureSpec,
  spec: SiteSpec,
  people: SitePeople,
  mattermost: SiteMattermost,
  ledger: Ledger,
): SiteAzureDatabase {
  const region = regionOf(spec);
  const load = { ...people, licensed: mattermost.licence !== undefined };
  const resources = sizeDatabaseResources({ ...people, nodes: 1 });
  const searchReplicas = ledger.sized(
    `${PATH}.searchReplicas`,
    database.searchReplicas,
    sizeAzureSearchReplicas(load),
  );
  const readReplicas = ledger.sized(
    `${PATH}.readReplicas`,
    database.readReplicas,
    sizeAzureReadReplicas(load, searchReplicas),
  );
  const pooler = resolvePooler(database.pooler, mattermost, resources.value.cpu, ledger);
  const servers = { kind: "azure" as const, pooler, readReplicas, searchReplicas };
  const maxConnections = ledger.sized(
    `${PATH}.maxConnections`,
    writtenMaxConnections(database),
    sizeAzureConnections(connectionDemand(mattermost, servers)),
  );
  const generation = region?.postgres.newestGeneration ?? NEWEST_IN_A_SUBNET;
  const sku = ledger.sized(`${PATH}.sku`, database.sku, sizeAzureSku(resources, maxConnections, generation));
  const disk = resolveDisk(database, people, ledger);
  const size = azurePostgresSize(sku) ?? { cpus: cpus(resources.value.cpu), memory: 4 };
  const machine = {
    ...{ cpus: size.cpus, memory: size.memory, storage: disk.storage, maxConnections },
    ...{ replicas: readReplicas + searchReplicas, pooler: pooler !== undefined },
  };
  return {
    ...servers,
    version: ledger.chosen(`${PATH}.version`, database.version, DEFAULTS.database.azureVersion),
    sku,
    ...disk,
    standby: ledger.chosen(`${PATH}.standby`, database.standby, standbyDefault(region)),
    maxConnections,
    parameters: resolvePostgresParameters(database.parameters ?? {}, sizeAzureParameters(machine), ledger),
    ...resolveCare(database, ledger),
  };
}

function regionOf({ azure, substrate }: SiteSpec): AzureRegion | undefined {
  const cloud = substrate === "azure-government" ? "azure-government" : "azure";
  return azure && AZURE_REGIONS[cloud][azure.region];
}

function resolveDisk(
  database: AzureSpec,
  people: SitePeople,
  ledger: Ledger,
): Pick<SiteAzureDatabase, "storage" | "storageTier"> {
  const size = sizeAzureStorage(sizeStorage(people.plannedPosts));
  const storage = ledger.sized(`${PATH}.storage`, database.storage, size);
  const tier = sizeAzureStorageTier(storage, people.concurrentUsers);
  return { storage, storageTier: ledger.sized(`${PATH}.storageTier`, database.storageTier, tier) };
}

function standbyDefault(region: AzureRegion | undefined): {
  readonly value: SiteAzureDatabase["standby"];
  readonly reason: string;
} {
  return region?.postgres.zoneRedundancy === "open"
    ? { value: "zone-redundant", reason: "a standby in another zone takes over without loss" }
    : {
        value: "same-zone",
        reason: "the region takes no new zone-redundant servers; a standby beside the primary takes over",
      };
}

function resolvePooler(
  spec: AzureSpec["pooler"],
  mattermost: SiteMattermost,
  cpu: string,
  ledger: Ledger,
): SiteAzureDatabase["pooler"] {
  const path = `${PATH}.pooler`;
  if (!(spec?.enabled ?? DEFAULTS.database.poolerEnabled.value)) {
    ledger.switchedOff(path);
    return undefined;
  }
  const { configurationPerNode, pluginsPerNode } = CONNECTION_RESERVE;
  return {
    poolSize: ledger.sized(`${path}.poolSize`, spec?.poolSize, sizePoolSize(mattermost, cpus(cpu))),
    maxClientConnections: ledger.sized(
      `${path}.maxClientConnections`,
      undefined,
      sizeMaxClientConnections(mattermost, configurationPerNode + pluginsPerNode),
    ),
  };
}

/** What Azure does with the servers while they run. */
function resolveCare(
  database: AzureSpec,
  ledger: Ledger,
): Pick<
  SiteAzureDatabase,
  | "backupDays"
  | "geoBackup"
  | "dataKeys"
  | "network"
  | "administrators"
  | "administratorRevision"
  | "maintenance"
  | "writerName"
> {
  const defaults = DEFAULTS.database;
  const { administrators, administratorRevision, maintenance, writerName } = database;
  return {
    backupDays: ledger.chosen(`${PATH}.backupDays`, database.backupDays, defaults.backupDays),
    geoBackup: ledger.chosen(`${PATH}.geoBackup`, database.geoBackup, defaults.geoBackup),
    network: ledger.chosen<SiteAzureDatabase["network"]>(
      `${PATH}.network`,
      database.network,
      defaults.azureNetwork,
    ),
    dataKeys: ledger.chosen<SiteAzureDatabase["dataKeys"]>(
      `${PATH}.dataKeys`,
      database.dataKeys,
      defaults.dataKeys,
    ),
    administrators: ledger.optional(
      `${PATH}.administrators`,
      administrators,
      "only the password in the vault",
    ),
    administratorRevision: ledger.chosen(
      `${PATH}.administratorRevision`,
      administratorRevision,
      DEFAULTS.revision,
    ),
    maintenance: ledger.chosen<SiteAzureDatabase["maintenance"]>(
      `${PATH}.maintenance`,
      maintenance,
      defaults.maintenance,
    ),
    writerName: ledger.chosen<SiteAzureDatabase["writerName"]>(
      `${PATH}.writerName`,
      writerName,
      defaults.writerName,
    ),
  };
}
