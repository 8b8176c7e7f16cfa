import type { CallsSettings } from "../../../catalog/calls-settings.generated";
import type { CallRecording, CallTranscription } from "./calls-props";

/** What keeps calls usable on a thin or shaky link. */
export const LOW_BANDWIDTH = {
  EnableDCSignaling: true,
  EnableSimulcast: false,
  EnableVideo: false,
} as const satisfies CallsSettings;

const DEFAULTS = {
  quality: "medium",
  maxMinutes: 60,
  transcription: { model: "base", threads: 2 },
  captions: { model: "tiny", transcribers: 1, threads: 2, language: "en" },
} as const;

/** Gigabytes (10⁹ bytes) of an hour, by quality. Source: Mattermost docs, Calls deployment. */
const GIGABYTES_PER_HOUR = { low: 0.5, medium: 0.7, high: 1.2 } as const;

/** Recordings and transcripts; off unless asked for, always by the models inside the image. */
export function recordingSettings(
  recording: CallRecording | undefined,
  lowBandwidth: boolean,
): CallsSettings {
  if (!recording) return { EnableRecordings: false, EnableTranscriptions: false };
  const { transcription } = recording;
  return {
    EnableRecordings: true,
    MaxRecordingDuration: recording.maxMinutes ?? DEFAULTS.maxMinutes,
    RecordingQuality: recording.quality ?? (lowBandwidth ? "low" : DEFAULTS.quality),
    EnableTranscriptions: transcription !== undefined,
    ...(transcription && {
      TranscribeAPI: "whisper.cpp",
      TranscriberModelSize: transcription.model ?? DEFAULTS.transcription.model,
      TranscriberNumThreads: transcription.threads ?? DEFAULTS.transcription.threads,
    }),
  };
}

/** Captions; they need the transcript of a recording. */
export function captionSettings(transcription: CallTranscription | undefined): CallsSettings {
  const captions = transcription?.captions;
  if (!captions) return { EnableLiveCaptions: false };
  return {
    EnableLiveCaptions: true,
    LiveCaptionsModelSize: captions.model ?? DEFAULTS.captions.model,
    LiveCaptionsNumTranscribers: captions.transcribers ?? DEFAULTS.captions.transcribers,
    LiveCaptionsNumThreadsPerTranscriber: captions.threads ?? DEFAULTS.captions.threads,
    LiveCaptionsLanguage: captions.language ?? DEFAULTS.captions.language,
  };
}

/** Mebibytes of the longest recording, rounded up. */
export function recordingMebibytes({ RecordingQuality, MaxRecordingDuration }: CallsSettings): number {
  const quality = RecordingQuality ?? DEFAULTS.quality;
  const minutes = MaxRecordingDuration ?? DEFAULTS.maxMinutes;
  return Math.ceil((GIGABYTES_PER_HOUR[quality] * 1e9 * (minutes / 60)) / 1024 ** 2);
}
