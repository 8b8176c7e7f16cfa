import type { Construct } from "constructs";
import { Connections, type IConnections, type Port } from "../kubernetes/connections";
import { kubernetesApi } from "../kubernetes/kubernetes-api";
import { CLOUD_NATIVE_PG_PODS, INSTANCE_STATUS_PORT } from "../platform/cloud-native-pg";
import { databasePodLabels, poolerPodLabels, type PostgresNames } from "./names";

/** Port of PostgreSQL, and of PgBouncer in the operator's pods. */
export const SQL_PORT: Port = { name: "sql", port: 5432 };

const INSTANCE_PORTS: readonly Port[] = [SQL_PORT, INSTANCE_STATUS_PORT, { name: "metrics", port: 9187 }];
const POOLER_PORTS: readonly Port[] = [SQL_PORT, { name: "metrics", port: 9127 }];

export interface PostgresConnectionsProps {
  readonly namespaceName: string;
  readonly names: PostgresNames;
  readonly pooler: boolean;
  /** Whether clients read from instances one by one. */
  readonly readers: boolean;
  readonly search: boolean;
}

/** Who talks to whom around a cluster of CloudNativePG. */
export interface PostgresConnections {
  /** What a client of the database connects to. */
  readonly clients: IConnections;
  readonly instances: Connections;
  readonly pooler?: Connections;
  readonly search?: Connections;
}

/** Creates the sides of a cluster and everything that goes on between them. */
export function connectPostgres(scope: Construct, props: PostgresConnectionsProps): PostgresConnections {
  const { names, namespaceName } = props;
  const instances = instancesSide(scope, "Instances", names.cluster, namespaceName);
  const search = props.search ? instancesSide(scope, "Search", names.search, namespaceName) : undefined;
  const pooler = props.pooler
    ? new Connections(scope, "PoolerPods", {
        name: names.pooler,
        pods: { namespace: namespaceName, labels: poolerPodLabels(names.pooler) },
        ports: POOLER_PORTS,
      })
    : undefined;

  const api = kubernetesApi(scope);
  const operator = new Connections(scope, "Operator", {
    name: "cloudnative-pg",
    pods: CLOUD_NATIVE_PG_PODS,
    ownPolicy: false,
  });
  for (const side of [instances, ...(search ? [search] : [])]) {
    operator.allowTo(side, "instance state", { port: "status" });
    side.allowTo(instances, "replication", { port: "sql" });
    side.allowTo(side, "isolation check", { port: "status" });
    side.allowTo(api, "cluster state and secrets");
  }
  search?.allowTo(search, "replication", { port: "sql" });
  pooler?.allowTo(instances, "pooled queries", { port: "sql" });
  pooler?.allowTo(api, "pooler state and secrets");
  return { clients: clientSides(props, { instances, pooler, search }), instances, pooler, search };
}

function instancesSide(scope: Construct, id: string, cluster: string, namespace: string): Connections {
  return new Connections(scope, id, {
    name: cluster,
    pods: { namespace, labels: databasePodLabels(cluster) },
    ports: INSTANCE_PORTS,
  });
}

function clientSides(
  props: PostgresConnectionsProps,
  sides: Pick<PostgresConnections, "instances" | "pooler" | "search">,
): IConnections {
  const direct = sides.pooler === undefined || props.readers;
  return Connections.group([
    ...(sides.pooler ? [sides.pooler] : []),
    ...(direct ? [sides.instances] : []),
    ...(sides.search ? [sides.search] : []),
  ]);
}
