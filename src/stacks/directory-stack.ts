import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import type { Construct } from "constructs";
import { NATIONAL_CLOUDS } from "../catalog/national-clouds";
import { Secret } from "../constructs/kubernetes/secret";
import { MissionCollaborationApp } from "../constructs/m365/mission-collaboration-app";
import type { Site } from "../site/site";
import type { SiteEntraApplication, SiteMicrosoft365 } from "../site/site-microsoft365";
import { SiteStack, type SiteStackProps } from "./site-stack";

export interface DirectoryStackProps extends SiteStackProps {
  readonly microsoft365: SiteMicrosoft365;
  readonly application: Extract<SiteEntraApplication, { readonly kind: "create" }>;
}

/**
 * What a site has in its Entra tenant. A stack of its own: administrators of the directory apply it, without access to
 * cluster or subscription, and nothing in it is secret.
 */
export class DirectoryStack extends SiteStack {
  public readonly collaboration: MissionCollaborationApp;

  public constructor(scope: Construct, id: string, props: DirectoryStackProps) {
    super(scope, id, props);
    const { cloud, tenantId } = props.microsoft365;
    new AzureadProvider(this, "Directory", {
      tenantId,
      environment: NATIONAL_CLOUDS[cloud].azureadEnvironment,
    });
    this.collaboration = this.createCollaboration(props.site, props);
    this.output(
      "teams_client_id",
      this.collaboration.application.clientId,
      "Write it into microsoft365.application.clientId, and synthesize again.",
    );
  }

  private createCollaboration(
    site: Site,
    { application, microsoft365 }: DirectoryStackProps,
  ): MissionCollaborationApp {
    const { app, clientSecret, cloud, pluginId, tenantId } = microsoft365;
    const { name, key, revision, expires } = clientSecret;
    return new MissionCollaborationApp(this, "MissionCollaboration", {
      ...application,
      tenantId,
      cloud,
      siteUrl: site.mattermost.siteUrl,
      pluginId,
      appName: app.name,
      appVersion: app.version,
      teamsAppId: app.id,
      clientSecret: {
        existing: Secret.fromName(this, "ClientSecret", { name, revision }).key(key),
        expires: `${expires}T00:00:00Z`,
      },
    });
  }
}
