import * as fc from "fast-check";
import { always, maybe, quietly, resources, type Drawn } from "./arbitrary-values";

const login = (secret: string) => fc.constantFrom<Drawn>({ secret }, { secret, revision: 2 });

/** A `kind: cluster` that leaves most to the tool, as people do. */
const clusterDatabase = maybe({
  kind: always("cluster"),
  version: quietly(fc.constantFrom(17, 18)),
  instances: quietly(fc.integer({ min: 1, max: 5 })),
  searchReplicas: quietly(fc.integer({ min: 0, max: 3 })),
  synchronous: quietly(fc.constantFrom("required", "preferred", "off")),
  resources: quietly(always({ cpu: "8", memory: "64Gi" })),
  storage: quietly(always("2Ti")),
  walStorage: quietly(always("200Gi")),
  maxConnections: quietly(always(2000)),
  pooler: quietly(
    maybe({
      enabled: fc.boolean(),
      instances: quietly(fc.integer({ min: 1, max: 4 })),
      poolSize: quietly(fc.constantFrom(20, 60)),
    }),
  ),
  parameters: quietly(fc.constantFrom({ work_mem: "16MB" }, { log_min_duration_statement: 500 })),
});

const endpoint = fc
  .integer({ min: 1, max: 9 })
  .map((number) => ({ host: `postgres-${number}.agency.example`, port: 5432 }));

const externalDatabase = maybe({
  kind: always("external"),
  version: fc.constantFrom(14, 16, 17, 18),
  writer: endpoint,
  readers: quietly(fc.array(endpoint, { maxLength: 3 })),
  searchReaders: quietly(fc.array(endpoint, { maxLength: 2 })),
  database: quietly(always("chat")),
  credentials: login("database-login"),
  maxConnections: quietly(always(2000)),
  extensions: fc.constantFrom(undefined, ["vector"]),
  pooling: quietly(fc.constantFrom("none", "transaction")),
  tls: quietly(
    maybe({ mode: fc.constantFrom("verify-full", "verify-ca"), caSecret: always("database-authority") }),
  ),
});

/** PostgreSQL in the cluster, by the defaults, or somebody else's. */
export const arbitraryDatabase: fc.Arbitrary<Drawn | undefined> = fc.oneof(
  { weight: 2, arbitrary: clusterDatabase },
  { weight: 1, arbitrary: externalDatabase },
  { weight: 1, arbitrary: always(undefined) },
);

/** Numbers for the nodes and the parity that belong together. */
const drives = fc.constantFrom({}, {}, { servers: 4, drivesPerServer: 1, parity: 2 });

const clusterStore = fc
  .tuple(
    maybe({
      kind: always("cluster"),
      driveSize: quietly(always("50Gi")),
      resources: quietly(resources),
      image: quietly(always("registry.agency.example/store/minio:2026.11.1")),
    }),
    drives,
  )
  .map(([store, counts]) => ({ ...store, ...counts }));

const externalStore = maybe({
  kind: always("external-s3"),
  endpoint: fc.constantFrom("s3.agency.example", "s3.agency.example:9000"),
  bucket: always("mattermost"),
  region: quietly(always("home")),
  pathPrefix: quietly(always("chat")),
  tls: quietly(always(true)),
  credentials: login("store-login"),
  addresses: quietly(always(["192.0.2.0/24"])),
});

/** A claim that is there has a size already. */
const sharedFiles = fc.constantFrom<Drawn>(
  { kind: "shared-files" },
  { kind: "shared-files", size: "40Gi" },
  { kind: "shared-files", existingClaim: "files" },
);

/** File storage that several servers share. */
export const arbitrarySharedStore: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 3, arbitrary: clusterStore },
  { weight: 2, arbitrary: externalStore },
  { weight: 2, arbitrary: sharedFiles },
);

/** File storage of every kind that needs no cloud. */
export const arbitraryStore: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 7, arbitrary: arbitrarySharedStore },
  { weight: 1, arbitrary: always({ kind: "local-files", size: "20Gi" }) },
);
