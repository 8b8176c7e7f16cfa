import type { Construct } from "constructs";
import type { IMattermostFeature } from "../../constructs/mattermost/mattermost-feature";
import { fromMissionCollaborationAttributes } from "../../constructs/m365/foreign-mission-collaboration-app";
import { MissionCollaboration } from "../../constructs/m365/mission-collaboration";
import { teamsAppId, type TeamsApp } from "../../constructs/m365/teams-app";
import type { Site } from "../../site/site";
import type { SiteMicrosoft365 } from "../../site/site-microsoft365";
import { secretValue } from "./secret-value";

/** Mattermost inside Microsoft 365; nothing before the application in Entra ID exists. */
export function microsoft365Of(scope: Construct, site: Site): readonly IMattermostFeature[] {
  const { microsoft365 } = site;
  const teamsApp = teamsAppOf(site);
  if (microsoft365 === undefined || teamsApp === undefined) return [];
  const { clientSecret, cloud, tenantId } = microsoft365;
  const app = fromMissionCollaborationAttributes(scope, "MissionCollaborationApp", {
    ...teamsApp,
    tenantId,
    cloud,
    clientSecret: secretValue(scope, "Microsoft365Client", clientSecret),
  });
  return [new MissionCollaboration(scope, "MissionCollaboration", { ...microsoft365, app })];
}

/** What application, plugin and package agree on; undefined while the client id is not known. */
export function teamsAppOf({ mattermost, microsoft365 }: Site): TeamsApp | undefined {
  const clientId = microsoft365?.application.clientId;
  if (microsoft365 === undefined || clientId === undefined) return undefined;
  const { app, pluginId, tenantId } = microsoft365;
  const host = new URL(mattermost.siteUrl).hostname;
  return {
    host,
    clientId,
    pluginId,
    teamsAppId: app.id ?? teamsAppId(tenantId, host),
    appName: app.name,
    appVersion: app.version,
  };
}

/** Whether the feature decides state and settings of a plugin that the site brings. */
export function isEmbeddingPlugin(microsoft365: SiteMicrosoft365 | undefined, pluginId: string): boolean {
  return microsoft365?.pluginId === pluginId;
}
