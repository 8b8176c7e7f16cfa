import { Application } from "@cdktf/provider-azuread/lib/application";
import { ClaimsMappingPolicy } from "@cdktf/provider-azuread/lib/claims-mapping-policy";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import { ServicePrincipalClaimsMappingPolicyAssignment } from "@cdktf/provider-azuread/lib/service-principal-claims-mapping-policy-assignment";
import { ServicePrincipalTokenSigningCertificate } from "@cdktf/provider-azuread/lib/service-principal-token-signing-certificate";
import { Construct } from "constructs";
import type { NationalCloud } from "../../catalog/national-clouds";
import { Connections, type IConnections } from "../kubernetes/connections";
import type { INamespace } from "../kubernetes/namespace";
import { GeneratedSecret, type SecretKey } from "../kubernetes/secret";
import { audienceInWords, EntraAudience, mustBeAssigned, type EntraAudienceProps } from "./entra-audience";
import { claimsMappingPolicy, SAML_CLAIMS } from "./entra-saml-claims";
import {
  checkProviderEnvironment,
  requireCloud,
  requireDate,
  requireGuid,
  requireOrigin,
} from "./entra-values";
import { SAML_CERTIFICATE_FILE, type IIdentityProvider, type SamlReference } from "./identity-provider";

export interface EntraSamlProps extends EntraAudienceProps {
  readonly tenantId: string;
  /** Address of Mattermost. Its domain must be verified in the tenant. */
  readonly siteUrl: string;
  /** Last moment of the signing certificate, e.g. `2027-03-31T00:00:00Z`. At most three years ahead. */
  readonly certificateExpires: string;
  /**
   * Where the signing certificate is kept: a Secret that is written here (the certificate is public, its key stays with
   * Microsoft), or an existing one for stacks without a cluster.
   */
  readonly certificate:
    | { readonly namespace: INamespace; readonly secretName: string; readonly revision?: number }
    | { readonly existing: SecretKey };
  /**
   * Name by which Mattermost knows the certificate's file.
   * @default "saml-idp.crt"
   */
  readonly certificateFile?: string;
  /** @default "commercial" */
  readonly cloud?: NationalCloud;
  /** @default "Mattermost SAML <host>" */
  readonly displayName?: string;
  readonly owners?: readonly string[];
  /** Who is told by e-mail before the certificate ends. @default [] */
  readonly notify?: readonly string[];
  /**
   * Entity id of Entra ID. No source says that government clouds differ; look into the tenant's federation metadata.
   * @default "https://sts.windows.net/<tenant>/"
   */
  readonly issuer?: string;
  /** Whether Mattermost's users follow a directory behind the tenant: give an `LdapDirect` that only reads, too. @default false */
  readonly directorySync?: boolean;
  /** Networks of the login host. @default any address, on port 443 */
  readonly addresses?: readonly string[];
}

const CERTIFICATE_KEY = "tls.crt";

/**
 * People of one Entra tenant, by SAML 2.0: an enterprise application with its own signing certificate and claims.
 * Two steps stay by hand, see `manualSteps`.
 */
export class EntraSaml extends Construct implements IIdentityProvider {
  public readonly identity: SamlReference;
  public readonly connections: IConnections;
  public readonly application: Application;
  public readonly servicePrincipal: ServicePrincipal;
  public readonly certificateExpires: string;
  /** The certificate that tokens are signed with, PEM. */
  public readonly signingCertificate: SecretKey;
  /** The same as text, known after apply; it is public. */
  public readonly certificatePem: string;
  /** What a person must do, in order. */
  public readonly manualSteps: readonly string[];

