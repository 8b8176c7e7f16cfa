import type { Resources } from "../site";
import { cpuText, memoryText } from "./quantities";
import { clamp, roundUp, say, type Sized } from "./sized";

const LOAD_TEST = "Mattermost docs, Calls metrics and load tests (Calls 0.28, rtcd 0.16, c7i.xlarge)";
const DEPLOYMENT = "Mattermost docs, Calls deployment: calls-offloader on 8 CPUs";
const OWN = "Holdfast's own rule, no published figure";

/** What the load tests took: CPUs and megabits, a participant and a viewer of a shared screen. */
const MEASURED = {
  /** 1000 who listen: 47 % of 4 CPUs. */
  cpuOfListener: 0.00188,
  /** 1000 who watch as well: 79 % of 4 CPUs. */
  cpuOfViewer: 0.00128,
  /** 1000 who hear 2 voices: 194 Mb/s. */
  megabitsOfVoice: 0.097,
  megabitsOfScreen: 1.6,
  voices: 2,
} as const;

/** Half of a CPU is left for bursts: voice that waits is voice that is lost. */
const BUSY = 0.5;
const LARGEST_ROUTER_CPUS = 8;
const MEMORY = { baseMiB: 256, mebibytesOfParticipant: 1.5, stepMiB: 256 } as const;
const SHARE_IN_CALLS = 0.1;

/** Jobs that 8 CPUs and their memory carried. */
const RECORDING = {
  low: { cpu: 0.66, memory: 768, gigabytesPerHour: 0.5 },
  medium: { cpu: 0.88, memory: 1024, gigabytesPerHour: 0.7 },
  high: { cpu: 1.44, memory: 1280, gigabytesPerHour: 1.2 },
} as const;
const RECORDED_HOURS_PER_WEEK = 2;
const TRANSCRIBING_MIB = { tiny: 2048, base: 2048, small: 2304 } as const;
const CAPTIONS_MIB = 512;

export type RecordingQuality = keyof typeof RECORDING;

/** Calls, as they load the routers. */
export interface CallLoad {
  readonly concurrentCalls: number;
  readonly participants: number;
  readonly screenShares: number;
}

/** Calls at the same time. */
export function sizeConcurrentCalls(concurrentUsers: number, participants: number): Sized<number> {
  const calls = Math.max(1, roundUp((concurrentUsers * SHARE_IN_CALLS) / participants));
  return {
    value: calls,
    reason: `a tenth of ${say(concurrentUsers)} users online / ${say(participants)} in a call`,
    source: OWN,
  };
}

/** Megabits a second that leave the routers. */
export function sizeBandwidth(load: CallLoad): Sized<number> {
  const { people, viewers } = heads(load);
  const { megabitsOfVoice, megabitsOfScreen, voices } = MEASURED;
  return {
    value: roundUp(people * voices * megabitsOfVoice + viewers * megabitsOfScreen),
    reason:
      `${say(people)} people × ${voices} voices × ${megabitsOfVoice} Mb/s + ${say(viewers)} viewers × ` +
      `${megabitsOfScreen} Mb/s, out of all routers together`,
    source: LOAD_TEST,
  };
}

/** Routers: as many as carry the calls, and one more. */
export function sizeRouters(load: CallLoad, nodes: number): Sized<number> {
  const needed = Math.max(1, roundUp(cpusOf(load) / LARGEST_ROUTER_CPUS));
  return {
    value: Math.min(needed + 1, nodes),
    reason:
      `${say(needed)} for ${say(cpusOf(load))} CPUs of at most ${LARGEST_ROUTER_CPUS} each, 1 more that may fail, ` +
      `at most one on each of ${say(nodes)} nodes; calls on a router that fails end, and start anew on another`,
    source: LOAD_TEST,
  };
}

