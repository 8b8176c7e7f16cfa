import { defaultParity, erasureSetSize, writeQuorum } from "../../catalog/erasure-coding";
import { STORAGE_MODEL } from "../../catalog/reference-architectures";
import type { Resources } from "../site";
import { recordingMegabytes, type RecordingQuality } from "./calls";
import { userYears, type PeopleInput } from "./people";
import { gibibytesOfMegabytes, volumeText } from "./quantities";
import { roundUp, say, SOURCES, type Sized } from "./sized";

/** Nodes from which the store can lose one: three servers with two drives each still write when one is gone. */
const NODES_FOR_ERASURE_CODING = 3;

const DRIVES_PER_SERVER = { steps: [1, 2, 4, 8, 16], largestGiB: 16 * 1024 } as const;

interface StoreShape {
  readonly servers: number;
  readonly drivesPerServer: number;
  readonly parity: number;
}

/** What fills the file storage. */
export interface FileLoad extends PeopleInput {
  /** Recorded calls; absent when none are recorded. */
  readonly recordings?: {
    readonly quality: RecordingQuality;
    /** Hours of all recorded calls together. */
    readonly hoursPerWeek: number;
  };
}

/** Resources of one store server by concurrent users. */
const SERVER_STEPS = [
  { concurrentUsers: 500, cpu: "500m", memory: "1Gi" },
  { concurrentUsers: 2000, cpu: "1", memory: "2Gi" },
  { concurrentUsers: 15_000, cpu: "2", memory: "4Gi" },
  { concurrentUsers: 50_000, cpu: "4", memory: "8Gi" },
] as const;

const WEEKS = 52;

const LARGEST_SERVER = { cpu: "8", memory: "16Gi" } as const;

/** Store servers. */
export function sizeStoreServers(nodes: number): Sized<number> {
  const source = SOURCES.erasureCoding;
  if (nodes < NODES_FOR_ERASURE_CODING) {
    const reason = `1: to lose a node takes ${NODES_FOR_ERASURE_CODING} of them, here ${nodes}; one server can lose drives, not its node`;
    return { value: 1, reason, source };
  }
  if (nodes === NODES_FOR_ERASURE_CODING) {
    return {
      value: 3,
      reason: "3 on 3 nodes: with two drives each they still write with one lost at parity 2",
      source,
    };
  }
  return {
    value: 4,
    reason: `4 on ${say(nodes)} nodes: the smallest number of one-drive servers that still writes with one lost at parity 2`,
    source,
  };
}

/** Fewest drives of one server for a set that can lose what it should. */
function fewestDrives(servers: number): number {
  if (servers === 1) return 4;
  return servers === 3 ? 2 : 1;
}

/** Drives of one server: as few as losing one allows, more when a drive would be larger than 16 Ti. */
export function sizeDrivesPerServer(load: FileLoad, servers: number): Sized<number> {
  const first = fewestDrives(servers);
  const counts = DRIVES_PER_SERVER.steps.filter((count) => count >= first);
  const fits = (drivesPerServer: number) =>
    driveGibibytes(load, {
      servers,
      drivesPerServer,
      parity: sizeParity(servers, drivesPerServer).value,
    }) <= DRIVES_PER_SERVER.largestGiB;
  const value = counts.find(fits) ?? Math.max(...counts);
  const start =
    servers === 1 ? "4 on one server, so that it can lose drives" : `${first} on each of ${servers} servers`;
  return {
    value,
    reason: value === first ? start : `${value}: fewer drives would be larger than 16 Ti each`,
    source: SOURCES.erasureCoding,
  };
}

/** Parity drives of an erasure set: the store's own defaults, or one server's drives where three servers stand. */
export function sizeParity(servers: number, drivesPerServer: number): Sized<number> {
  const set = erasureSetSize(servers * drivesPerServer);
  const value = servers === 3 ? Math.ceil(set / servers) : defaultParity(set);
  const tolerance =
    servers === 1
      ? "drives may be lost, the node may not"
      : `reads go on with ${value} drives lost, writes with ${set - writeQuorum(set, value)}`;
  return {
    value,
    reason: `${value} of the ${set} drives of a set (${servers} servers × ${drivesPerServer} drives): ${tolerance}`,
    source: SOURCES.erasureCoding,
  };
}