  public constructor(scope: Construct, id: string, props: EntraSamlProps) {
    super(scope, id);
    const cloud = props.cloud ?? "commercial";
    const { loginHost, portalHost } = requireCloud(this, cloud);
    const tenantId = requireGuid(this, "tenantId", props.tenantId);
    const origin = requireOrigin(this, props.siteUrl);
    this.certificateExpires = requireDate(this, "certificateExpires", props.certificateExpires);
    checkProviderEnvironment(this, cloud);

    this.application = this.createApplication(props, origin);
    this.servicePrincipal = new ServicePrincipal(this, "ServicePrincipal", {
      clientId: this.application.clientId,
      appRoleAssignmentRequired: mustBeAssigned(props),
      preferredSingleSignOnMode: "saml",
      loginUrl: `${origin}/login`,
      notificationEmailAddresses: props.notify && [...props.notify],
      owners: props.owners && [...props.owners],
    });
    new EntraAudience(this, "Audience", { ...props, servicePrincipal: this.servicePrincipal });
    this.mapClaims(new URL(origin).host);
    const certificate = new ServicePrincipalTokenSigningCertificate(this, "Certificate", {
      servicePrincipalId: this.servicePrincipal.id,
      displayName: `CN=${new URL(origin).hostname} SAML`,
      endDate: this.certificateExpires,
    });
    this.connections = new Connections(this, "Connections", {
      name: loginHost,
      addresses: props.addresses,
      ports: [{ name: "https", port: 443 }],
    });
    const certificateFile = props.certificateFile ?? SAML_CERTIFICATE_FILE;
    this.certificatePem = `-----BEGIN CERTIFICATE-----\n${certificate.value}\n-----END CERTIFICATE-----\n`;
    this.signingCertificate = this.certificateKey(props);
    this.manualSteps = [
      `https://${portalHost}, Enterprise applications, this one, Single sign-on, SAML certificates: ` +
        `set the signing option to "Sign SAML response and assertion" with SHA-256`,
      `Store the certificate of the Secret "${this.signingCertificate.secret.secretName}", key ` +
        `"${this.signingCertificate.key}", in Mattermost, which calls it "${certificateFile}", unless a MattermostSetup does: ` +
        "docs/guides/saml-certificate.md",
    ];
    this.identity = {
      protocol: "saml",
      metadataUrl:
        `https://${loginHost}/${tenantId}/federationmetadata/2007-06/federationmetadata.xml` +
        `?appid=${this.application.clientId}`,
      ssoUrl: `https://${loginHost}/${tenantId}/saml2`,
      issuer: props.issuer ?? `https://sts.windows.net/${tenantId}/`,
      serviceProviderId: origin,
      certificateFile,
      certificate: certificateFile === SAML_CERTIFICATE_FILE ? this.signingCertificate : undefined,
      claims: SAML_CLAIMS,
      directorySync: props.directorySync,
      worksOffline: false,
      whoMaySignIn: audienceInWords(props, tenantId),
    };
  }

  private createApplication(props: EntraSamlProps, origin: string): Application {
    return new Application(this, "Application", {
      displayName: props.displayName ?? `Mattermost SAML ${new URL(origin).host}`,
      preventDuplicateNames: true,
      signInAudience: "AzureADMyOrg",
      owners: props.owners && [...props.owners],
      identifierUris: [origin],
      groupMembershipClaims: ["ApplicationGroup"],
      featureTags: [{ customSingleSignOn: true, enterprise: true }],
      web: { homepageUrl: origin, redirectUris: [`${origin}/login/sso/saml`] },
      // Without it Entra ID refuses tokens with mapped claims that its own key doesn't sign.
      api: { mappedClaimsEnabled: true, requestedAccessTokenVersion: 2 },
    });
  }

  private mapClaims(host: string): void {
    const policy = new ClaimsMappingPolicy(this, "Claims", {
      displayName: `Mattermost SAML claims ${host}`,
      definition: [claimsMappingPolicy()],
    });
    new ServicePrincipalClaimsMappingPolicyAssignment(this, "ClaimsAssignment", {
      claimsMappingPolicyId: policy.id,
      servicePrincipalId: this.servicePrincipal.id,
    });
  }

  private certificateKey({ certificate }: EntraSamlProps): SecretKey {
    if ("existing" in certificate) return certificate.existing;
    return new GeneratedSecret(this, "CertificateSecret", {
      namespace: certificate.namespace,
      name: certificate.secretName,
      fields: { [CERTIFICATE_KEY]: { value: this.certificatePem } },
      revision: certificate.revision,
    }).key(CERTIFICATE_KEY);
  }
}
