import { recordingMebibytes } from "../sizing/calls";
import type { Site } from "../site";
import type { SiteCalls } from "../site-calls";
import { isPublicEndpoint } from "./public-names";
import { licenceText, mayCluster, settingPath, shown, writtenSetting } from "./read";
import { rules, type Finding } from "./rule";

const DEPLOYMENT = "Mattermost docs, Calls deployment";
const OFFLOADER = "calls-offloader v0.9.5; Calls plugin, server/configuration.go";

/** Hosts of STUN and TURN servers on the internet. */
const PUBLIC_RELAYS =
  /(^|\.)(mattermost\.com|google\.com|twilio\.com|cloudflare\.com|metered\.ca|xirsys\.com)$/;

/** Rules on calls, recordings, transcripts and captions. */
export const CALLS_RULES = rules(
  {
    code: "HF2850",
    severity: "error",
    title: "Calls through media routers need a licence of tier enterprise or advanced.",
    fix: "name the licence in mattermost.licence, or remove calls",
    reference:
      "Calls plugin, licence checks: rtcd, recordings, transcripts; group calls from professional on",
    path: "calls",
    when: (site) => site.calls !== undefined && !mayCluster(site),
    message: (site) => `calls are on with ${licenceText(site)}`,
    expected: "an enterprise or advanced licence",
  },
  {
    code: "HF2851",
    severity: "error",
    title: "The longest recording is larger than the largest upload.",
    fix: "remove mattermost.maxFileSize, shorten calls.recording.maxMinutes, or lower calls.recording.quality",
    reference: `${DEPLOYMENT}: 0.5, 0.7 or 1.2 GB an hour, uploaded like any file`,
    path: "mattermost.maxFileSize",
    when: (site) => recordingSize(site) > site.mattermost.maxFileSize,
    message: (site) =>
      `mattermost.maxFileSize is ${site.mattermost.maxFileSize} MiB, a recording of ${site.calls?.recording?.maxMinutes ?? 0} minutes has ${recordingSize(site)} MiB`,
    expected: (site) => `${recordingSize(site)} MiB or more`,
  },
  {
    code: "HF2852",
    severity: "error",
    title: "Transcripts are made of recordings, and calls are not recorded.",
    fix: "add calls.recording, or remove calls.transcription",
    reference: OFFLOADER,
    path: "calls.transcription",
    when: ({ calls }) => calls?.transcription !== undefined && calls.recording === undefined,
    message: () => "calls.transcription is there, calls.recording is absent",
    expected: "calls.recording beside it",
  },
  {
    code: "HF2853",
    severity: "error",
    title: "Captions come from the transcription of a recorded call, and there is none.",
    fix: "add calls.recording and calls.transcription, or remove calls.captions",
    reference: OFFLOADER,
    path: "calls.captions",
    when: ({ calls }) => calls?.captions !== undefined && calls.transcription === undefined,
    message: () => "calls.captions is there, calls.transcription is absent",
    expected: "calls.transcription beside it",
  },
  {
    code: "HF2854",
    severity: "error",
    title: "Fewer jobs may run than the recorded calls need; recordings would fail.",
    fix: "raise calls.recording.maxConcurrentJobs",
    reference: OFFLOADER,
    path: "calls.recording.maxConcurrentJobs",
    when: ({ calls }) => neededJobs(calls) > (calls?.recording?.maxConcurrentJobs ?? 0),
    message: ({ calls }) =>
      `calls.recording.maxConcurrentJobs is ${calls?.recording?.maxConcurrentJobs ?? 0} for ${calls?.recording?.calls ?? 0} recorded calls${calls?.transcription ? " with transcripts" : ""}`,
    expected: ({ calls }) => `${neededJobs(calls)} or more`,
  },
  {
    code: "HF2855",
    severity: "error",
    title: "The jobs' origin is missing among those that may use the API; recordings would stay empty.",
    fix: "add the origin to the setting, or remove the setting",
    reference: `${DEPLOYMENT}: the address of the jobs and AllowCorsFrom`,
    find: (site) => {
      const written = writtenSetting(site, "ServiceSettings.AllowCorsFrom");
      const origin = `http://mattermost.${site.name}.svc.${site.cluster.domain}:8065`;
      if (!site.calls?.recording || typeof written !== "string") return [];
      if (written.split(" ").some((each) => each === "*" || each === origin)) return [];
      return [
        {
          path: settingPath("ServiceSettings.AllowCorsFrom"),
          message: `ServiceSettings.AllowCorsFrom is ${shown(written)}`,
          expected: `${origin} among them`,
        },
      ];
    },
  },
  {
    code: "HF2856",
    severity: "error",
    title: "The transcriber is published for amd64 only.",
    fix: "remove calls.transcription, or use amd64 nodes",
    reference: "calls-transcriber, its Dockerfile: speech library for x64",
    path: "calls.transcription",
    when: ({ calls, cluster }) =>
      calls?.transcription !== undefined && cluster.nodes.architecture !== "amd64",
    message: ({ cluster }) => `calls.transcription is there, the nodes are ${cluster.nodes.architecture}`,
    expected: "amd64 nodes",
  },
  {
    code: "HF2857",
    severity: "error",
    title: "A disconnected site tells devices of a STUN or TURN server, or uses routers, on the internet.",
    fix: "name a server inside the site, or remove the entry",
    reference: "Mattermost docs, air-gapped deployment; Calls deployment",
    find: (site) => (site.connectivity === "disconnected" && site.calls ? publicServers(site.calls) : []),
  },
  {
    code: "HF2858",
    severity: "error",
    title: "Nobody may share a screen, and the site says how screens are shared.",
    fix: "remove calls.screenSharing, or what is said of shared screens",
    reference: "Calls plugin, AllowScreenSharing and EnableAV1",
    find: ({ calls }) => (calls && !calls.screenSharing ? sharedAfterAll(calls) : []),
  },
);

function publicServers({ turn, router }: SiteCalls): readonly Finding[] {
  const relays = (turn?.kind === "external" ? turn.urls : []).map((url, index) => ({
    path: `calls.turn.urls[${index}]`,
    url,
    host: url.replace(/^turns?:/, "").replace(/[:?].*$/, ""),
  }));
  const foreign =
    router.kind === "external" && (router.addresses ?? []).length === 0
      ? [{ path: "calls.router.url", url: router.url, host: new URL(router.url).hostname }]
      : [];
  return [...relays, ...foreign]
    .filter(({ host }) => PUBLIC_RELAYS.test(host) || isPublicEndpoint(host))
    .map(({ path, url }) => ({
      path,
      message: `${path} is ${url}, connectivity is disconnected`,
      expected: "a host inside the site",
    }));
}

function sharedAfterAll({ screenShares, av1 }: SiteCalls): readonly Finding[] {
  const off = "calls.screenSharing is false";
  return [
    ...(screenShares > 0
      ? [
          {
            path: "calls.screenShares",
            message: `calls.screenShares is ${screenShares}, ${off}`,
            expected: "0, or the line left out",
          },
        ]
      : []),
    ...(av1
      ? [
          {
            path: "calls.av1",
            message: `calls.av1 is true, ${off}: it is for screens only`,
            expected: "false, or the line left out",
          },
        ]
      : []),
  ];
}

function neededJobs(calls: SiteCalls | undefined): number {
  return (calls?.recording?.calls ?? 0) * (calls?.transcription ? 2 : 1);
}

function recordingSize({ calls }: Site): number {
  return calls?.recording ? recordingMebibytes(calls.recording.quality, calls.recording.maxMinutes) : 0;
}
