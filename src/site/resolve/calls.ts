import type { Default } from "../defaults";
import type { SiteCluster, SitePeople } from "../site";
import type { SiteCalls } from "../site-calls";
import {
  sizeBandwidth,
  sizeConcurrentCalls,
  sizeJobs,
  sizeRecordedHours,
  sizeRecordingJob,
  sizeRecordings,
  sizeTranscribingJob,
} from "../sizing/calls";
import type { SiteSpec } from "../spec";
import { resolveRouter, resolveTurn } from "./calls-router";
import type { Ledger } from "./ledger";

const PATH = "calls";

function because<T>(value: T, reason: string, source?: string): Default<T> {
  return { value, reason, ...(source === undefined ? {} : { source }) };
}

const PLUGIN = "Calls plugin, plugin.json";

const DEFAULTS = {
  participants: because(8, "a team's meeting"),
  screenSharing: because(true, "the plugin's own", PLUGIN),
  av1: because(false, "experimental, and the plugin's own", PLUGIN),
  ringing: because(
    true,
    "people hear of a call without looking; beta in the plugin, whose own is off",
    PLUGIN,
  ),
  recordedCalls: because(1, "one meeting of several is recorded"),
  maxMinutes: because(60, "the plugin's own", PLUGIN),
  model: because("base" as const, "twice as fast as speech on two threads", PLUGIN),
  threads: because(2, "the plugin's own", PLUGIN),
  captionModel: because("tiny" as const, "keeps up with speech on two threads", PLUGIN),
  transcribers: because(1, "the plugin's own", PLUGIN),
  language: because("en", "the plugin's own", PLUGIN),
} as const;

type Quality = "low" | "medium" | "high";

/** The profile: what is written, or one for thin links unless the site is connected. */
export function callsProfile(spec: SiteSpec): SiteCalls["profile"] {
  return spec.calls?.profile ?? (spec.connectivity === "connected" ? "standard" : "low-bandwidth");
}

/** What is recorded: the largest upload and the file storage follow it. */
interface PlannedRecording {
  readonly quality: Quality;
  readonly maxMinutes: number;
  readonly hoursPerWeek: number;
}

/** Quality, length and hours of recordings; undefined when none are made. */
export function plannedRecording(spec: SiteSpec): PlannedRecording | undefined {
  const recording = spec.calls?.recording;
  if (!recording) return undefined;
  const calls = recording.calls ?? DEFAULTS.recordedCalls.value;
  return {
    quality: recording.quality ?? (callsProfile(spec) === "low-bandwidth" ? "low" : "medium"),
    maxMinutes: recording.maxMinutes ?? DEFAULTS.maxMinutes.value,
    hoursPerWeek: recording.hoursPerWeek ?? sizeRecordedHours(calls).value,
  };
}

/** Voice and screens; none by default. */
export function resolveCalls(
  spec: SiteSpec,
  people: SitePeople,
  cluster: SiteCluster,
  ledger: Ledger,
): SiteCalls | undefined {
  const { calls } = spec;
  if (calls === undefined) {
    ledger.absent(PATH, "no calls");
    return undefined;
  }
  const thin = callsProfile(spec) === "low-bandwidth";
  const profile = ledger.chosen(
    `${PATH}.profile`,
    calls.profile,
    because(callsProfile(spec), thin ? "the site's links are thin or absent" : "the site is connected"),
  );
  const participants = ledger.chosen(`${PATH}.participants`, calls.participants, DEFAULTS.participants);
  const concurrentCalls = ledger.sized(
    `${PATH}.concurrentCalls`,
    calls.concurrentCalls,
    sizeConcurrentCalls(people.concurrentUsers, participants),
  );
  const screenSharing = ledger.chosen<boolean>(
    `${PATH}.screenSharing`,
    calls.screenSharing,
    DEFAULTS.screenSharing,
  );
  const screenShares = ledger.sized(`${PATH}.screenShares`, calls.screenShares, {
    value: screenSharing ? Math.ceil(concurrentCalls / 3) : 0,
    reason: screenSharing ? "a third of the calls" : "nobody may share a screen",
  });
  const load = { concurrentCalls, participants, screenShares };
  return {
    ...load,
    profile,
    screenSharing,
    av1: ledger.chosen<boolean>(`${PATH}.av1`, calls.av1, DEFAULTS.av1),
    ringing: ledger.chosen<boolean>(`${PATH}.ringing`, calls.ringing, DEFAULTS.ringing),
    bandwidth: ledger.sized(`${PATH}.bandwidth`, undefined, sizeBandwidth(load)),
    maxParticipants: ledger.sized(`${PATH}.maxParticipants`, calls.maxParticipants, {
      value: thin ? 2 * participants : 0,
      reason: thin ? "twice the participants, so that one call can't fill the link" : "no limit",
    }),
    router: resolveRouter(calls.router, { load, nodes: cluster.nodes.count, ledger }),
    turn: calls.turn && resolveTurn(calls.turn, ledger),
    ...resolveJobs(spec, ledger),
  };
}

