import type { Site } from "../site";
import { effectiveSetting, settingPath } from "./read";
import { rules, type Finding } from "./rule";

const CHAIN = "Mattermost Agents plugin: a call is recorded, transcribed, and the text given to an agent";

/** The chain from a call to its summary: every missing link is one problem. */
export const AGENTS_MEETING_RULES = rules({
  code: "HF2770",
  severity: "error",
  title: "Calls are to be summed up, and a link of the chain is missing.",
  fix: "add the link that is named, or remove agents.meetings",
  reference: CHAIN,
  find: (site) => (site.agents?.meetings === undefined ? [] : missingLinks(site)),
});

function missingLinks(site: Site): readonly Finding[] {
  const { calls } = site;
  const link = (path: string, message: string, expected: string, fix: string): Finding => ({
    path,
    message,
    expected,
    fix,
  });
  return [
    ...(calls === undefined
      ? [
          link(
            "agents.meetings",
            "agents.meetings is there, calls is absent",
            "calls",
            "describe calls, with recording and transcription",
          ),
        ]
      : []),
    ...(calls && !calls.recording
      ? [link("calls.recording", "calls.recording is absent", "recordings", "add calls.recording")]
      : []),
    ...(calls && !calls.transcription
      ? [
          link(
            "calls.transcription",
            "calls.transcription is absent: there is no text to sum up",
            "transcriptions",
            "add calls.transcription",
          ),
        ]
      : []),
    ...(effectiveSetting(site, "FileSettings.EnableFileAttachments") === false
      ? [
          link(
            settingPath("FileSettings.EnableFileAttachments"),
            "recordings and transcriptions are files, and files are off",
            "true",
            "remove the setting",
          ),
        ]
      : []),
  ];
}
