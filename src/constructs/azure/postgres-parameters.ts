import { isManagedByAzure } from "../../catalog/azure-postgres-limits";

/** Units in which Azure takes a parameter; PostgreSQL's own base unit of it. */
const UNITS = {
  "8kB": ["shared_buffers", "effective_cache_size", "wal_buffers"],
  kB: ["work_mem", "maintenance_work_mem", "autovacuum_work_mem"],
  MB: ["max_wal_size", "min_wal_size"],
  ms: [
    "max_standby_streaming_delay",
    "max_standby_archive_delay",
    "idle_in_transaction_session_timeout",
    "statement_timeout",
    "lock_timeout",
    "autovacuum_vacuum_cost_delay",
    "deadlock_timeout",
  ],
  s: [
    "checkpoint_timeout",
    "autovacuum_naptime",
    "tcp_keepalives_idle",
    "tcp_keepalives_interval",
    "wal_receiver_status_interval",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Bytes of a memory unit, as PostgreSQL counts. */
const BYTES = { kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4, "8kB": 8192 } as const;

/** Milliseconds of a time unit. */
const MILLISECONDS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A parameter as Azure's API takes it: a bare number in the parameter's base unit, e.g. `2048MB` of `shared_buffers`
 * becomes `262144`. Text without a unit stays as it is. Absent for a parameter that Azure manages.
 */
export function azureParameter(name: string, value: string): string | undefined {
  if (isManagedByAzure(name)) return undefined;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(kB|MB|GB|TB|ms|s|min|h|d)$/.exec(value) ?? [];
  const base = Object.entries(UNITS).find(([, names]) => (names as readonly string[]).includes(name))?.[0];
  if (amount === undefined || unit === undefined || base === undefined) return value;
  const scale: Readonly<Record<string, number>> = unit in BYTES ? BYTES : MILLISECONDS;
  const [from, to] = [scale[unit], scale[base]];
  if (from === undefined || to === undefined) return value;
  return String(Math.floor((Number(amount) * from) / to));
}
