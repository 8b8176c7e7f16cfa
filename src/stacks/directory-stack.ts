import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import type { Construct } from "constructs";
import { NATIONAL_CLOUDS, type NationalCloud } from "../catalog/national-clouds";
import { Secret } from "../constructs/kubernetes/secret";
import { MissionCollaborationApp } from "../constructs/m365/mission-collaboration-app";
import type { Site } from "../site/site";
import type { SiteEntra } from "../site/site-entra";
import type { SiteMicrosoft365 } from "../site/site-microsoft365";
import { endOf, signInApplication } from "./directory-sign-in";
import { SiteStack, type SiteStackProps } from "./site-stack";

export interface DirectoryStackProps extends SiteStackProps {
  readonly tenant: { readonly tenantId: string; readonly cloud: NationalCloud };
}

/**
 * What a site has in its Entra tenant. A stack of its own: administrators of the directory apply it, without access to
 * cluster or subscription, and nothing in it is secret.
 */
export class DirectoryStack extends SiteStack {
  private readonly site: Site;

  public constructor(scope: Construct, id: string, props: DirectoryStackProps) {
    super(scope, id, props);
    this.site = props.site;
    const { cloud, tenantId } = props.tenant;
    new AzureadProvider(this, "Directory", {
      tenantId,
      environment: NATIONAL_CLOUDS[cloud].azureadEnvironment,
    });
    const { entra, microsoft365 } = props.site;
    if (entra !== undefined) this.createSignIn(entra);
    if (microsoft365 !== undefined) this.createCollaboration(microsoft365);
  }

  private createSignIn(entra: SiteEntra): void {
    const made = signInApplication(this, entra, this.site);
    if (made === undefined) return;
    this.output("sign_in_client_id", made.sign_in_client_id, "Write it where identity names its client.");
    if (made.saml_certificate !== undefined) {
      this.output(
        "saml_certificate",
        made.saml_certificate,
        "Put it into the Secret that identity.certificate names.",
      );
    }
  }

  private createCollaboration(microsoft365: SiteMicrosoft365): void {
    const { app, application, clientSecret, cloud, pluginId, tenantId } = microsoft365;
    if (application.kind === "existing") return;
    const { name, key, revision, expires } = clientSecret;
    const { clientId } = new MissionCollaborationApp(this, "MissionCollaboration", {
      ...application,
      tenantId,
      cloud,
      siteUrl: this.site.mattermost.siteUrl,
      pluginId,
      appName: app.name,
      appVersion: app.version,
      teamsAppId: app.id,
      clientSecret: {
        existing: Secret.fromName(this, "ClientSecret", { name, revision }).key(key),
        expires: endOf(expires),
      },
    }).application;
    this.output(
      "teams_client_id",
      clientId,
      "Write it into microsoft365.application.clientId, and synthesize again.",
    );
  }
}
