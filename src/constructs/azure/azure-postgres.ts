import { Construct } from "constructs";
import { AZURE_CLOUDS, type AzureCloud } from "../../catalog/azure-clouds";
import { AzureNames } from "../../catalog/azure-names";
import type { IConnections } from "../kubernetes/connections";
import type { INamespace } from "../kubernetes/namespace";
import type { ISecret } from "../kubernetes/secret";
import { DatabaseSetup } from "../postgres/database-setup";
import { fromPostgresAttributes } from "../postgres/foreign-postgres";
import type { IPostgresDatabase, PostgresReference } from "../postgres/postgres-database";
import { postgresParts } from "./postgres-parts";

export interface AzurePostgresProps {
  readonly namespace: INamespace;
  /** Name of the site, as the stack that made the servers had it. */
  readonly site: string;
  readonly cloud: AzureCloud;
  readonly subscriptionId: string;
  /** Range of the servers' subnet, CIDR notation. */
  readonly range: string;
  /** The administrator's login: a Secret with `username` and `password`. */
  readonly administrator: ISecret;
  /** The application's login: a Secret with `username` and `password`. */
  readonly credentials: ISecret;
  /** Role of the application, which owns the database. */
  readonly owner: string;
  readonly majorVersion: number;
  readonly readReplicas: number;
  readonly searchReplicas: number;
  /** Whether writers go through the service's PgBouncer. */
  readonly pooled: boolean;
  /**
   * `server`: the primary's own name. `virtual-endpoint`: the name that moves when a replica is promoted; it needs a
   * replica.
   * @default "server"
   */
  readonly writerName?: "server" | "virtual-endpoint";
  /** @default "mattermost" */
  readonly database?: string;
  /** Extensions to create; the servers must allow them. @default [] */
  readonly extensions?: readonly string[];
}

const PORTS = { queries: 5432, pooled: 6432 } as const;

/**
 * PostgreSQL of Azure as the services see it. Hosts come from names alone, so that nobody needs the state of the stack
 * that made the servers. A job makes role, database and extensions before anybody connects.
 */
export class AzurePostgres extends Construct implements IPostgresDatabase {
  public readonly postgres: PostgresReference;
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: AzurePostgresProps) {
    super(scope, id);
    const { readReplicas, searchReplicas, pooled, database = "mattermost", extensions = [] } = props;
    const primary = this.hostOf(props, "primary");
    const named = (parts: readonly string[]) => parts.map((part) => ({ host: this.hostOf(props, part) }));
    const servers = fromPostgresAttributes(this, "Servers", {
      writer: { host: this.writerOf(props), port: pooled ? PORTS.pooled : PORTS.queries },
      readers: named(postgresParts("read", readReplicas)),
      searchReaders: named(postgresParts("search", searchReplicas)),
      credentials: props.credentials,
      majorVersion: props.majorVersion,
      database,
      extensions,
      pooling: pooled ? "transaction" : "none",
      addresses: [props.range],
    });
    this.postgres = servers.postgres;
    this.connections = servers.connections;
    new DatabaseSetup(this, "Setup", {
      ...props,
      server: { host: primary, port: PORTS.queries },
      database,
      extensions,
      target: fromPostgresAttributes(this, "Primary", {
        writer: { host: primary },
        credentials: props.administrator,
        majorVersion: props.majorVersion,
        addresses: [props.range],
      }),
    });
  }

  private writerOf(props: AzurePostgresProps): string {
    const { writerName = "server", readReplicas, searchReplicas } = props;
    return writerName === "virtual-endpoint" && readReplicas + searchReplicas > 0
      ? this.hostOf(props, "site", "writer.")
      : this.hostOf(props, "primary");
  }

  private hostOf({ site, cloud, subscriptionId }: AzurePostgresProps, part: string, kind = ""): string {
    const name = new AzureNames({ site, subscriptionId }).of("postgres", part);
    return `${name}.${kind}${AZURE_CLOUDS[cloud].suffixes.postgres}`;
  }
}