/** CPU and memory of one router when another has failed. */
export function sizeRouter(load: CallLoad, routers: number): Sized<Resources> {
  const left = Math.max(1, routers - 1);
  const { people, viewers } = heads(load);
  const cpu = clamp(cpusOf(load) / left, 0.5, 32);
  const memory = roundUp(MEMORY.baseMiB + (people / left) * MEMORY.mebibytesOfParticipant, MEMORY.stepMiB);
  return {
    value: { cpu: cpuText(cpu), memory: memoryText(memory) },
    reason:
      `(${say(people)} people × ${MEASURED.cpuOfListener} + ${say(viewers)} viewers × ${MEASURED.cpuOfViewer}) CPUs at ` +
      `${BUSY * 100} % on ${say(left)} routers, at least 0.5; ${MEMORY.baseMiB} Mi + ${MEMORY.mebibytesOfParticipant} Mi each`,
    source: LOAD_TEST,
  };
}

/** Jobs at the same time. */
export function sizeJobs(recordedCalls: number, transcribed: boolean): Sized<number> {
  return {
    value: recordedCalls * (transcribed ? 2 : 1),
    reason: `${say(recordedCalls)} recorded calls × ${transcribed ? "2, recording and transcription" : "1"}`,
    source: "calls-offloader: a recorded and transcribed call runs two jobs",
  };
}

/** Resources of one recording. */
export function sizeRecordingJob(quality: RecordingQuality): Sized<Resources> {
  const { cpu, memory } = RECORDING[quality];
  return {
    value: { cpu: cpuText(cpu), memory: memoryText(memory) },
    reason: `${quality} quality took ${cpu} CPUs a job; a browser with its picture`,
    source: DEPLOYMENT,
  };
}

/** Resources of one transcription, captions included. */
export function sizeTranscribingJob(
  model: keyof typeof TRANSCRIBING_MIB,
  threads: number,
  captionThreads: number,
): Sized<Resources> {
  const memory = TRANSCRIBING_MIB[model] + (captionThreads > 0 ? CAPTIONS_MIB : 0);
  return {
    value: { cpu: cpuText(Math.max(threads, captionThreads)), memory: memoryText(memory) },
    reason:
      `${say(threads)} threads of the model ${model} after the call` +
      (captionThreads > 0 ? `, ${say(captionThreads)} for captions during it` : ""),
    source: DEPLOYMENT,
  };
}

/** Gigabytes of an hour of all recorded calls. */
export function sizeRecordings(quality: RecordingQuality, recordedCalls: number): Sized<number> {
  const each = RECORDING[quality].gigabytesPerHour;
  return {
    value: Number((each * recordedCalls).toFixed(1)),
    reason: `${say(recordedCalls)} calls × ${each} GB an hour at ${quality} quality`,
    source: DEPLOYMENT,
  };
}

/** Hours of recorded calls a week. */
export function sizeRecordedHours(recordedCalls: number): Sized<number> {
  return {
    value: recordedCalls * RECORDED_HOURS_PER_WEEK,
    reason: `${say(recordedCalls)} calls recorded at the same time × ${RECORDED_HOURS_PER_WEEK} hours a week`,
    source: OWN,
  };
}

/** Megabytes of a recording. */
export function recordingMegabytes(quality: RecordingQuality, minutes: number): number {
  return RECORDING[quality].gigabytesPerHour * 1000 * (minutes / 60);
}

/** Mebibytes of the longest recording. */
export function recordingMebibytes(quality: RecordingQuality, minutes: number): number {
  return roundUp((recordingMegabytes(quality, minutes) * 1e6) / 1024 ** 2);
}

function heads({ concurrentCalls, participants, screenShares }: CallLoad): {
  readonly people: number;
  readonly viewers: number;
} {
  return {
    people: concurrentCalls * participants,
    viewers: Math.min(screenShares, concurrentCalls) * participants,
  };
}

function cpusOf(load: CallLoad): number {
  const { people, viewers } = heads(load);
  return (people * MEASURED.cpuOfListener + viewers * MEASURED.cpuOfViewer) / BUSY;
}
