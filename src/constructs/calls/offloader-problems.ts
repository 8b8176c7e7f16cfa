import type { ProblemKind } from "../../errors/catalogue";

const SOURCE =
  "calls-offloader v0.9.5, public/job and service/kubernetes; Calls plugin, server/job_service.go";

/** Kinds of problems with recording, transcribing and the plugin. */
export const CALLS_PROBLEMS = {
  jobConcurrency: {
    code: "HF3740",
    severity: "error",
    title: "The offloader starts fewer jobs than the recorded calls need.",
    fix: "Raise maxConcurrentJobs: one job a recorded call, two when it is transcribed.",
    reference: SOURCE,
  },
  jobRegistry: {
    code: "HF3741",
    severity: "error",
    title: "The offloader refuses the names of the job images in this registry.",
    fix: "Give the registry as host, port and path; the images keep their names and tags, without digests.",
    reference: SOURCE,
  },
  unknownRelease: {
    code: "HF3742",
    severity: "error",
    title: "The catalogue doesn't know which job images this server's Calls plugin asks for.",
    fix: "Choose a server version of the catalogue.",
    reference: "plugin.json of the Calls plugin",
  },
  jobsNamespace: {
    code: "HF3743",
    severity: "error",
    title: "Job pods can't live in this namespace.",
    fix: 'Give the jobs a namespace of their own with Pod Security "baseline".',
    reference: `${SOURCE}; each unfinished job of the namespace counts, and job pods start as root`,
  },
  callsLicence: {
    code: "HF3744",
    severity: "error",
    title: "The licence doesn't allow calls by media routers.",
    fix: "Give a licence of the tier enterprise or advanced.",
    reference: "Calls plugin, server/enterprise: rtcd, recordings and transcriptions",
  },
  callsEdition: {
    code: "HF3745",
    severity: "error",
    title: "The server image has no Calls plugin.",
    fix: "Choose the enterprise edition.",
    reference: "Mattermost docs, FIPS and STIG images",
  },
  recordingTooLarge: {
    code: "HF3746",
    severity: "error",
    title: "The servers refuse the recording of a call of the longest duration.",
    fix: "Raise maxFileSize, shorten the recordings, or lower their quality.",
    reference: "Mattermost docs, Calls deployment: 0.5, 0.7 and 1.2 GB an hour",
  },
  callsSetting: {
    code: "HF3747",
    severity: "error",
    title: "A setting of the Calls plugin has a value that the plugin refuses.",
    fix: "Correct the value; the plugin doesn't start with a wrong one.",
    reference: "Calls plugin, server/configuration.go",
  },
  callsCodecs: {
    code: "HF3749",
    severity: "error",
    title: "Two settings of shared screens in calls shut each other out.",
    fix: "Take one of the two away.",
    reference: "Mattermost docs, plugin settings: not EnableAV1 and EnableSimulcast at the same time",
  },
  retention: {
    code: "HF3748",
    severity: "error",
    title: "The offloader doesn't understand how long failed jobs are kept.",
    fix: "Give minutes, hours or days: 30m, 12h or 7d.",
    reference: "calls-offloader v0.9.5, measured",
  },
} as const satisfies Record<string, ProblemKind>;
