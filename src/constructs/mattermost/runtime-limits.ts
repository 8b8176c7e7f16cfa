import type { ContainerResources } from "../kubernetes/pod";

const MEBIBYTE = 1_048_576;
const MEMORY_UNITS: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: MEBIBYTE,
  Gi: 1024 * MEBIBYTE,
  Ti: 1024 * 1024 * MEBIBYTE,
};

/** Share of the container's memory that Go may fill before it collects harder; plugins are processes beside it. */
const GO_SHARE = 0.8;
const MINIMUM_THREADS = 2;

/** Variables of the Go runtime. */
export interface RuntimeLimits {
  readonly GOMAXPROCS: string;
  readonly GOMEMLIMIT: string;
}

/**
 * Limits of the Go runtime from the resources of the container. Without them Go counts the cores of the node (there is
 * no CPU limit to see), and learns of the memory limit when it is killed. Undefined when a quantity can't be read.
 */
export function runtimeLimits(resources: ContainerResources): RuntimeLimits | undefined {
  const cores = cpuCores(resources.cpu);
  const bytes = memoryBytes(resources.memory);
  if (cores === undefined || bytes === undefined) return undefined;
  return {
    GOMAXPROCS: String(Math.max(MINIMUM_THREADS, Math.ceil(cores))),
    GOMEMLIMIT: `${Math.floor((bytes * GO_SHARE) / MEBIBYTE)}MiB`,
  };
}

function cpuCores(quantity: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(m?)$/.exec(quantity);
  return match ? Number(match[1]) / (match[2] === "m" ? 1000 : 1) : undefined;
}

function memoryBytes(quantity: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([kMGT]|[KMGT]i)?$/.exec(quantity);
  const unit = MEMORY_UNITS[match?.[2] ?? ""];
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}
