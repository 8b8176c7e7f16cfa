import { Application } from "@cdktf/provider-azuread/lib/application";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import { Construct } from "constructs";
import type { NationalCloud } from "../../catalog/national-clouds";
import { Connections, type IConnections } from "../kubernetes/connections";
import { audienceInWords, EntraAudience, mustBeAssigned, type EntraAudienceProps } from "./entra-audience";
import { EntraSecret, type EntraClientSecret } from "./entra-client-secret";
import { graphAccess, GraphConsent, type GraphPermissions } from "./entra-permissions";
import { checkProviderEnvironment, requireCloud, requireGuid, requireOrigin } from "./entra-values";
import type { IIdentityProvider, OpenIdReference } from "./identity-provider";

export interface EntraOpenIdProps extends EntraAudienceProps {
  /** Directory id of the tenant whose people sign in. */
  readonly tenantId: string;
  /** Address of Mattermost. */
  readonly siteUrl: string;
  readonly clientSecret: EntraClientSecret;
  /**
   * Where Entra ID sends people back to.
   * @default - Mattermost's two callbacks
   */
  readonly redirectUris?: readonly string[];
  /** Cloud of the tenant. @default "commercial" */
  readonly cloud?: NationalCloud;
  /** @default "Mattermost <host>" */
  readonly displayName?: string;
  /** Object ids of the application's owners; needed where the runner may change its own applications only. */
  readonly owners?: readonly string[];
  /**
   * Consents for the whole tenant. Otherwise an administrator does it in the portal.
   * @default false
   */
  readonly grantConsent?: boolean;
  /** Networks of the login host, where a firewall knows them. @default any address, on port 443 */
  readonly addresses?: readonly string[];
}

const CALLBACKS = ["/login/office365/complete", "/signup/office365/complete"] as const;
const PERMISSIONS: GraphPermissions = { delegated: ["openid", "profile", "email", "User.Read"] };

/**
 * People of one Entra tenant, by OpenID Connect: a single-tenant application. Nobody can sign in by it while the link
 * to Microsoft is down.
 */
export class EntraOpenId extends Construct implements IIdentityProvider {
  public readonly identity: OpenIdReference;
  public readonly connections: IConnections;
  public readonly application: Application;
  public readonly servicePrincipal: ServicePrincipal;
  public readonly clientSecret: EntraSecret;

  public constructor(scope: Construct, id: string, props: EntraOpenIdProps) {
    super(scope, id);
    const cloud = props.cloud ?? "commercial";
    const { loginHost } = requireCloud(this, cloud);
    const tenantId = requireGuid(this, "tenantId", props.tenantId);
    const origin = requireOrigin(this, props.siteUrl);
    checkProviderEnvironment(this, cloud);

    this.application = this.createApplication(props, origin);
    this.servicePrincipal = new ServicePrincipal(this, "ServicePrincipal", {
      clientId: this.application.clientId,
      appRoleAssignmentRequired: mustBeAssigned(props),
      owners: props.owners && [...props.owners],
    });
    new EntraAudience(this, "Audience", { ...props, servicePrincipal: this.servicePrincipal });
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
    this.connections = new Connections(this, "Connections", {
      name: loginHost,
      addresses: props.addresses,
      ports: [{ name: "https", port: 443 }],
    });
    this.identity = {
      protocol: "openid",
      flavour: "entra",
      discoveryUrl: `https://${loginHost}/${tenantId}/v2.0/.well-known/openid-configuration`,
      clientId: this.application.clientId,
      clientSecret: this.clientSecret.key,
      scope: "profile openid email",
      tenantId,
      claims: {
        id: "oid",
        email: "email",
        username: "preferred_username",
        firstName: "given_name",
        lastName: "family_name",
        groups: "groups",
      },
      worksOffline: false,
      whoMaySignIn: audienceInWords(props, tenantId),
    };
  }

  private createApplication(props: EntraOpenIdProps, origin: string): Application {
    const claims = ["email", "family_name", "given_name"];
    return new Application(this, "Application", {
      displayName: props.displayName ?? `Mattermost ${new URL(origin).host}`,
      preventDuplicateNames: true,
      signInAudience: "AzureADMyOrg",
      owners: props.owners && [...props.owners],
      groupMembershipClaims: ["ApplicationGroup"],
      featureTags: [{ enterprise: true }],
      web: {
        homepageUrl: origin,
        redirectUris: [...(props.redirectUris ?? CALLBACKS.map((path) => `${origin}${path}`))],
        implicitGrant: { accessTokenIssuanceEnabled: false, idTokenIssuanceEnabled: false },
      },
      api: { requestedAccessTokenVersion: 2 },
      optionalClaims: { idToken: claims.map((name) => ({ name, essential: false })) },
      requiredResourceAccess: [graphAccess(PERMISSIONS)],
    });
  }
}
