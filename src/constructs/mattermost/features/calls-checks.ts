import {
  CALLS_SETTINGS,
  type CallsSettingInfo,
  type CallsSettings,
} from "../../../catalog/calls-settings.generated";
import { FIPS_PLUGINS } from "../../../catalog/mattermost-releases";
import type { CALLS_PROBLEMS } from "../../calls/offloader-problems";
import { allowsCluster } from "../licence";
import type { MattermostReference } from "../mattermost-reference";
import type { CallRecording } from "./calls-props";
import { recordingMebibytes } from "./calls-settings";

interface CallsFinding {
  readonly kind: keyof typeof CALLS_PROBLEMS;
  readonly message: string;
  readonly expected: string;
}

/** What is wrong with calls on these servers. */
export function checkCalls(
  server: MattermostReference,
  settings: CallsSettings,
  recording: CallRecording | undefined,
): readonly CallsFinding[] {
  const { licenceTier, edition, maxFileSize } = server;
  const size = recordingMebibytes(settings);
  const found: (CallsFinding | false)[] = [
    edition === "fips" &&
      !FIPS_PLUGINS.includes("calls") && {
        kind: "callsEdition",
        message: "calls are added to a server of the FIPS edition",
        expected: "the enterprise edition",
      },
    !allowsCluster(licenceTier) && {
      kind: "callsLicence",
      message: licenceTier ? `the licence has the tier ${licenceTier}` : "there is no licence",
      expected: "a licence of the tier enterprise or advanced",
    },
    recording !== undefined &&
      maxFileSize < size && {
        kind: "recordingTooLarge",
        message: `maxFileSize is ${maxFileSize} MiB, a recording of ${String(settings.MaxRecordingDuration)} minutes has ${size} MiB`,
        expected: `${size} MiB or more`,
      },
    recording?.transcription !== undefined &&
      !recording.offloader.offloader.transcribes && {
        kind: "jobConcurrency",
        message: "calls are transcribed, but the offloader has room for one job a recorded call",
        expected: "an offloader with transcribes: true",
      },
    settings.EnableAV1 === true &&
      (checkCodec(settings, "EnableSimulcast", false) || checkCodec(settings, "AllowScreenSharing", true)),
    ...Object.entries(settings).map(([key, value]) => checkSetting(key as keyof CallsSettings, value)),
  ];
  return found.filter((each) => each !== false);
}

/** AV1 is for shared screens, in one quality. */
function checkCodec(
  settings: CallsSettings,
  key: "EnableSimulcast" | "AllowScreenSharing",
  wanted: boolean,
): CallsFinding | false {
  if (settings[key] === wanted) return false;
  return {
    kind: "callsCodecs",
    message: `EnableAV1 is true, ${key} is ${String(settings[key])}`,
    expected: `${key} ${String(wanted)}, or EnableAV1 false`,
  };
}

function checkSetting(key: keyof CallsSettings, value: unknown): CallsFinding | false {
  const { minimum = 0, maximum = Infinity, values }: CallsSettingInfo = CALLS_SETTINGS[key];
  const outside =
    typeof value === "number" && !(Number.isInteger(value) && value >= minimum && value <= maximum);
  const unknown = values !== undefined && !values.includes(String(value));
  const language = key === "LiveCaptionsLanguage" && !/^[a-z]{2}$/.test(String(value));
  if (!outside && !unknown && !language) return false;
  return {
    kind: "callsSetting",
    message: `${key} is ${JSON.stringify(value)}`,
    expected: values?.join(", ") ?? (language ? "two letters, ISO 639-1" : `${minimum} to ${maximum}`),
  };
}
