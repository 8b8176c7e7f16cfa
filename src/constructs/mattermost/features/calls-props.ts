import type { CallsSettings } from "../../../catalog/calls-settings.generated";
import type { IMediaRouter } from "../../calls/media-router";
import type { ICallsOffloader } from "../../calls/offloader";

/** Size of the speech model inside the transcriber's image. */
export type SpeechModel = "tiny" | "base" | "small";

export interface CallCaptions {
  /** `small` is too slow for speech as it is spoken. @default "tiny" */
  readonly model?: Exclude<SpeechModel, "small">;
  /** Workers of one call. @default 1 */
  readonly transcribers?: number;
  /** Threads of one worker. @default 2 */
  readonly threads?: number;
  /** Two letters, ISO 639-1. @default "en" */
  readonly language?: string;
}

export interface CallTranscription {
  /** @default "base" */
  readonly model?: SpeechModel;
  /** Not more than a node has CPUs. @default 2 */
  readonly threads?: number;
  /** Text under the picture while people speak. @default off */
  readonly captions?: CallCaptions;
}

export interface CallRecording {
  readonly offloader: ICallsOffloader;
  /** 0.5, 0.7 or 1.2 GB an hour. @default "medium", and "low" with lowBandwidth */
  readonly quality?: "low" | "medium" | "high";
  /** Longest recording, minutes, 15 to 180. @default 60 */
  readonly maxMinutes?: number;
  /** Text of a recorded call, by the speech model on the site's own CPUs. @default off */
  readonly transcription?: CallTranscription;
}

/** Settings that no other property decides. */
export type FreeCallsSettings = Pick<
  CallsSettings,
  | "AllowScreenSharing"
  | "EnableAV1"
  | "EnableDCSignaling"
  | "EnableRinging"
  | "EnableSimulcast"
  | "EnableVideo"
>;

export interface CallsProps {
  readonly router: IMediaRouter;
  /** Recordings, and on them transcripts and captions. @default off */
  readonly recording?: CallRecording;
  /** People in one call; 0 is no limit. @default 0 */
  readonly maxParticipants?: number;
  /** For thin links: signals over the media's own channel, no video, one quality of a screen, small recordings. @default false */
  readonly lowBandwidth?: boolean;
  /** @default {} */
  readonly settings?: FreeCallsSettings;
}
