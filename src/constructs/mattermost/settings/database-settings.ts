import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";
import type { PostgresEndpoint, PostgresReference } from "../../postgres/postgres-database";

/** Variables of the pod that hold the login; the data source names refer to them. */
export const DATABASE_LOGIN = { username: "DB_USERNAME", password: "DB_PASSWORD" } as const;

/** A database as the server reaches it. */
export type DatabaseAddress = Pick<PostgresReference, "database" | "tls">;

export interface DatabaseOptions {
  readonly postgres: Omit<PostgresReference, "credentials">;
  /** Path of the database's certificate authority in the pod; absent: the authorities of the system. */
  readonly caFile?: string;
  /** Open connections of one server to one endpoint. */
  readonly maxOpenConnections: number;
  /** Idle connections that are kept. */
  readonly maxIdleConnections: number;
  /** Whether the licence lets the server read from replicas. */
  readonly replicasAllowed: boolean;
}

/**
 * Data source name of an endpoint. User and password are references to variables of the pod, so their values must be
 * safe in a URL.
 */
export function postgresDsn(endpoint: PostgresEndpoint, address: DatabaseAddress, caFile?: string): string {
  const { username, password } = DATABASE_LOGIN;
  const host = endpoint.host.includes(":") ? `[${endpoint.host}]` : endpoint.host;
  const query = [
    `sslmode=${address.tls.mode}`,
    ...(caFile && address.tls.mode !== "disable" ? [`sslrootcert=${caFile}`] : []),
    "connect_timeout=10",
    // Needed behind a pooler in transaction mode: no named prepared statements.
    "binary_parameters=yes",
  ];
  const authority = `$(${username}):$(${password})@${host}:${endpoint.port}`;
  return `postgres://${authority}/${encodeURIComponent(address.database)}?${query.join("&")}`;
}

/** Where the data is, how many connections are held, and which replicas serve reads. */
export function databaseSettings(options: DatabaseOptions): MattermostSettings {
  const { postgres, caFile } = options;
  const dsns = (endpoints: readonly PostgresEndpoint[]): readonly string[] | undefined =>
    options.replicasAllowed && endpoints.length > 0
      ? endpoints.map((endpoint) => postgresDsn(endpoint, postgres, caFile))
      : undefined;
  return {
    SqlSettings: {
      DriverName: "postgres",
      DataSource: postgresDsn(postgres.writer, postgres, caFile),
      DataSourceReplicas: dsns(postgres.readers),
      DataSourceSearchReplicas: dsns(postgres.searchReaders),
      MaxOpenConns: options.maxOpenConnections,
      MaxIdleConns: options.maxIdleConnections,
      ConnMaxLifetimeMilliseconds: 3_600_000,
      ConnMaxIdleTimeMilliseconds: 300_000,
      QueryTimeout: 30,
      ReplicaMonitorIntervalSeconds: 5,
      Trace: false,
      DisableDatabaseSearch: false,
    },
  };
}
