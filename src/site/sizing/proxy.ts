import { REFERENCE_NGINX } from "../../catalog/reference-architectures";
import type { Resources } from "../site";
import { cpus, cpuText, memoryText } from "./quantities";
import { clamp, roundUp, say, SOURCES, type Sized } from "./sized";
import { referenceTier } from "./tiers";

/** Concurrent users that one CPU of the tested proxy carried: 100,000 on 16. */
const USERS_PER_CPU = 6250;

const CPU = { smallest: 0.25, largest: 32 } as const;

/** Memory of NGINX itself and of a user's two connections with their buffers. */
const MEMORY = { baseMiB: 192, kibibytesPerUser: 64, stepMiB: 256, largestMiB: 128 * 1024 } as const;

/** A user holds a browser or phone connection and the one to the server; twice that for a second device. */
const CONNECTIONS_PER_USER = 4;

const WORKER_CONNECTIONS = { small: 4096, smallUpTo: 2000, step: 1024, largest: 65_536 } as const;

/** NGINX pods. */
export function sizeProxyReplicas(concurrentUsers: number, nodes: number): Sized<number> {
  if (nodes === 1) return { value: 1, reason: "1 on one node" };
  const tier = referenceTier(concurrentUsers);
  const wanted = Math.max(2, tier.proxy.nodes);
  return {
    value: Math.min(wanted, nodes),
    reason: `2 so that one may fail; ${tier.proxy.nodes} in the architecture for ${say(tier.concurrentUsers)} concurrent users; at most one on each of ${say(nodes)} nodes`,
    source: SOURCES.architectures,
  };
}

/** Users of one pod when another one has failed. */
function usersPerPod(concurrentUsers: number, replicas: number): number {
  return roundUp(concurrentUsers / Math.max(1, replicas - 1));
}

/** CPU and memory of one pod. */
export function sizeProxyResources(concurrentUsers: number, replicas: number): Sized<Resources> {
  const users = usersPerPod(concurrentUsers, replicas);
  const cpu = clamp(users / USERS_PER_CPU, CPU.smallest, CPU.largest);
  const memory = Math.min(
    MEMORY.largestMiB,
    roundUp(MEMORY.baseMiB + (users * MEMORY.kibibytesPerUser) / 1024, MEMORY.stepMiB),
  );
  return {
    value: { cpu: cpuText(cpu), memory: memoryText(memory) },
    reason:
      `${say(users)} concurrent users on one pod when another has failed: / ${say(USERS_PER_CPU)} a CPU ` +
      `(tested: 100,000 on 16, and called oversized below), ${MEMORY.baseMiB} Mi + ${MEMORY.kibibytesPerUser} Ki each`,
    source: SOURCES.architectures,
  };
}

/** NGINX worker_processes; written out because `auto` counts the node's processors, not the pod's. */
export function sizeWorkers(cpu: string): Sized<number> {
  return {
    value: Math.max(2, roundUp(cpus(cpu))),
    reason: `one a CPU (${cpu}), at least 2 so that a slow disk holds up one only`,
    source: SOURCES.own,
  };
}

/** NGINX worker_connections of one worker. */
export function sizeWorkerConnections(
  concurrentUsers: number,
  replicas: number,
  workers: number,
): Sized<number> {
  const users = usersPerPod(concurrentUsers, replicas);
  const needed = roundUp((users * CONNECTIONS_PER_USER) / workers, WORKER_CONNECTIONS.step);
  const smallest =
    concurrentUsers <= WORKER_CONNECTIONS.smallUpTo
      ? WORKER_CONNECTIONS.small
      : REFERENCE_NGINX.workerConnections;
  return {
    value: clamp(needed, smallest, WORKER_CONNECTIONS.largest),
    reason:
      `${say(users)} users × ${CONNECTIONS_PER_USER} connections / ${workers} workers = ${say(needed)}, ` +
      `at least ${say(smallest)}`,
    source: SOURCES.nginx,
  };
}
