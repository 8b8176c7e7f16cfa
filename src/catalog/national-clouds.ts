/** Microsoft 365 clouds. GCC (moderate) is `commercial`; clouds of other nations and isolated ones are not known here. */
export type NationalCloud = "commercial" | "gcchigh" | "dod";

/** Hosts and names of one cloud. Where its infrastructure runs on Azure is a choice of its own. */
export interface NationalCloudFacts {
  readonly title: string;
  /** Signs people in and issues tokens. */
  readonly loginHost: string;
  readonly graphHost: string;
  readonly teamsHost: string;
  readonly portalHost: string;
  /** Keys that tokens are signed with. */
  readonly jwksUrl: string;
  /** `environment` of the azuread provider whose tenant is in this cloud. */
  readonly azureadEnvironment: "public" | "usgovernmentl4" | "usgovernmentl5";
  /** Sources of `frame-ancestors`: what may show Mattermost inside itself. Those of Outlook are best effort in government clouds. */
  readonly frameAncestors: readonly string[];
}

/** Everything that differs between the clouds. Source: server/cloudenv of the plugin at 7fcf637; Azure Government docs. */
export const NATIONAL_CLOUDS: Readonly<Record<NationalCloud, NationalCloudFacts>> = {
  commercial: {
    title: "Microsoft 365 commercial and GCC",
    loginHost: "login.microsoftonline.com",
    graphHost: "graph.microsoft.com",
    teamsHost: "teams.microsoft.com",
    portalHost: "portal.azure.com",
    jwksUrl: "https://login.microsoftonline.com/common/discovery/v2.0/keys",
    azureadEnvironment: "public",
    frameAncestors: [
      "*.cloud.microsoft",
      "teams.microsoft.com",
      "*.teams.microsoft.com",
      "*.microsoft365.com",
      "*.office.com",
      "outlook.office.com",
      "outlook.office365.com",
      "outlook-sdf.office.com",
      "outlook-sdf.office365.com",
    ],
  },
  gcchigh: {
    title: "Microsoft 365 GCC High",
    loginHost: "login.microsoftonline.us",
    graphHost: "graph.microsoft.us",
    teamsHost: "gov.teams.microsoft.us",
    portalHost: "portal.azure.us",
    jwksUrl: "https://login.microsoftonline.us/common/discovery/v2.0/keys",
    azureadEnvironment: "usgovernmentl4",
    frameAncestors: [
      "*.cloud.microsoft",
      "gov.teams.microsoft.us",
      "*.gov.teams.microsoft.us",
      "*.office365.us",
      "outlook.office365.us",
    ],
  },
  dod: {
    title: "Microsoft 365 DoD",
    loginHost: "login.microsoftonline.us",
    graphHost: "dod-graph.microsoft.us",
    teamsHost: "dod.teams.microsoft.us",
    portalHost: "portal.azure.us",
    jwksUrl: "https://login.microsoftonline.us/common/discovery/v2.0/keys",
    azureadEnvironment: "usgovernmentl5",
    frameAncestors: [
      "*.cloud.microsoft",
      "dod.teams.microsoft.us",
      "*.dod.teams.microsoft.us",
      "*.dod.online.office365.us",
    ],
  },
};
