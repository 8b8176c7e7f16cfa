import { ProblemError } from "../../errors/problem";
import { applicationUri, type TeamsApp } from "./teams-app";
import { teamsAppProblems, teamsManifestProblems } from "./teams-manifest-checks";

/** Who offers the app, as the catalogue of the tenant shows it. */
export interface TeamsAppDeveloper {
  /** At most 32 characters. */
  readonly name: string;
  readonly websiteUrl: string;
  readonly privacyUrl: string;
  readonly termsOfUseUrl: string;
}

export interface TeamsManifestProps extends TeamsApp {
  /**
   * Who offers the app.
   * @default - "Site administrators", with the site's own address for all pages
   */
  readonly developer?: TeamsAppDeveloper;
  /** At most 80 characters. */
  readonly shortDescription?: string;
  /** At most 4000 characters. */
  readonly fullDescription?: string;
}

/** File names inside the package. */
export const TEAMS_ICONS = { color: "icon-color.png", outline: "icon-outline.png" } as const;

/** Colour behind the outline icon. */
export const ACCENT_COLOR = "#1e325c";

const DEFAULTS = {
  shortDescription: "Your team's Mattermost inside Microsoft 365.",
  fullDescription:
    "Opens Mattermost in a tab of Teams, Outlook and Microsoft 365, and tells you in your activity feed when somebody " +
    "mentions you. You need an account on the Mattermost server of your organization.",
} as const;

/** The manifest as an object, schema version 1.22. */
export type TeamsManifest = ReturnType<typeof teamsManifest>;

/**
 * `manifest.json` of the app that shows Mattermost in Teams, Outlook and Microsoft 365. Throws the problems of all
 * properties at once.
 */
export function renderTeamsManifest(props: TeamsManifestProps): string {
  const manifest = teamsManifest(props);
  const problems = [...teamsAppProblems(props), ...teamsManifestProblems(manifest)];
  if (problems.length > 0) throw new ProblemError(problems);
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

// The return type is the literal itself: it documents the schema better than a second list would.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function teamsManifest(props: TeamsManifestProps) {
  const site = `https://${props.host}`;
  const tab = `${site}/plugins/${props.pluginId}/iframe/mattermostTab`;
  return {
    $schema: "https://developer.microsoft.com/en-us/json-schemas/teams/v1.22/MicrosoftTeams.schema.json",
    manifestVersion: "1.22",
    version: props.appVersion,
    id: props.teamsAppId,
    name: { short: props.appName, full: `${props.appName} (${props.host})` },
    developer: props.developer ?? {
      name: "Site administrators",
      websiteUrl: site,
      privacyUrl: site,
      termsOfUseUrl: site,
    },
    description: {
      short: props.shortDescription ?? DEFAULTS.shortDescription,
      full: props.fullDescription ?? DEFAULTS.fullDescription,
    },
    icons: TEAMS_ICONS,
    accentColor: ACCENT_COLOR,
    staticTabs: [
      { entityId: "Mattermost", name: props.appName, contentUrl: tab, scopes: ["personal"] },
      {
        entityId: "notification_preview",
        name: "Notification Preview",
        contentUrl: `${tab}?action=notification_preview`,
        scopes: ["personal"],
      },
      { entityId: "about", scopes: ["personal"] },
    ],
    validDomains: [props.host],
    showLoadingIndicator: false,
    isFullScreen: true,
    webApplicationInfo: { id: props.clientId, resource: applicationUri(props) },
    authorization: {
      permissions: { resourceSpecific: [{ name: "TeamsActivity.Send.User", type: "Application" }] },
    },
    devicePermissions: ["media"],
    activities: {
      activityTypes: [
        {
          // The plugin sends this type with this parameter; both are its, not ours.
          type: "mattermost_mention_with_name",
          description: "Somebody mentioned you in Mattermost",
          templateText: "{post_author} mentioned you in Mattermost.",
        },
      ],
    },
  };
}
