import type { IConstruct } from "constructs";
import type { IConnectable } from "../kubernetes/connections";
import type { ISecret } from "../kubernetes/secret";

/** Where a PostgreSQL server listens. */
export interface PostgresEndpoint {
  readonly host: string;
  readonly port: number;
}

/** How connections are encrypted and whom the client believes. */
export interface PostgresTls {
  /** libpq sslmode. */
  readonly mode: "verify-full" | "verify-ca" | "require" | "disable";
  /**
   * Secret with the server's certificate authority under `ca.crt`.
   * @default - the certificate authorities of the system
   */
  readonly ca?: ISecret;
}

/** Everything a consumer needs to use a database. */
export interface PostgresReference {
  readonly database: string;
  /** Secret with the keys `username` and `password`. */
  readonly credentials: ISecret;
  readonly writer: PostgresEndpoint;
  /** Read replicas, one by one. Empty when there are none. */
  readonly readers: readonly PostgresEndpoint[];
  /** Replicas that only serve searches. */
  readonly searchReaders: readonly PostgresEndpoint[];
  /** `transaction`: a pooler stands before the writer; clients must not use named prepared statements. */
  readonly pooling: "transaction" | "none";
  readonly tls: PostgresTls;
  readonly majorVersion: number;
  /** Extensions that are installed in the database. */
  readonly extensions: readonly string[];
}

/** A PostgreSQL database, whoever runs it. Its default port is the one for queries. */
export interface IPostgresDatabase extends IConstruct, IConnectable {
  readonly postgres: PostgresReference;
}
