import { allocatable, type AzureSize } from "../../catalog/azure-sizes";
import type { Resources } from "../site";
import { cpus, mebibytes } from "./quantities";
import { say, type Sized } from "./sized";

/** Pods of one part. */
export interface PodLoad {
  readonly name: string;
  readonly pods: number;
  readonly resources: Resources;
}

/** Pods on a machine that AKS allows by our setting. */
const MAX_PODS = 110;

/** What Cilium, the node's agents and the log collector take on every machine. Holdfast's own reserve. */
const AGENTS = { cpus: 0.5, memory: 1 };

/**
 * The smallest size of machine that carries all pods while one machine is away. A single machine carries them alone.
 */
export function sizeNodes(
  loads: readonly PodLoad[],
  nodes: number,
  sizes: readonly [AzureSize, ...AzureSize[]],
): Sized<string> {
  const left = machinesLeft(nodes);
  const fits = sizes.find((size) => carries(loads, nodes, size));
  const chosen = fits ?? sizes.at(-1) ?? sizes[0];
  const total = sumOf(loads);
  const load = `${say(total.cpus)} CPUs and ${say(total.memory)} GiB of ${loads.map(({ name, pods }) => `${pods} × ${name}`).join(", ")}`;
  const machines = `${left} of ${nodes} machines`;
  return {
    value: chosen.name,
    reason: fits
      ? `smallest with which ${machines} carry ${load}`
      : `the largest known; even so ${machines} can't carry ${load}: add machines`,
    source: "AKS documentation, resource reservations",
  };
}

/** Whether machines of a size carry all pods while one of them is away. */
export function carries(loads: readonly PodLoad[], nodes: number, size: AzureSize): boolean {
  const total = sumOf(loads);
  const room = roomOn(size);
  const left = machinesLeft(nodes);
  return (
    room.cpus * left >= total.cpus &&
    room.memory * left >= total.memory &&
    loads.every(
      ({ resources }) =>
        room.cpus >= cpus(resources.cpu) && room.memory >= mebibytes(resources.memory) / 1024,
    )
  );
}

/** A single machine carries everything alone. */
function machinesLeft(nodes: number): number {
  return Math.max(1, nodes - 1);
}

function sumOf(loads: readonly PodLoad[]): { readonly cpus: number; readonly memory: number } {
  return {
    cpus: loads.reduce((sum, load) => sum + load.pods * cpus(load.resources.cpu), 0),
    memory: loads.reduce((sum, load) => sum + (load.pods * mebibytes(load.resources.memory)) / 1024, 0),
  };
}

function roomOn(size: AzureSize): { readonly cpus: number; readonly memory: number } {
  const room = allocatable(size, MAX_PODS);
  return { cpus: room.cpus - AGENTS.cpus, memory: room.memory - AGENTS.memory };
}