function resolveJobs(
  spec: SiteSpec,
  ledger: Ledger,
): Pick<SiteCalls, "recording" | "transcription" | "captions"> {
  const captions = resolveCaptions(spec, ledger);
  return {
    recording: resolveRecording(spec, ledger),
    transcription: resolveTranscription(spec, captions, ledger),
    captions,
  };
}

function resolveRecording(spec: SiteSpec, ledger: Ledger): SiteCalls["recording"] {
  const path = `${PATH}.recording`;
  const recording = spec.calls?.recording;
  const planned = plannedRecording(spec);
  if (!recording || !planned) {
    ledger.absent(path, "no recordings");
    return undefined;
  }
  const calls = ledger.chosen<number>(`${path}.calls`, recording.calls, DEFAULTS.recordedCalls);
  const quality = ledger.chosen(
    `${path}.quality`,
    recording.quality,
    because(planned.quality, `the profile ${callsProfile(spec)}`),
  );
  return {
    calls,
    quality,
    maxMinutes: ledger.chosen<number>(`${path}.maxMinutes`, recording.maxMinutes, DEFAULTS.maxMinutes),
    hoursPerWeek: ledger.sized(`${path}.hoursPerWeek`, recording.hoursPerWeek, sizeRecordedHours(calls)),
    gigabytesPerHour: ledger.sized(`${path}.gigabytesPerHour`, undefined, sizeRecordings(quality, calls)),
    jobResources: ledger.sized(`${path}.jobResources`, undefined, sizeRecordingJob(quality)),
    maxConcurrentJobs: ledger.sized(
      `${path}.maxConcurrentJobs`,
      recording.maxConcurrentJobs,
      sizeJobs(calls, spec.calls?.transcription !== undefined),
    ),
  };
}

function resolveTranscription(
  spec: SiteSpec,
  captions: SiteCalls["captions"],
  ledger: Ledger,
): SiteCalls["transcription"] {
  const path = `${PATH}.transcription`;
  const transcription = spec.calls?.transcription;
  if (!transcription) {
    ledger.absent(path, "no transcripts");
    return undefined;
  }
  const model = ledger.chosen<"tiny" | "base" | "small">(
    `${path}.model`,
    transcription.model,
    DEFAULTS.model,
  );
  const threads = ledger.chosen<number>(`${path}.threads`, transcription.threads, DEFAULTS.threads);
  const captionThreads = captions ? captions.transcribers * captions.threads : 0;
  return {
    model,
    threads,
    jobResources: ledger.sized(
      `${path}.jobResources`,
      undefined,
      sizeTranscribingJob(model, threads, captionThreads),
    ),
  };
}

function resolveCaptions(spec: SiteSpec, ledger: Ledger): SiteCalls["captions"] {
  const path = `${PATH}.captions`;
  const captions = spec.calls?.captions;
  if (!captions) {
    ledger.absent(path, "no captions");
    return undefined;
  }
  return {
    model: ledger.chosen<"tiny" | "base">(`${path}.model`, captions.model, DEFAULTS.captionModel),
    transcribers: ledger.chosen<number>(`${path}.transcribers`, captions.transcribers, DEFAULTS.transcribers),
    threads: ledger.chosen<number>(`${path}.threads`, captions.threads, DEFAULTS.threads),
    language: ledger.chosen<string>(`${path}.language`, captions.language, DEFAULTS.language),
  };
}
