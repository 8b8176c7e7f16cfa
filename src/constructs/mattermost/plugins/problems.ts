import type { ProblemKind } from "../../../errors/catalogue";

const PLUGIN_SOURCE = "Mattermost docs, manage-plugins.rst; server 11.10.0, channels/app/plugin.go";

/** Kinds of problems that plugins from elsewhere report. */
export const PLUGIN_PROBLEMS = {
  digest: {
    code: "HF3840",
    severity: "error",
    title: "A plugin's bundle has no digest, so nobody knows what comes in.",
    fix: "Write the SHA-256 of the .tar.gz file, 64 hexadecimal digits.",
  },
  reference: {
    code: "HF3841",
    severity: "error",
    title: "A plugin's id, version or file can't be used.",
    fix: "Write the id and version of the plugin's manifest, and an absolute path in the image.",
    reference: PLUGIN_SOURCE,
  },
  unsigned: {
    code: "HF3842",
    severity: "error",
    title: "The server installs no prepackaged plugin without a signature.",
    fix: "Put the .sig file beside the bundle, or deliver it by upload with a reason.",
    reference: PLUGIN_SOURCE,
  },
  uploadReason: {
    code: "HF3843",
    severity: "error",
    title: "Uploads let every administrator bring in code, and have no reason.",
    fix: "Say in a sentence why the plugin can't be prepackaged.",
    reference: PLUGIN_SOURCE,
  },
} as const satisfies Record<string, ProblemKind>;
