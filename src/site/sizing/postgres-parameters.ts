import { REFERENCE_POSTGRES } from "../../catalog/reference-architectures";
import type { Resources } from "../site";
import { cpus, mebibytes } from "./quantities";
import { clamp, roundUp, say, SOURCES, type Sized } from "./sized";

export interface PostgresMachine {
  readonly resources: Resources;
  /** Write-ahead log volume. */
  readonly walStorage: string;
  readonly maxConnections: number;
  /** Instances and search replicas together. */
  readonly servers: number;
  /** Whether PgBouncer stands before the writer. */
  readonly pooler: boolean;
}

type Parameters = Readonly<Record<string, Sized<string>>>;

const GIB = 1024;

/** PostgreSQL counts these in 8 kB pages or MB of 31 bits; nothing larger is ever written. */
const LARGEST_MEMORY = 4 * 1024 * GIB;
const LARGEST_WAL = 1024 * GIB;

const writer = REFERENCE_POSTGRES.writer;

/** Megabytes as PostgreSQL writes them; its MB is the mebibyte. */
function megabytes(value: number): string {
  return `${Math.floor(value)}MB`;
}

/**
 * PostgreSQL parameters of an instance, as text. Valid from PostgreSQL 14 on, and free of the parameters that
 * CloudNativePG keeps for itself. A person's parameters replace them afterwards.
 */
export function sizePostgresParameters(machine: PostgresMachine): Parameters {
  return {
    max_connections: {
      value: String(machine.maxConnections),
      reason: "database.maxConnections",
    },
    ...memoryParameters(machine),
    ...workerParameters(machine),
    ...vacuumParameters(machine),
    ...walParameters(machine),
    random_page_cost: {
      value: String(writer.random_page_cost),
      reason: "random reads cost about as much as sequential ones on solid-state disks",
      source: SOURCES.highAvailability,
    },
    hot_standby_feedback: {
      value: REFERENCE_POSTGRES.replica.hot_standby_feedback,
      reason:
        "on: a standby's long query is not cancelled by the primary's clean-up; called essential at scale",
      source: SOURCES.highAvailability,
    },
    ...(machine.pooler ? {} : keepaliveParameters()),
  };
}

function memoryParameters(machine: PostgresMachine): Parameters {
  const memory = Math.min(mebibytes(machine.resources.memory), LARGEST_MEMORY);
  const buffers = sharedBuffersShare(memory);
  const sharedBuffers = Math.max(1, Math.floor((memory * buffers.percent) / 100));
  const maintenance = clamp(Math.floor(memory / 32), 16, memory >= 32 * GIB ? GIB : 512);
  const vacuums = vacuumWorkers(machine) + 1;
  const single = machine.servers === 1;
  const left = Math.max(0, memory - sharedBuffers - maintenance * vacuums);
  const workMemory = clamp(Math.floor(left / 2 / machine.maxConnections), 4, single ? 16 : 32);
  const of = `of ${machine.resources.memory}`;
  return {
    shared_buffers: {
      value: megabytes(sharedBuffers),
      reason: `${buffers.percent} % ${of}: ${buffers.why}`,
      source: SOURCES.highAvailability,
    },
    effective_cache_size: {
      value: megabytes(Math.max(1, memory * 0.65)),
      reason: `65 % ${of}, as on the tested server (${writer.effective_cache_size} of 32 GB); a hint to the planner, nothing is reserved`,
      source: SOURCES.highAvailability,
    },
    work_mem: {
      value: megabytes(workMemory),
      reason:
        `half of the ${say(left)} MB that shared_buffers and ${vacuums} × maintenance_work_mem leave, ` +
        `/ ${machine.maxConnections} connections, at least 4 MB, at most ${single ? "16 MB on a single instance" : "32 MB"}`,
      source: SOURCES.highAvailability,
    },
    maintenance_work_mem: {
      value: megabytes(maintenance),
      reason: `1/32 ${of}, at most 512 MB below 32 Gi and ${writer.maintenance_work_mem} above`,
      source: SOURCES.highAvailability,
    },
  };
}

function sharedBuffersShare(memory: number): { readonly percent: number; readonly why: string } {
  if (memory < 8 * GIB) return { percent: 20, why: "the vendor's share for a small server" };
  if (memory < 32 * GIB) return { percent: 25, why: "PostgreSQL's usual share" };
  return {
    percent: 40,
    why: "PostgreSQL's upper share; the vendor's 65 % is for a dedicated machine, a pod over its limit is killed",
  };
}

