import { DEFAULTS } from "../defaults";
import type { SiteCluster, SiteClusterDatabase, SiteMattermost, SitePeople } from "../site";
import { CONNECTION_RESERVE, connectionDemand } from "../sizing/connections";
import {
  sizeDatabaseResources,
  sizeInstances,
  sizeMaxClientConnections,
  sizePoolerInstances,
  sizePoolSize,
  sizeSearchReplicas,
  sizeStorage,
  sizeWalStorage,
} from "../sizing/database";
import { sizeMaxConnections } from "../sizing/max-connections";
import { sizePostgresParameters } from "../sizing/postgres-parameters";
import { cpus } from "../sizing/quantities";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { resolvePostgresParameters, writtenMaxConnections } from "./postgres-parameters";
import { resolveResources } from "./resources";

type ClusterSpec = Extract<NonNullable<SiteSpec["database"]>, { kind?: "cluster" }>;
type Pooler = SiteClusterDatabase["pooler"];

/** PostgreSQL in the cluster, sized from people; what a person wrote comes first and later sizes follow it. */
export function resolveClusterDatabase(
  spec: ClusterSpec,
  people: SitePeople,
  cluster: SiteCluster,
  mattermost: SiteMattermost,
  ledger: Ledger,
): SiteClusterDatabase {
  const path = "database";
  const load = { ...people, nodes: cluster.nodes.count, licensed: mattermost.licence !== undefined };
  const version = ledger.chosen(`${path}.version`, spec.version, DEFAULTS.database.version);
  const instances = ledger.sized(`${path}.instances`, spec.instances, sizeInstances(load));
  const searchReplicas = ledger.sized(
    `${path}.searchReplicas`,
    spec.searchReplicas,
    sizeSearchReplicas({ ...load, instances }),
  );
  const synchronous = ledger.chosen(`${path}.synchronous`, spec.synchronous, synchronousDefault(instances));
  const size = sizeDatabaseResources(load);
  const resources = resolveResources(`${path}.resources`, spec.resources, size, ledger);
  const storage = ledger.sized(`${path}.storage`, spec.storage, sizeStorage(people.plannedPosts));
  const walStorage = ledger.sized(`${path}.walStorage`, spec.walStorage, sizeWalStorage(storage));
  const pooler = resolvePooler(spec.pooler, cluster.nodes.count, mattermost, resources.cpu, ledger);
  const demand = connectionDemand(mattermost, { kind: "cluster", instances, pooler });
  const maxConnections = ledger.sized(
    `${path}.maxConnections`,
    writtenMaxConnections(spec),
    sizeMaxConnections(demand),
  );
  const machine = {
    resources,
    walStorage,
    maxConnections,
    servers: instances + searchReplicas,
    pooler: pooler !== undefined,
  };
  return {
    kind: "cluster",
    version,
    instances,
    searchReplicas,
    synchronous,
    resources,
    storage,
    walStorage,
    maxConnections,
    pooler,
    parameters: resolvePostgresParameters(spec.parameters ?? {}, sizePostgresParameters(machine), ledger),
  };
}

function synchronousDefault(instances: number): {
  readonly value: SiteClusterDatabase["synchronous"];
  readonly reason: string;
} {
  return instances > 1
    ? { value: "preferred", reason: "a commit waits for a standby while there is one, and goes on without" }
    : { value: "off", reason: "there is no standby to wait for" };
}

function resolvePooler(
  spec: ClusterSpec["pooler"],
  nodes: number,
  mattermost: SiteMattermost,
  cpu: string,
  ledger: Ledger,
): Pooler {
  const path = "database.pooler";
  if (!(spec?.enabled ?? DEFAULTS.database.poolerEnabled.value)) {
    ledger.switchedOff(path);
    return undefined;
  }
  const { configurationPerNode, pluginsPerNode } = CONNECTION_RESERVE;
  return {
    instances: ledger.sized(`${path}.instances`, spec?.instances, sizePoolerInstances(nodes)),
    poolSize: ledger.sized(`${path}.poolSize`, spec?.poolSize, sizePoolSize(mattermost, cpus(cpu))),
    maxClientConnections: ledger.sized(
      `${path}.maxClientConnections`,
      undefined,
      sizeMaxClientConnections(mattermost, configurationPerNode + pluginsPerNode),
    ),
  };
}
