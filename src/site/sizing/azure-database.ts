import {
  AZURE_POSTGRES_DISKS,
  AZURE_RESERVED_CONNECTIONS,
  azurePostgresSizes,
  MOST_REPLICAS,
  tiersOf,
  type AzurePostgresSize,
} from "../../catalog/azure-postgres";
import type { Resources } from "../site";
import { CONNECTION_RESERVE, connectionSum, type ConnectionDemand } from "./connections";
import { sizePostgresParameters } from "./postgres-parameters";
import { cpus, mebibytes } from "./quantities";
import { roundUp, say, SOURCES, type Sized } from "./sized";
import { referenceReaders, referenceTier } from "./tiers";
import { sizeWalStorage } from "./database";

const AZURE = "Azure Database for PostgreSQL documentation";

/** Share of the disk that logs, temporary files and the messages of the server take, beside the data. */
const LOG_SHARE = 1.25;

/** I/O operations a second of one concurrent user at the busiest time. */
const IOPS_OF_A_USER = 0.5;

/** Concurrent users from which a replica for searches pays, and a second one. */
const SEARCH = { oneFrom: 15_000, twoFrom: 50_000 } as const;

const STEP = 10;

/** Smallest size with these resources and connections; the largest one when none has them. */
export function sizeAzureSku(
  wanted: Sized<Resources>,
  connections: number,
  generation: number,
): Sized<string> {
  const { cpu, memory } = wanted.value;
  const sizes = azurePostgresSizes(generation);
  const fits = (size: AzurePostgresSize): boolean =>
    size.cpus >= cpus(cpu) && size.memory >= mebibytes(memory) / 1024 && size.connections >= connections;
  const fitting = sizes.find(fits);
  const chosen = fitting ?? sizes.at(-1);
  if (chosen === undefined) throw new Error("the catalogue has no size of Azure PostgreSQL");
  const asked = `${cpu} CPUs, ${memory} (${wanted.reason}) and ${say(connections)} connections`;
  return {
    value: chosen.sku,
    reason: fitting ? `smallest with ${asked}` : `the largest; it is smaller than ${asked}`,
    source: `${AZURE}: compute and limits; ${wanted.source ?? SOURCES.own}`,
  };
}

/** Smallest disk that Azure sells for data of this size. */
export function sizeAzureStorage(data: Sized<string>): Sized<string> {
  const wanted = (mebibytes(data.value) / 1024) * LOG_SHARE;
  const [smallest] = AZURE_POSTGRES_DISKS;
  const disk = AZURE_POSTGRES_DISKS.find(({ size }) => size >= wanted) ?? AZURE_POSTGRES_DISKS.at(-1);
  return {
    value: `${(disk ?? smallest).size}Gi`,
    reason: `${data.reason}; × ${LOG_SHARE} for its logs = ${say(wanted)} Gi, the next size of Azure's disks`,
    source: SOURCES.own,
  };
}

/** Slowest tier of the disk that does what people ask at the busiest time; the fastest one when none does. */
export function sizeAzureStorageTier(storage: string, concurrentUsers: number): Sized<string> {
  const wanted = concurrentUsers * IOPS_OF_A_USER;
  const tiers = tiersOf(mebibytes(storage) / 1024);
  const tier = tiers.find(({ iops }) => iops >= wanted) ?? tiers.at(-1);
  return {
    value: tier?.tier ?? "none",
    reason: `${say(concurrentUsers)} concurrent users × ${IOPS_OF_A_USER} = ${say(wanted)} I/O operations a second; ${tier?.tier ?? "no tier"} of ${storage} does ${say(tier?.iops ?? 0)}`,
    source: SOURCES.own,
  };
}

interface ReplicaLoad {
  readonly concurrentUsers: number;
  readonly licensed: boolean;
}

/** Servers that only answer searches. */
export function sizeAzureSearchReplicas({ concurrentUsers, licensed }: ReplicaLoad): Sized<number> {
  if (!licensed) return { value: 0, reason: "0: the server uses search replicas only with a licence" };
  const value = concurrentUsers >= SEARCH.twoFrom ? 2 : concurrentUsers >= SEARCH.oneFrom ? 1 : 0;
  return {
    value,
    reason: `${value}: one from ${say(SEARCH.oneFrom)} concurrent users, two from ${say(SEARCH.twoFrom)}; here ${say(concurrentUsers)}`,
    source: SOURCES.own,
  };
}

/** Servers that answer reading queries: those of the architecture, as far as Azure has room beside the search replicas. */
export function sizeAzureReadReplicas(
  { concurrentUsers, licensed }: ReplicaLoad,
  searchReplicas: number,
): Sized<number> {
  if (!licensed) return { value: 0, reason: "0: the server uses read replicas only with a licence" };
  const tier = referenceTier(concurrentUsers);
  const readers = referenceReaders(tier);
  const room = Math.max(0, MOST_REPLICAS - searchReplicas);
  return {
    value: Math.min(readers, room),
    reason:
      `readers in the architecture for ${say(tier.concurrentUsers)} concurrent users: ${readers}; ` +
      `Azure takes ${MOST_REPLICAS} replicas, ${searchReplicas} of them for searches`,
    source: SOURCES.architectures,
  };
}

/** max_connections of every server: the pools of the busiest one while one Mattermost server more runs. */
export function sizeAzureConnections(demand: ConnectionDemand): Sized<number> {
  const { total, formula } = connectionSum({ ...demand, appNodes: demand.appNodes + 1 });
  const more = AZURE_RESERVED_CONNECTIONS - CONNECTION_RESERVE.superuser;
  return {
    value: roundUp(total + more, STEP),
    reason:
      `during a rolling update (${demand.appNodes} + 1 nodes): ${formula} + ${more} more that Azure reserves = ` +
      `${total + more}, rounded up; the same on every server, because a replica must not have fewer`,
    source: `${AZURE}: limits`,
  };
}

interface AzureMachine {
  readonly cpus: number;
  /** GiB. */
  readonly memory: number;
  readonly storage: string;
  readonly maxConnections: number;
  /** Read and search replicas together. */
  readonly replicas: number;
  readonly pooler: boolean;
}

/** Parameters of a cluster's own log volume and sockets, which Azure looks after itself. */
const LEFT_TO_AZURE = ["min_wal_size", "wal_keep_size", "max_slot_wal_keep_size", "max_wal_senders"];

/** PostgreSQL parameters of every server, as text. */
export function sizeAzureParameters(machine: AzureMachine): Readonly<Record<string, Sized<string>>> {
  const own = sizePostgresParameters({
    ...machine,
    resources: { cpu: String(machine.cpus), memory: `${machine.memory}Gi` },
    walStorage: sizeWalStorage(machine.storage).value,
    servers: 1 + machine.replicas,
    pooler: true,
  });
  const senders = {
    value: String(10 + 2 * machine.replicas),
    reason: `10, which cover Azure's own 4, and 2 for each of ${machine.replicas} replicas`,
    source: `${AZURE}: read replicas`,
  };
  return {
    ...Object.fromEntries(Object.entries(own).filter(([name]) => !LEFT_TO_AZURE.includes(name))),
    max_wal_senders: senders,
    max_replication_slots: senders,
  };
}
