import { Construct } from "constructs";
import { ProblemError } from "../../errors/problem";
import { Connections, type IConnections, type Port } from "../kubernetes/connections";
import type { ISecret } from "../kubernetes/secret";
import { checkVersion } from "./checks";
import type {
  IPostgresDatabase,
  PostgresEndpoint,
  PostgresReference,
  PostgresTls,
} from "./postgres-database";

/** A server's address; the port is 5432 unless given. */
export interface ForeignEndpoint {
  readonly host: string;
  /** @default 5432 */
  readonly port?: number;
}

/** What is known of a PostgreSQL server that somebody else runs. */
export interface PostgresAttributes {
  readonly writer: ForeignEndpoint;
  /** Secret with the keys `username` and `password`. */
  readonly credentials: ISecret;
  readonly majorVersion: number;
  /** @default "mattermost" */
  readonly database?: string;
  /** Read replicas, one by one. @default [] */
  readonly readers?: readonly ForeignEndpoint[];
  /** Replicas that only serve searches. @default [] */
  readonly searchReaders?: readonly ForeignEndpoint[];
  /** Whether a transaction pooler stands before the writer. @default "none" */
  readonly pooling?: "transaction" | "none";
  /** @default verify-full with the authorities of the system */
  readonly tls?: PostgresTls;
  /** Extensions that are installed in the database. @default [] */
  readonly extensions?: readonly string[];
  /**
   * Networks of the servers, CIDR notation.
   * @default - any address, on the servers' ports only
   */
  readonly addresses?: readonly string[];
}

const DEFAULTS = {
  port: 5432,
  database: "mattermost",
  pooling: "none",
  tls: { mode: "verify-full" },
} as const;

/** A PostgreSQL server that somebody else runs, for everything that takes a database. */
export function fromPostgresAttributes(
  scope: Construct,
  id: string,
  attributes: PostgresAttributes,
): IPostgresDatabase {
  return new ForeignPostgres(scope, id, attributes);
}

type ForeignPostgresProps = PostgresAttributes;

class ForeignPostgres extends Construct implements IPostgresDatabase {
  public readonly postgres: PostgresReference;
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: ForeignPostgresProps) {
    super(scope, id);
    const problems = checkVersion(this.node.path, props.majorVersion);
    if (problems.length > 0) throw new ProblemError(problems);
    this.postgres = {
      database: props.database ?? DEFAULTS.database,
      credentials: props.credentials,
      writer: endpoint(props.writer),
      readers: (props.readers ?? []).map(endpoint),
      searchReaders: (props.searchReaders ?? []).map(endpoint),
      pooling: props.pooling ?? DEFAULTS.pooling,
      tls: props.tls ?? DEFAULTS.tls,
      majorVersion: props.majorVersion,
      extensions: [...(props.extensions ?? [])],
    };
    this.connections = new Connections(this, "Connections", {
      name: props.writer.host,
      addresses: props.addresses,
      ports: sqlPorts(this.postgres),
    });
  }
}

function endpoint({ host, port }: ForeignEndpoint): PostgresEndpoint {
  return { host, port: port ?? DEFAULTS.port };
}

/** One port by number; all of one name, so that a connection opens every one of them. */
function sqlPorts({ writer, readers, searchReaders }: PostgresReference): readonly Port[] {
  const ports = new Set([writer, ...readers, ...searchReaders].map((each) => each.port));
  return [...ports].map((port) => ({ name: "sql", port }));
}
