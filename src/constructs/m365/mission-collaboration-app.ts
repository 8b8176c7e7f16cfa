import { Application } from "@cdktf/provider-azuread/lib/application";
import { ApplicationIdentifierUri } from "@cdktf/provider-azuread/lib/application-identifier-uri";
import { ApplicationPreAuthorized } from "@cdktf/provider-azuread/lib/application-pre-authorized";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import { Construct, type IConstruct } from "constructs";
import type { NationalCloud } from "../../catalog/national-clouds";
import { ProblemError } from "../../errors/problem";
import { EntraSecret, type EntraClientSecret } from "../identity/entra-client-secret";
import { stableGuid } from "../identity/entra-guid";
import { graphAccess, GraphConsent, type GraphPermissions } from "../identity/entra-permissions";
import { checkProviderEnvironment, requireCloud, requireGuid } from "../identity/entra-values";
import type { SecretKey } from "../kubernetes/secret";
import { MICROSOFT_365_CLIENTS } from "./microsoft-365-clients";
import {
  applicationUri,
  pluginIdProblems,
  siteUrlProblems,
  TEAMS_APP_DEFAULTS,
  teamsAppId,
  type TeamsApp,
} from "./teams-app";

/** An Entra application for the embedded view, whoever made it. */
export interface MissionCollaborationReference extends TeamsApp {
  readonly tenantId: string;
  readonly cloud: NationalCloud;
  readonly clientSecret: SecretKey;
}

/** Has an Entra application for the embedded view. */
export interface IMissionCollaborationApp extends IConstruct {
  readonly missionCollaboration: MissionCollaborationReference;
}

export interface MissionCollaborationAppProps extends Partial<
  Pick<TeamsApp, "appName" | "appVersion" | "pluginId" | "teamsAppId">
> {
  readonly tenantId: string;
  /** Address of Mattermost: HTTPS and a host name, nothing else. */
  readonly siteUrl: string;
  readonly clientSecret: EntraClientSecret;
  /** Cloud of the Microsoft 365 tenant; where Mattermost runs doesn't matter. @default "commercial" */
  readonly cloud?: NationalCloud;
  /**
   * Client id of the application once it exists: with it the package can be rendered, and Terraform refuses an
   * application that has another.
   * @default - known after apply
   */
  readonly clientId?: string;
  /** @default "<app name> <host>" */
  readonly displayName?: string;
  readonly owners?: readonly string[];
  /** Consents for the whole tenant. Otherwise an administrator does it in the portal. @default false */
  readonly grantConsent?: boolean;
}

const PERMISSIONS: GraphPermissions = {
  delegated: ["User.Read"],
  application: ["TeamsActivity.Send", "AppCatalog.Read.All"],
};

/**
 * The Entra application by which Teams, Outlook and Microsoft 365 sign people in to the embedded Mattermost: its own
 * identifier URI, the scope `access_as_user`, and Microsoft's clients, which need no consent for it.
 */
export class MissionCollaborationApp extends Construct implements IMissionCollaborationApp {
  public readonly missionCollaboration: MissionCollaborationReference;
  public readonly application: Application;
  public readonly servicePrincipal: ServicePrincipal;
  public readonly clientSecret: EntraSecret;

  public constructor(scope: Construct, id: string, props: MissionCollaborationAppProps) {
    super(scope, id);
    const cloud = props.cloud ?? "commercial";
    requireCloud(this, cloud);
    const tenantId = requireGuid(this, "tenantId", props.tenantId);
    const pluginId = props.pluginId ?? TEAMS_APP_DEFAULTS.pluginId;
    const problems = [
      ...siteUrlProblems(props.siteUrl, this.node.path),
      ...pluginIdProblems(pluginId, this.node.path),
    ];
    if (problems.length > 0) throw new ProblemError(problems);
    checkProviderEnvironment(this, cloud);

    const host = new URL(props.siteUrl).hostname;
    const appName = props.appName ?? TEAMS_APP_DEFAULTS.appName;
    const scopeId = stableGuid(tenantId, host, "access_as_user");
    this.application = this.createApplication(props, `${appName} ${host}`, scopeId);
    this.servicePrincipal = new ServicePrincipal(this, "ServicePrincipal", {
      clientId: this.application.clientId,
      owners: props.owners && [...props.owners],
    });
    this.expose(host, scopeId);
    if (props.grantConsent) {
      new GraphConsent(this, "Consent", {
        servicePrincipal: this.servicePrincipal,
        permissions: PERMISSIONS,
      });
    }
    this.clientSecret = new EntraSecret(this, "ClientSecret", {
      applicationId: this.application.id,
      secret: props.clientSecret,
    });
    this.missionCollaboration = {
      tenantId,
      cloud,
      host,
      pluginId,
      appName,
      appVersion: props.appVersion ?? TEAMS_APP_DEFAULTS.appVersion,
      teamsAppId: requireGuid(this, "teamsAppId", props.teamsAppId ?? teamsAppId(tenantId, host)),
      clientId: props.clientId ?? this.application.clientId,
      clientSecret: this.clientSecret.key,
    };
  }

  private createApplication(
    props: MissionCollaborationAppProps,
    displayName: string,
    scopeId: string,
  ): Application {
    const clientId = props.clientId && requireGuid(this, "clientId", props.clientId);
    return new Application(this, "Application", {
      displayName: props.displayName ?? displayName,
      preventDuplicateNames: true,
      signInAudience: "AzureADMyOrg",
      owners: props.owners && [...props.owners],
      api: {
        // Tokens of version 2 name the bare client id as their audience; the plugin wants the identifier URI.
        requestedAccessTokenVersion: 1,
        oauth2PermissionScope: [
          {
            id: scopeId,
            value: "access_as_user",
            type: "User",
            enabled: true,
            adminConsentDisplayName: "Access Mattermost as the user",
            adminConsentDescription: "Lets Microsoft 365 open Mattermost in the user's name.",
            userConsentDisplayName: "Access Mattermost as you",
            userConsentDescription: "Lets Microsoft 365 open Mattermost in your name.",
          },
        ],
      },
      requiredResourceAccess: [graphAccess(PERMISSIONS)],
      lifecycle: {
        // They contain the client id, which exists only afterwards: a resource of its own sets them.
        ignoreChanges: ["identifier_uris"],
        ...(clientId && {
          postcondition: [
            {
              condition: `\${self.client_id == "${clientId.toLowerCase()}"}`,
              errorMessage: `The Entra application has another client id than ${clientId}, which the package of the Teams app was rendered with.`,
            },
          ],
        }),
      },
    });
  }

  /** The scope first, then the clients that may use it: Graph refuses them the other way round. */
  private expose(host: string, scopeId: string): void {
    const uri = new ApplicationIdentifierUri(this, "IdentifierUri", {
      applicationId: this.application.id,
      identifierUri: applicationUri({ host, clientId: this.application.clientId }),
    });
    for (const [name, authorizedClientId] of Object.entries(MICROSOFT_365_CLIENTS)) {
      const authorized = new ApplicationPreAuthorized(this, name, {
        applicationId: this.application.id,
        authorizedClientId,
        permissionIds: [scopeId],
      });
      authorized.node.addDependency(uri);
    }
  }
}
