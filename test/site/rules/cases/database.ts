import { all, database, externalDatabase, type Change, type RuleCase } from "../sites";

const nodes =
  (count: number): Change =>
  ({ cluster }) => {
    cluster.nodes.count = count;
  };
const replicas =
  (count: number): Change =>
  ({ mattermost }) => {
    mattermost.replicas = count;
  };
const memory = { cpu: "2", memory: "4Gi" };
const buffers = (shared_buffers: string): Change =>
  database({ resources: memory, parameters: { shared_buffers } });

export const DATABASE_CASES: readonly RuleCase[] = [
  {
    code: "HF2301",
    what: "PostgreSQL 13 with server 11",
    breaks: externalDatabase({ version: 13 }),
    keeps: externalDatabase({ version: 14 }),
    paths: ["database.version"],
    shows: "13 with server 11.7.9",
  },
  {
    code: "HF2302",
    what: "a version that the catalogue lacks",
    breaks: database({ version: 15 }),
    keeps: externalDatabase({ version: 15 }),
    paths: ["database.version"],
    shows: "15",
  },
  {
    code: "HF2303",
    what: "few connections for the pools",
    breaks: database({ maxConnections: 50 }),
    keeps: database({ maxConnections: 1000 }),
    paths: ["database.maxConnections"],
    shows: "is 50",
  },
  {
    code: "HF2303",
    what: "few connections on a foreign server",
    breaks: all(replicas(3), externalDatabase({ maxConnections: 100 })),
    keeps: externalDatabase(),
    paths: ["database.maxConnections"],
    shows: "is 100",
  },
  {
    code: "HF2305",
    what: "more instances than nodes",
    breaks: database({ instances: 5 }),
    keeps: database({ instances: 4 }),
    paths: ["database.instances"],
    shows: "5",
  },
  {
    code: "HF2306",
    what: "one instance on four nodes",
    breaks: database({ instances: 1 }),
    keeps: all(nodes(1), database({ instances: 1 })),
    paths: ["database.instances"],
    shows: "is 1 on 4 nodes",
  },
  {
    code: "HF2307",
    what: "a required standby that is not there",
    breaks: database({ instances: 1, synchronous: "required" }),
    keeps: database({ instances: 3, synchronous: "required" }),
    paths: ["database.synchronous"],
    shows: "required, database.instances is 1",
  },
  {
    code: "HF2308",
    what: "one required standby",
    breaks: database({ instances: 2, synchronous: "required" }),
    keeps: database({ instances: 2, synchronous: "preferred" }),
    paths: ["database.synchronous"],
    shows: "database.instances is 2",
  },
  {
    code: "HF2309",
    what: "one PgBouncer",
    breaks: database({ pooler: { instances: 1 } }),
    keeps: database({ pooler: { instances: 2 } }),
    paths: ["database.pooler.instances"],
    shows: "1 on 4 nodes",
  },
  {
    code: "HF2310",
    what: "an unverified connection",
    breaks: externalDatabase({ tls: { mode: "require" } }),
    keeps: externalDatabase(),
    paths: ["database.tls.mode"],
    shows: "require",
  },
  {
    code: "HF2311",
    what: "the writer among the readers, and a reader twice",
    breaks: externalDatabase({
      readers: [
        { host: "DB1.outpost-kestrel.example" },
        { host: "db2.example" },
        { host: "db2.example", port: 5432 },
      ],
    }),
    keeps: externalDatabase({ readers: [{ host: "db2.example" }, { host: "db2.example", port: 5433 }] }),
    paths: ["database.readers[0]", "database.readers[2]"],
    shows: "db1.outpost-kestrel.example:5432",
  },
  {
    code: "HF2320",
    what: "buffers above the memory, in pages",
    breaks: buffers("600000"),
    keeps: buffers("1GB"),
    paths: ["database.parameters.shared_buffers"],
    shows: "600000, database.resources.memory is 4Gi",
  },
  {
    code: "HF2321",
    what: "buffers of three quarters",
    breaks: buffers("3GB"),
    keeps: buffers("2600MB"),
    paths: ["database.parameters.shared_buffers"],
    shows: "3GB",
  },
  {
    code: "HF2322",
    what: "a parameter of the operator",
    breaks: database({ parameters: { listen_addresses: "*" } }),
    keeps: database({ parameters: { log_min_duration_statement: 500 } }),
    paths: ["database.parameters.listen_addresses"],
    shows: "*",
  },
  {
    code: "HF2323",
    what: "max_connections as a parameter",
    breaks: database({ parameters: { max_connections: 900 } }),
    keeps: database({ maxConnections: 900 }),
    paths: ["database.parameters.max_connections"],
    shows: "900",
  },
  {
    code: "HF2324",
    what: "wal_level minimal",
    breaks: database({ parameters: { wal_level: "minimal" } }),
    keeps: database({ parameters: { wal_level: "replica" } }),
    paths: ["database.parameters.wal_level"],
    shows: "minimal",
  },
  {
    code: "HF2325",
    what: "no feedback from standbys",
    breaks: database({ parameters: { hot_standby_feedback: "off" } }),
    keeps: all(nodes(1), database({ instances: 1, parameters: { hot_standby_feedback: "off" } })),
    paths: ["database.parameters.hot_standby_feedback"],
    shows: "off",
  },
  {
    code: "HF2326",
    what: "a log larger than its volume",
    breaks: database({ walStorage: "5Gi", parameters: { max_wal_size: "5GB" } }),
    keeps: database({ walStorage: "5Gi", parameters: { max_wal_size: "4GB" } }),
    paths: ["database.walStorage"],
    shows: "5Gi, max_wal_size is 5120 Mi",
  },
  {
    code: "HF2327",
    what: "a small data volume",
    breaks: database({ storage: "10Gi" }),
    keeps: database({ storage: "200Gi" }),
    paths: ["database.storage"],
    shows: "10Gi",
  },
];
