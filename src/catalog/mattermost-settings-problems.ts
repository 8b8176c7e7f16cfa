import type { ProblemKind } from "../errors/catalogue";
import { SETTINGS_VERSION } from "./mattermost-settings-table.generated";

const ENVIRONMENT_SOURCE = `Mattermost server ${SETTINGS_VERSION}, config/environment.go`;

/** The server's own validation at start. */
export const VALIDATION_SOURCE = `Mattermost server ${SETTINGS_VERSION}, public/model/config.go isValid`;

/** What can be wrong with a Mattermost setting; the server itself would say nothing, or not start. */
export const SETTING_PROBLEMS = {
  unknownSection: {
    code: "HF2201",
    severity: "error",
    title: "The server has no settings section of that name.",
    fix: "correct the section's name; the server ignores unknown names without a word",
    reference: ENVIRONMENT_SOURCE,
  },
  unknownName: {
    code: "HF2202",
    severity: "error",
    title: "The server has no setting of that name.",
    fix: "correct the setting's name; the server ignores unknown names without a word",
    reference: ENVIRONMENT_SOURCE,
  },
  removed: {
    code: "HF2203",
    severity: "error",
    title: "The server no longer has that setting.",
    fix: "remove the setting",
    reference: "Mattermost changelog and important upgrade notes",
  },
  wrongType: {
    code: "HF2204",
    severity: "error",
    title: "The setting has a value of another type than the server expects.",
    fix: "write the value in the expected type; the server ignores others without a word",
    reference: ENVIRONMENT_SOURCE,
  },
  outOfRange: {
    code: "HF2205",
    severity: "error",
    title: "The server refuses to start with that value.",
    fix: "choose an accepted value",
    reference: VALIDATION_SOURCE,
  },
  notSettable: {
    code: "HF2206",
    severity: "error",
    title: "The setting can't be set by an environment variable.",
    fix: "remove it here and set it with mmctl after the first start",
    reference: ENVIRONMENT_SOURCE,
  },
  notExpressible: {
    code: "HF2207",
    severity: "error",
    title:
      "The list has no form as an environment variable: it is split on every space, and empty text is one element.",
    fix: "remove the spaces, or leave the setting out",
    reference: ENVIRONMENT_SOURCE,
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
