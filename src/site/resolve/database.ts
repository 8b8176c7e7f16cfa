import { DEFAULTS } from "../defaults";
import type {
  HostPort,
  SiteCluster,
  SiteDatabase,
  SiteExternalDatabase,
  SiteMattermost,
  SitePeople,
} from "../site";
import type { SiteSpec } from "../spec";
import { resolveAzureDatabase } from "./azure-database";
import { resolveClusterDatabase } from "./cluster-database";
import type { Ledger } from "./ledger";
import { resolveReference } from "./secrets";

type DatabaseSpec = NonNullable<SiteSpec["database"]>;
type ExternalSpec = Extract<DatabaseSpec, { kind: "external" }>;
type Endpoint = ExternalSpec["writer"];

/** PostgreSQL; a cluster of the site's own by default. */
export function resolveDatabase(
  spec: SiteSpec,
  people: SitePeople,
  cluster: SiteCluster,
  mattermost: SiteMattermost,
  ledger: Ledger,
): SiteDatabase {
  const database = spec.database;
  ledger.chosen("database.kind", database?.kind, {
    value: "cluster",
    reason: "the site needs no database from outside",
  });
  if (database?.kind === "azure") return resolveAzureDatabase(database, spec, people, mattermost, ledger);
  if (database?.kind === "external") return resolveExternalDatabase(database, ledger);
  return resolveClusterDatabase(database ?? {}, people, cluster, mattermost, ledger);
}

function resolveExternalDatabase(database: ExternalSpec, ledger: Ledger): SiteExternalDatabase {
  const defaults = DEFAULTS.database;
  const none = { value: [], reason: "none named" };
  const endpoints = (list: readonly Endpoint[] | undefined) => list?.map(endpoint);
  return {
    kind: "external",
    version: ledger.written("database.version", database.version),
    writer: {
      host: ledger.written("database.writer.host", database.writer.host),
      port: ledger.chosen("database.writer.port", database.writer.port, defaults.port),
    },
    readers: ledger.chosen<readonly HostPort[]>("database.readers", endpoints(database.readers), none),
    searchReaders: ledger.chosen<readonly HostPort[]>(
      "database.searchReaders",
      endpoints(database.searchReaders),
      none,
    ),
    database: ledger.chosen("database.database", database.database, defaults.name),
    credentials: resolveReference("database.credentials", database.credentials, ledger),
    maxConnections: ledger.optional(
      "database.maxConnections",
      database.maxConnections,
      "the pools are not checked against it",
    ),
    extensions: ledger.chosen<readonly string[]>("database.extensions", database.extensions, {
      value: [],
      reason: "none named",
    }),
    pooling: ledger.chosen("database.pooling", database.pooling, defaults.pooling),
    tls: {
      mode: ledger.chosen("database.tls.mode", database.tls?.mode, defaults.tlsMode),
      caSecret: ledger.optional("database.tls.caSecret", database.tls?.caSecret, "the system's authorities"),
    },
  };
}

function endpoint({ host, port }: Endpoint): HostPort {
  return { host, port: port ?? DEFAULTS.database.port.value };
}
