import type { SiteAzureDatabase } from "../site-azure-database";
import type { HostPort, SiteClusterDatabase, SiteExternalDatabase, SiteMattermost } from "../site";

/**
 * Connections that a PostgreSQL server must hold beside the message pools.
 * Replication does not count: since PostgreSQL 12 WAL senders have slots of their own (max_wal_senders).
 */
export const CONNECTION_RESERVE = {
  /** The configuration is stored in the database; every server keeps two connections for it. */
  configurationPerNode: 2,
  /**
   * For plugins of somebody's own that dial the database themselves, past the server. Calls, Playbooks, Boards and
   * Agents don't: they borrow connections out of the server's pools, so MaxOpenConns bounds them too.
   * Source: Mattermost server, app/plugin_db_driver.go; the plugins' stores, all on the server's driver for plugins.
   */
  pluginsPerNode: 5,
  /** Look-ups of passwords by one PgBouncer. */
  authenticationPerPooler: 2,
  /** Operator, metrics, backup and a person at work. */
  maintenance: 10,
  /** PostgreSQL's superuser_reserved_connections. */
  superuser: 3,
} as const;

export const CONNECTION_SOURCE =
  "Mattermost: connections of a database server = MaxOpenConns × app nodes × entries naming it, 2 × nodes for the stored configuration, plugins, maintenance";

/** What one PostgreSQL server has to serve. */
export interface ConnectionDemand {
  /** Mattermost servers. */
  readonly appNodes: number;
  /** MaxOpenConns of one Mattermost server to one entry. */
  readonly maxOpenConnections: number;
  /** How writes arrive; `none` when this server never is the writer or a foreign pooler bounds them. */
  readonly writer:
    | { readonly kind: "direct" }
    | { readonly kind: "pooler"; readonly instances: number; readonly poolSize: number }
    | { readonly kind: "none" };
  /** How often the server is named among the readers and search readers. */
  readonly readerEntries: number;
}

/** A sum and its terms. */
export interface ConnectionSum {
  readonly total: number;
  /** For example `80 writer (2 PgBouncer × 40) + 100 readers (2 nodes × 50 × 1)`. */
  readonly formula: string;
}

interface Term {
  readonly count: number;
  readonly text: string;
}

/** Connections that one PostgreSQL server must accept at the same time; compare with max_connections. */
export function connectionSum(demand: ConnectionDemand): ConnectionSum {
  const terms = [
    writerTerm(demand),
    readerTerm(demand),
    {
      count: CONNECTION_RESERVE.configurationPerNode * demand.appNodes,
      text: `stored configuration (${CONNECTION_RESERVE.configurationPerNode} × ${demand.appNodes} nodes)`,
    },
    {
      count: CONNECTION_RESERVE.pluginsPerNode * demand.appNodes,
      text: `plugins (${CONNECTION_RESERVE.pluginsPerNode} × ${demand.appNodes} nodes)`,
    },
    poolerTerm(demand),
    { count: CONNECTION_RESERVE.maintenance, text: "maintenance" },
    { count: CONNECTION_RESERVE.superuser, text: "superuser reserve" },
  ].filter((term) => term.count > 0);
  return {
    total: terms.reduce((sum, term) => sum + term.count, 0),
    formula: terms.map((term) => `${term.count} ${term.text}`).join(" + "),
  };
}

function writerTerm({ writer, appNodes, maxOpenConnections }: ConnectionDemand): Term {
  if (writer.kind === "none") return { count: 0, text: "" };
  if (writer.kind === "pooler") {
    return {
      count: writer.instances * writer.poolSize,
      text: `writer (${writer.instances} PgBouncer × ${writer.poolSize})`,
    };
  }
  return {
    count: appNodes * maxOpenConnections,
    text: `writer (${appNodes} nodes × MaxOpenConns ${maxOpenConnections})`,
  };
}

function readerTerm({ appNodes, maxOpenConnections, readerEntries }: ConnectionDemand): Term {
  return {
    count: appNodes * maxOpenConnections * readerEntries,
    text: `reads (${appNodes} nodes × MaxOpenConns ${maxOpenConnections} × ${readerEntries} entries)`,
  };
}

function poolerTerm({ writer }: ConnectionDemand): Term {
  const poolers = writer.kind === "pooler" ? writer.instances : 0;
  return {
    count: CONNECTION_RESERVE.authenticationPerPooler * poolers,
    text: `PgBouncer authentication (${CONNECTION_RESERVE.authenticationPerPooler} × ${poolers})`,
  };
}

type Pools = Pick<SiteMattermost, "replicas" | "maxOpenConnections">;
type ClusterServers = Pick<SiteClusterDatabase, "kind" | "instances" | "pooler">;
type ExternalServers = Pick<
  SiteExternalDatabase,
  "kind" | "writer" | "readers" | "searchReaders" | "pooling"
>;

type AzureServers = Pick<SiteAzureDatabase, "kind" | "pooler" | "readReplicas" | "searchReplicas">;

/**
 * Demand on the busiest PostgreSQL server of a site.
 * In a cluster any instance can become the writer while it is still named as a reader, so both count.
 */
export function connectionDemand(
  mattermost: Pools,
  database: ClusterServers | ExternalServers | AzureServers,
): ConnectionDemand {
  const pools = { appNodes: mattermost.replicas, maxOpenConnections: mattermost.maxOpenConnections };
  if (database.kind === "cluster") {
    const writer = database.pooler
      ? {
          kind: "pooler" as const,
          instances: database.pooler.instances,
          poolSize: database.pooler.poolSize,
        }
      : { kind: "direct" as const };
    return { ...pools, writer, readerEntries: database.instances > 1 ? 1 : 0 };
  }
  if (database.kind === "azure") return azureDemand(pools, database);
  const named = [...database.readers, ...database.searchReaders].map(address);
  const writerAddress = address(database.writer);
  const demands = [...new Set([writerAddress, ...named])].map((server): ConnectionDemand => {
    const writes = server === writerAddress && database.pooling === "none";
    return {
      ...pools,
      writer: { kind: writes ? "direct" : "none" },
      readerEntries: named.filter((entry) => entry === server).length,
    };
  });
  return busiestOf(demands);
}

/** Azure's PgBouncer stands beside the primary; each replica is reached directly, and is no writer until promoted. */
function azureDemand(
  pools: Pick<ConnectionDemand, "appNodes" | "maxOpenConnections">,
  { pooler, readReplicas, searchReplicas }: AzureServers,
): ConnectionDemand {
  const primary: ConnectionDemand = {
    ...pools,
    writer: pooler ? { kind: "pooler", instances: 1, poolSize: pooler.poolSize } : { kind: "direct" },
    readerEntries: 0,
  };
  const replica: ConnectionDemand = { ...pools, writer: { kind: "none" }, readerEntries: 1 };
  return busiestOf(readReplicas + searchReplicas > 0 ? [primary, replica] : [primary]);
}

function busiestOf(demands: readonly ConnectionDemand[]): ConnectionDemand {
  return demands.reduce((busiest, demand) =>
    connectionSum(demand).total > connectionSum(busiest).total ? demand : busiest,
  );
}

function address({ host, port }: HostPort): string {
  return `${host.toLowerCase()}:${port}`;
}
