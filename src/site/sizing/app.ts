import { CONNECTION_POOL, SINGLE_SERVERS } from "../../catalog/reference-architectures";
import type { LicenceTier, Resources, SiteMattermost } from "../site";
import { clamp, roundUp, say, SOURCES, type Sized } from "./sized";
import { referenceTier, serversOfSmallerTiers } from "./tiers";

/** Largest number of servers that a site file may name, and that sizing ever gives. */
const MAX_REPLICAS = 50;

/** Concurrent users up to which the requirements of a single server hold. */
const SINGLE_SERVER_CONCURRENT_USERS = 200;

const POOL = { smallest: 20, concurrentUsersPerConnection: 20, step: 10 } as const;

export interface AppLoad {
  readonly plannedUsers: number;
  readonly concurrentUsers: number;
  /** Nodes of the cluster. */
  readonly nodes: number;
  readonly edition: SiteMattermost["edition"];
  readonly licence?: LicenceTier;
}

/** Whether servers of this edition and licence form a cluster. */
export function canCluster(edition: SiteMattermost["edition"], licence: LicenceTier | undefined): boolean {
  return edition !== "team" && (licence === "enterprise" || licence === "advanced");
}

/** Mattermost servers: one more than the users need, at most one a node. */
export function sizeReplicas(load: AppLoad): Sized<number> {
  const { concurrentUsers, nodes, edition, licence } = load;
  if (nodes === 1) {
    return { value: 1, reason: "1: a second server on the only node would die with it" };
  }
  if (!canCluster(edition, licence)) {
    const held = edition === "team" ? "edition team" : `licence ${licence ?? "none"}`;
    return {
      value: 1,
      reason: `1: servers form a cluster only with licence tier enterprise or advanced; this site has ${held}`,
      source: SOURCES.highAvailability,
    };
  }
  const needed = serversNeeded(concurrentUsers);
  const wanted = needed.value + 1;
  const value = Math.min(wanted, nodes, MAX_REPLICAS);
  const cap = value < wanted ? `; at most one on each of ${say(nodes)} nodes, so ${value} of ${wanted}` : "";
  return { value, reason: `${needed.reason}, 1 more so that one may fail${cap}`, source: needed.source };
}

/** Servers that carry the users, without a spare. */
export function serversNeeded(concurrentUsers: number): Sized<number> {
  const tier = referenceTier(concurrentUsers);
  const perServer = tier.concurrentUsers / tier.app.nodes;
  const byUsers = roundUp(concurrentUsers / perServer);
  const value = Math.max(byUsers, serversOfSmallerTiers(tier));
  const floor = value > byUsers ? `, not fewer than the next smaller architecture: ${value}` : "";
  return {
    value,
    reason:
      `${say(concurrentUsers)} concurrent users / ${say(Math.floor(perServer))} a server ` +
      `(tested: ${say(tier.concurrentUsers)} on ${tier.app.nodes}) = ${say(byUsers)}${floor}`,
    source: SOURCES.architectures,
  };
}

/** CPU and memory of one server. */
export function sizeAppResources(load: Pick<AppLoad, "plannedUsers" | "concurrentUsers">): Sized<Resources> {
  const { plannedUsers, concurrentUsers } = load;
  const single = SINGLE_SERVERS.find((server) => server.maxUsers >= plannedUsers);
  if (single && concurrentUsers <= SINGLE_SERVER_CONCURRENT_USERS) {
    return {
      value: { cpu: String(single.vcpu), memory: `${single.memoryGiB}Gi` },
      reason: `a server for up to ${say(single.maxUsers)} accounts; planned ${say(plannedUsers)}, of them ${say(concurrentUsers)} at once`,
      source: SOURCES.singleServer,
    };
  }
  const tier = referenceTier(concurrentUsers);
  return {
    value: { cpu: String(tier.app.vcpu), memory: `${tier.app.memoryGiB}Gi` },
    reason: `app server of the architecture for ${say(tier.concurrentUsers)} concurrent users; planned ${say(concurrentUsers)}`,
    source: SOURCES.architectures,
  };
}

/** MaxOpenConns: connections of one server to one database entry. */
export function sizeMaxOpenConnections(concurrentUsers: number): Sized<number> {
  const wanted = roundUp(POOL.smallest + concurrentUsers / POOL.concurrentUsersPerConnection, POOL.step);
  return {
    value: clamp(wanted, POOL.smallest, CONNECTION_POOL.maxOpenConnections),
    reason:
      `${POOL.smallest} + ${say(concurrentUsers)} concurrent users / ${POOL.concurrentUsersPerConnection}, ` +
      `rounded up to tens, at most the server's default ${CONNECTION_POOL.maxOpenConnections}`,
    source: SOURCES.highAvailability,
  };
}

/** MaxIdleConns: half of MaxOpenConns. */
export function sizeMaxIdleConnections(maxOpenConnections: number): Sized<number> {
  return {
    value: Math.floor(maxOpenConnections / 2),
    reason: `MaxOpenConns ${maxOpenConnections} / 2, the ratio of the server's defaults (${CONNECTION_POOL.maxOpenConnections} : ${CONNECTION_POOL.maxIdleConnections})`,
    source: SOURCES.highAvailability,
  };
}