function workerParameters(machine: PostgresMachine): Parameters {
  const cpu = roundUp(cpus(machine.resources.cpu));
  const gather = Math.min(writer.max_parallel_workers_per_gather, Math.floor(cpu / 2));
  const maintenance = clamp(Math.floor(cpu / 2), 1, writer.max_parallel_maintenance_workers);
  const why = `for ${cpu} CPUs; the vendor's values (${writer.max_worker_processes} and ${writer.max_parallel_workers_per_gather}) are for 32 and more`;
  const source = SOURCES.highAvailability;
  return {
    max_worker_processes: {
      value: String(clamp(cpu + 4, 8, writer.max_worker_processes)),
      reason: `CPUs + 4, between 8 and ${writer.max_worker_processes}, ${why}`,
      source,
    },
    max_parallel_workers: {
      value: String(Math.min(cpu, 8)),
      reason: `one a CPU, at most 8, ${why}`,
      source,
    },
    max_parallel_workers_per_gather: { value: String(gather), reason: `half of the CPUs, ${why}`, source },
    max_parallel_maintenance_workers: {
      value: String(maintenance),
      reason: `half of the CPUs, ${why}`,
      source,
    },
  };
}

function vacuumWorkers(machine: PostgresMachine): number {
  return cpus(machine.resources.cpu) < 4 ? 3 : writer.autovacuum_max_workers;
}

function vacuumParameters(machine: PostgresMachine): Parameters {
  const hot = REFERENCE_POSTGRES.hotTables;
  const source = SOURCES.highAvailability;
  return {
    autovacuum_max_workers: {
      value: String(vacuumWorkers(machine)),
      reason: `${writer.autovacuum_max_workers} from 4 CPUs on, else PostgreSQL's 3; here ${machine.resources.cpu}`,
      source,
    },
    autovacuum_vacuum_cost_limit: {
      value: String(writer.autovacuum_vacuum_cost_limit),
      reason: "more than PostgreSQL's 200, so that cleaning keeps up with the post tables",
      source,
    },
    autovacuum_vacuum_scale_factor: {
      value: String(hot.autovacuum_vacuum_scale_factor),
      reason: "the vendor's value for hot tables, for all tables",
      source,
    },
    autovacuum_analyze_scale_factor: {
      value: String(hot.autovacuum_analyze_scale_factor),
      reason: "the vendor's value for hot tables, for all tables",
      source,
    },
  };
}

function walParameters({ walStorage, servers }: PostgresMachine): Parameters {
  const volume = Math.min(mebibytes(walStorage), LARGEST_WAL);
  const of = `of the log volume ${walStorage}`;
  const largest = clamp(Math.floor(volume / 4), 64, 32 * GIB);
  return {
    max_wal_size: {
      value: megabytes(largest),
      reason: `a quarter ${of}, at most 32 GB`,
      source: SOURCES.cloudNativePg,
    },
    min_wal_size: {
      value: megabytes(Math.max(32, largest / 4)),
      reason: "a quarter of max_wal_size, kept for reuse",
      source: SOURCES.cloudNativePg,
    },
    wal_keep_size: {
      value: megabytes(clamp(volume / 10, 16, 16 * GIB)),
      reason: `a tenth ${of}, so that a standby that was away catches up without a new copy; at most 16 GB`,
      source: SOURCES.postgres,
    },
    max_slot_wal_keep_size: {
      value: megabytes(volume / 2),
      reason: `half ${of}: a dead standby's slot is given up before the disk is full`,
      source: SOURCES.postgres,
    },
    max_wal_senders: {
      value: String(Math.max(10, servers * 2 + 4)),
      reason: `2 for each of ${servers} servers and 4 for backups, at least 10; not part of max_connections`,
      source: SOURCES.highAvailability,
    },
  };
}

function keepaliveParameters(): Parameters {
  const reason = "without a pooler the database itself must notice a vanished server within seconds";
  const source = SOURCES.highAvailability;
  return {
    tcp_keepalives_idle: { value: String(writer.tcp_keepalives_idle), reason, source },
    tcp_keepalives_interval: { value: String(writer.tcp_keepalives_interval), reason, source },
    tcp_keepalives_count: { value: String(writer.tcp_keepalives_count), reason, source },
  };
}
