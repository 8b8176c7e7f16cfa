import { MISSION_COLLABORATION_PLUGINS } from "../../catalog/plugins";
import { problem } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import { stableGuid } from "../identity/entra-guid";
import { M365_PROBLEMS } from "./problems";

/** What the Entra application, the plugin and the app package must agree on. */
export interface TeamsApp {
  /** Host name of Mattermost. */
  readonly host: string;
  /** Client id of the Entra application. */
  readonly clientId: string;
  /** Id of the app in the tenant's catalogue; the same for ever. */
  readonly teamsAppId: string;
  /** Id of the plugin, which is part of every address. */
  readonly pluginId: string;
  /** At most 30 characters. */
  readonly appName: string;
  /** `major.minor.patch`; higher for each upload. */
  readonly appVersion: string;
}

export const TEAMS_APP_DEFAULTS = {
  pluginId: MISSION_COLLABORATION_PLUGINS.upTo080,
  appName: "Mattermost Embedded",
  appVersion: "1.0.0",
} as const;

/** Id of the app of a host in a tenant. */
export function teamsAppId(tenantId: string, host: string): string {
  return stableGuid(tenantId, host, "teams app");
}

/** Identifier URI of the Entra application: what tokens for the embedded view are issued for. */
export function applicationUri(app: Pick<TeamsApp, "host" | "clientId">): string {
  return `api://${app.host}/${app.clientId}`;
}

/** What is wrong with a site URL that Microsoft 365 shall show. `path` is the construct's or the property's. */
export function siteUrlProblems(siteUrl: string, path: string): readonly Problem[] {
  const url = URL.canParse(siteUrl) ? new URL(siteUrl) : undefined;
  if (url?.protocol === "https:" && siteUrl === `https://${url.hostname}`) return [];
  return [
    problem(M365_PROBLEMS.siteUrl, {
      path,
      message: `siteUrl is "${siteUrl}"`,
      expected: "a URL such as https://chat.agency.example",
    }),
  ];
}

/** What is wrong with the id of the plugin. */
export function pluginIdProblems(pluginId: string, path: string): readonly Problem[] {
  if (/^[a-zA-Z0-9][a-zA-Z0-9._-]{2,189}$/.test(pluginId)) return [];
  return [
    problem(M365_PROBLEMS.pluginId, {
      path,
      message: `pluginId is "${pluginId}"`,
      expected: `an id such as ${MISSION_COLLABORATION_PLUGINS.after080}`,
    }),
  ];
}
