import { sizePostgresParameters, type PostgresMachine } from "../../../src/site/sizing/postgres-parameters";

const MACHINE: PostgresMachine = {
  resources: { cpu: "4", memory: "32Gi" },
  walStorage: "100Gi",
  maxConnections: 600,
  servers: 3,
  pooler: true,
};

/** Parameters that CloudNativePG 1.30 keeps for itself and refuses. */
const OPERATORS_OWN =
  /^(port|ssl.*|archive_(mode|command|cleanup_command)|hot_standby|listen_addresses|unix_socket_.*|cluster_name|log_(destination|directory|filename|file_mode|rotation_.*|truncate_.*)|logging_collector|primary_.*|recovery_.*|restore_command|shared_preload_libraries|synchronous_standby_names|temp_tablespaces|restart_after_crash|data_.*|config_file|hba_file|ident_file|syslog_.*|wal_level)$/;

function values(part: Partial<PostgresMachine>): Record<string, string> {
  const sized = Object.entries(sizePostgresParameters({ ...MACHINE, ...part }));
  return Object.fromEntries(sized.map(([name, { value }]) => [name, value]));
}

test("of a machine like the tested one", () => {
  expect(values({})).toMatchObject({
    max_connections: "600",
    shared_buffers: "13107MB",
    effective_cache_size: "21299MB",
    maintenance_work_mem: "1024MB",
    autovacuum_max_workers: "4",
    autovacuum_vacuum_cost_limit: "500",
    random_page_cost: "1.1",
    hot_standby_feedback: "on",
    max_wal_size: "25600MB",
    max_slot_wal_keep_size: "51200MB",
  });
});

test.each([
  ["2Gi", "409MB"],
  ["4Gi", "819MB"],
  ["8Gi", "2048MB"],
  ["16Gi", "4096MB"],
  ["128Gi", "52428MB"],
])("%s of memory give shared_buffers %s", (memory, buffers) => {
  expect(values({ resources: { cpu: "2", memory } }).shared_buffers).toBe(buffers);
});

test("a single instance gets half of work_mem's upper bound", () => {
  expect(values({ maxConnections: 50 }).work_mem).toBe("32MB");
  expect(values({ maxConnections: 50, servers: 1 }).work_mem).toBe("16MB");
  expect(values({ maxConnections: 9000 }).work_mem).toBe("4MB");
});

test("keepalives are written only where no pooler stands before the writer", () => {
  expect(values({ pooler: false })).toMatchObject({ tcp_keepalives_idle: "5", tcp_keepalives_count: "5" });
  expect(Object.keys(values({}))).not.toContain("tcp_keepalives_idle");
});

test.each(["1Mi", "1Gi", "9000000Ti"])(
  "a hand-set size of %s still gives numbers PostgreSQL takes",
  (size) => {
    const given = values({ walStorage: size, resources: { cpu: "50m", memory: size } });
    for (const [name, value] of Object.entries(given)) {
      expect([name, value]).toEqual([name, expect.stringMatching(/^(on|\d+(\.\d+)?|\d+MB)$/)]);
      expect(Number.parseFloat(value) || 0).toBeLessThan(2 ** 31);
    }
  },
);

test("none is one that the operator keeps for itself", () => {
  const names = Object.keys(values({ pooler: false }));
  expect(names.filter((name) => OPERATORS_OWN.test(name))).toEqual([]);
  expect(names.length).toBeGreaterThan(20);
});