/** Gibibytes of files at the end of the planning period, safety included. Nothing deletes a recording before that. */
export function sizeFiles(load: FileLoad): Sized<number> {
  const { users, fileMegabytesPerUserPerMonth } = load;
  const { baseMegabytes, safetyFactor } = STORAGE_MODEL;
  const years = userYears(load);
  const megabytes = baseMegabytes + users * fileMegabytesPerUserPerMonth * 12 * years * safetyFactor;
  const recordings = sizeAllRecordings(load, years);
  const value = gibibytesOfMegabytes(megabytes + recordings.value);
  return {
    value,
    reason:
      `${baseMegabytes} MB + ${say(users)} users × ${say(fileMegabytesPerUserPerMonth)} MB/month × 12 × ` +
      `${say(years)} years (growth included) × ${safetyFactor} safety${recordings.reason} = ${say(value)} Gi`,
    source: SOURCES.storage,
  };
}

/** Megabytes of every recording of the planning period. */
function sizeAllRecordings({ recordings }: FileLoad, years: number): Sized<number> {
  if (!recordings) return { value: 0, reason: "" };
  const { hoursPerWeek, quality } = recordings;
  const megabytes = recordingMegabytes(quality, 60);
  return {
    value: hoursPerWeek * WEEKS * years * megabytes,
    reason: ` + ${say(hoursPerWeek)} recorded hours/week × ${WEEKS} × ${say(years)} years × ${say(megabytes)} MB (${quality} quality)`,
  };
}

/** One volume that holds all files. */
export function sizeFileVolume(load: FileLoad): Sized<string> {
  const files = sizeFiles(load);
  return { ...files, value: volumeText(files.value), reason: `${files.reason}, rounded up` };
}

/** Smallest premium share. */
const SMALLEST_SHARE_GIB = 100;

/** Size of an NFS share of Azure, which is paid for whole. */
export function sizeAzureShare(load: FileLoad): Sized<string> {
  const files = sizeFiles(load);
  if (files.value > SMALLEST_SHARE_GIB) return sizeFileVolume(load);
  return {
    value: volumeText(SMALLEST_SHARE_GIB),
    reason: `${files.reason}; premium shares start at ${SMALLEST_SHARE_GIB} GiB`,
    source: "Azure Files documentation, scale targets",
  };
}

function dataShare({ servers, drivesPerServer, parity }: StoreShape): number {
  const set = erasureSetSize(servers * drivesPerServer);
  return Math.max(1, set - parity) / set;
}

function driveGibibytes(load: FileLoad, store: StoreShape): number {
  return sizeFiles(load).value / dataShare(store) / (store.servers * store.drivesPerServer);
}

/** Size of one drive. */
export function sizeDrive(load: FileLoad, store: StoreShape): Sized<string> {
  return {
    value: volumeText(driveGibibytes(load, store)),
    reason:
      `${sizeFiles(load).reason}; / ${say(dataShare(store))} of a drive that holds data, the rest is parity; ` +
      `/ ${store.servers * store.drivesPerServer} drives, rounded up`,
    source: SOURCES.storage,
  };
}

/** CPU and memory of one store server; with several, those left when one is lost share the load. */
export function sizeStoreResources(concurrentUsers: number, servers: number): Sized<Resources> {
  const share = Math.ceil(concurrentUsers / Math.max(1, servers - 1));
  const step = SERVER_STEPS.find((candidate) => candidate.concurrentUsers >= roundUp(share));
  const load = `planned ${say(concurrentUsers)} concurrent users, ${say(share)} a server`;
  return {
    value: step ? { cpu: step.cpu, memory: step.memory } : LARGEST_SERVER,
    reason: step
      ? `enough for ${say(step.concurrentUsers)} concurrent users; ${load}`
      : `the largest step; ${load}`,
    source: SOURCES.own,
  };
}
