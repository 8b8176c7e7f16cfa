import type { Resources, SiteClusterDatabase, SiteMattermost } from "../site";
import { mebibytes, volumeText } from "./quantities";
import { clamp, roundUp, say, SOURCES, type Sized } from "./sized";
import { referenceReaders, referenceTier } from "./tiers";

const MAX_INSTANCES = 20;

/** Servers below the smallest sensible reference machine; it was tested with 100 million posts. */
const SMALL_INSTANCES = [
  { concurrentUsers: 100, posts: 1_000_000, cpu: 1, memoryGiB: 2 },
  { concurrentUsers: 500, posts: 5_000_000, cpu: 1, memoryGiB: 4 },
  { concurrentUsers: 1000, posts: 20_000_000, cpu: 2, memoryGiB: 8 },
] as const;

/** Room on disk. Kibibytes of a post are rows, indexes and full-text index together. */
const DISK = { baseGiB: 5, kibibytesPerPost: 3, safety: 2, walShare: 4, smallestGiB: 10 } as const;

const WAL_GIB = { smallest: 5, largest: 250 } as const;

/** A dedicated search replica pays from here on, and a second one at the upper bound. */
const SEARCH = { minNodes: 4, oneFrom: 15_000, twoFrom: 50_000 } as const;

export interface DatabaseLoad {
  readonly concurrentUsers: number;
  readonly plannedPosts: number;
  /** Nodes of the cluster. */
  readonly nodes: number;
}

/** Instances that can become the primary. */
export function sizeInstances({ concurrentUsers, nodes }: DatabaseLoad): Sized<number> {
  if (nodes <= 2) {
    return {
      value: nodes,
      reason:
        nodes === 1 ? "1: on one node a standby would die with the primary" : "2: one on each of 2 nodes",
    };
  }
  const tier = referenceTier(concurrentUsers);
  const readers = referenceReaders(tier);
  const wanted = Math.max(3, 1 + readers);
  return {
    value: Math.min(wanted, nodes, MAX_INSTANCES),
    reason:
      `a primary and ${wanted - 1} standbys: at least 2 so that one may fail; readers in the architecture for ` +
      `${say(tier.concurrentUsers)} concurrent users: ${readers}; at most one instance on each of ${say(nodes)} nodes`,
    source: SOURCES.architectures,
  };
}

/** Replicas that only serve searches. */
export function sizeSearchReplicas(
  load: DatabaseLoad & { readonly instances: number; readonly licensed: boolean },
): Sized<number> {
  const { concurrentUsers, nodes, instances, licensed } = load;
  if (!licensed) return { value: 0, reason: "0: the server uses search replicas only with a licence" };
  if (concurrentUsers < SEARCH.oneFrom || nodes < SEARCH.minNodes) {
    return {
      value: 0,
      reason: `0: worth it from ${say(SEARCH.oneFrom)} concurrent users on ${SEARCH.minNodes} nodes; here ${say(concurrentUsers)} on ${say(nodes)}`,
    };
  }
  const wanted = concurrentUsers >= SEARCH.twoFrom ? 2 : 1;
  const free = Math.max(0, nodes - instances);
  return {
    value: Math.min(wanted, free),
    reason: `${wanted} for ${say(concurrentUsers)} concurrent users, on the ${say(free)} nodes without an instance`,
  };
}

/** CPU and memory of one instance. */
export function sizeDatabaseResources({ concurrentUsers, plannedPosts }: DatabaseLoad): Sized<Resources> {
  const load = `planned ${say(concurrentUsers)} concurrent users, ${say(plannedPosts)} posts`;
  const small = SMALL_INSTANCES.find(
    (step) => step.concurrentUsers >= concurrentUsers && step.posts >= plannedPosts,
  );
  if (small) {
    return {
      value: { cpu: String(small.cpu), memory: `${small.memoryGiB}Gi` },
      reason: `enough for ${say(small.concurrentUsers)} concurrent users and ${say(small.posts)} posts; ${load}`,
      source: SOURCES.own,
    };
  }
  const tier = referenceTier(concurrentUsers);
  return {
    value: { cpu: String(tier.databaseWriter.vcpu), memory: `${tier.databaseWriter.memoryGiB}Gi` },
    reason: `writer of the architecture for ${say(tier.concurrentUsers)} concurrent users; ${load}`,
    source: SOURCES.architectures,
  };
}

/** Data volume of one instance. */
export function sizeStorage(plannedPosts: number): Sized<string> {
  const posts = (plannedPosts * DISK.kibibytesPerPost) / 1024 ** 2;
  const wanted = Math.max(DISK.smallestGiB, DISK.baseGiB + posts * DISK.safety);
  return {
    value: volumeText(wanted),
    reason:
      `${DISK.baseGiB} Gi + ${say(plannedPosts)} posts × ${DISK.kibibytesPerPost} Ki × ${DISK.safety} ` +
      `(bloat, rebuilt indexes) = ${say(wanted)} Gi, rounded up`,
    source: SOURCES.own,
  };
}

/** Write-ahead log volume of one instance. */
export function sizeWalStorage(storage: string): Sized<string> {
  const wanted = mebibytes(storage) / 1024 / DISK.walShare;
  return {
    value: volumeText(clamp(wanted, WAL_GIB.smallest, WAL_GIB.largest)),
    reason: `${storage} / ${DISK.walShare}, rounded up, between ${WAL_GIB.smallest} Gi and ${WAL_GIB.largest} Gi`,
    source: SOURCES.own,
  };
}

type Pooler = NonNullable<SiteClusterDatabase["pooler"]>;

const POOLER = { connectionsPerCpu: 20, smallest: 5, largest: 1000, clientStep: 100 } as const;

/** PgBouncer pods. */
export function sizePoolerInstances(nodes: number): Sized<number> {
  return nodes === 1
    ? { value: 1, reason: "1 on one node" }
    : { value: 2, reason: `2 so that one may fail, on ${say(nodes)} nodes` };
}

/** Server connections of one PgBouncer: enough when it stands alone. */
export function sizePoolSize(
  mattermost: Pick<SiteMattermost, "replicas" | "maxIdleConnections">,
  databaseCpus: number,
): Sized<number> {
  const idle = mattermost.replicas * mattermost.maxIdleConnections;
  const useful = Math.max(POOLER.connectionsPerCpu, roundUp(databaseCpus * POOLER.connectionsPerCpu));
  return {
    value: clamp(Math.min(idle, useful), POOLER.smallest, POOLER.largest),
    reason:
      `the smaller of ${mattermost.replicas} servers × MaxIdleConns ${mattermost.maxIdleConnections} = ${idle} and ` +
      `${POOLER.connectionsPerCpu} for each of ${say(databaseCpus)} CPUs = ${useful}; one PgBouncer alone carries it`,
    source: SOURCES.own,
  };
}

/** Client connections of one PgBouncer: all servers of a rolling update on one of them. */
export function sizeMaxClientConnections(
  mattermost: Pick<SiteMattermost, "replicas" | "maxOpenConnections">,
  reservePerServer: number,
): Sized<Pooler["maxClientConnections"]> {
  const servers = mattermost.replicas + 1;
  return {
    value: roundUp(servers * (mattermost.maxOpenConnections + reservePerServer), POOLER.clientStep),
    reason:
      `${servers} servers during a rolling update × (MaxOpenConns ${mattermost.maxOpenConnections} + ` +
      `${reservePerServer} for configuration and plugins), rounded up; one PgBouncer must take them all`,
    source: SOURCES.own,
  };
}
