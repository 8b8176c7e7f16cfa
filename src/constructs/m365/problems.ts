import type { ProblemKind } from "../../errors/catalogue";

const PLUGIN_SOURCE = "Mattermost plugin for Microsoft 365, README and server/ at 7fcf637";
const MANIFEST_SOURCE = "Microsoft Teams app manifest schema 1.22";

/** Kinds of problems with Microsoft 365. */
export const M365_PROBLEMS = {
  siteUrl: {
    code: "HF3601",
    severity: "error",
    title:
      "The site URL can't be shown inside Microsoft 365: tokens name the host only, and frames need HTTPS.",
    fix: "Use https:// and a host name, without path and without port.",
    reference: PLUGIN_SOURCE,
  },
  disconnected: {
    code: "HF3605",
    severity: "error",
    title:
      "The view inside Microsoft 365 can't work without a connection: browser and server both need the cloud.",
    fix: "Leave Mission Collaboration out of disconnected sites; people use the web, desktop and mobile apps there.",
    reference: PLUGIN_SOURCE,
  },
  licence: {
    code: "HF3606",
    severity: "error",
    title: "The plugin stops at its start without a licence of the tier enterprise or advanced.",
    fix: "Give such a licence, or leave Mission Collaboration out.",
    reference: PLUGIN_SOURCE,
  },
  serverVersion: {
    code: "HF3607",
    severity: "error",
    title: "The plugin needs Mattermost 10.7.1 or later.",
    fix: "Choose a later server version.",
    reference: PLUGIN_SOURCE,
  },
  framing: {
    code: "HF3608",
    severity: "error",
    title: "A response header forbids Microsoft 365 to show Mattermost in a frame.",
    fix: "Let the proxy add no X-Frame-Options and no frame-ancestors: the server writes the complete list itself.",
    reference: PLUGIN_SOURCE,
  },
  email: {
    code: "HF3609",
    severity: "warning",
    title:
      "A person's sign-in name is not the e-mail address that Mattermost knows; the embedded view asks for a login.",
    fix: "Make userPrincipalName and mail agree in Entra ID, or tell these people.",
    reference: PLUGIN_SOURCE,
  },
  manifest: {
    code: "HF3610",
    severity: "error",
    title: "The manifest of the Teams app breaks a rule of its schema.",
    fix: "Correct the property that the message names.",
    reference: MANIFEST_SOURCE,
  },
  icon: {
    code: "HF3611",
    severity: "error",
    title: "An icon of the Teams app is no PNG of the right size.",
    fix: "Give a PNG: 192 by 192 pixels in colour, 32 by 32 pixels white on transparent.",
    reference: MANIFEST_SOURCE,
  },
  unknownClientId: {
    code: "HF3612",
    severity: "error",
    title: "The package can't be rendered before the Entra application exists: it contains the client id.",
    fix: "Apply the application first, then write its client id into the configuration.",
  },
  pluginId: {
    code: "HF3613",
    severity: "error",
    title: "The id of the plugin is part of every address in the package, and this is none.",
    fix: "Use com.mattermost.plugin-msteams-devsecops up to v0.8.0, com.mattermost.ms-embedded after it.",
    reference: PLUGIN_SOURCE,
  },
} as const satisfies Record<string, ProblemKind>;
