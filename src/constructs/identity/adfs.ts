import { Construct } from "constructs";
import { Connections, type IConnections } from "../kubernetes/connections";
import { refuse } from "../kubernetes/problems";
import type { ISecret, SecretKey } from "../kubernetes/secret";
import { ADFS_OPENID_CLAIMS, ADFS_SAML_CLAIMS } from "./adfs-claim-rules";
import { adfsPowerShell, type AdfsRelyingParty } from "./adfs-power-shell";
import { ENTRA_PROBLEMS } from "./entra-problems";
import { requireGuid, requireOrigin } from "./entra-values";
import { SAML_CERTIFICATE_FILE, type IdentityReference, type IIdentityProvider } from "./identity-provider";

/** How AD FS signs people in. SAML is what Mattermost documents; OpenID Connect needs Windows Server 2019. */
export type AdfsProtocol =
  | {
      readonly kind: "saml";
      /**
       * The token-signing certificate, PEM; a `MattermostSetup` brings it.
       * @default - somebody brings it by hand
       */
      readonly certificate?: SecretKey;
      /**
       * Name by which Mattermost knows the file with the token-signing certificate.
       * @default "saml-idp.crt"
       */
      readonly certificateFile?: string;
      /**
       * Whether Mattermost's users follow the Active Directory: give an `LdapDirect` that only reads, too.
       * @default false
       */
      readonly directorySync?: boolean;
    }
  | {
      readonly kind: "openid";
      /** Client id of the application group: any GUID, chosen here and written into the script. */
      readonly clientId: string;
      readonly clientSecret: SecretKey;
    };

export interface AdfsProps {
  /** Host name of the federation service, e.g. `adfs.agency.example`. */
  readonly host: string;
  /** Address of Mattermost. */
  readonly siteUrl: string;
  readonly protocol: AdfsProtocol;
  /** Name in the AD FS console. @default "Mattermost" */
  readonly displayName?: string;
  /** Groups whose members may sign in, e.g. `AGENCY\Mattermost`. @default everyone */
  readonly groups?: readonly string[];
  /** Secret with the authority of the federation service's certificate under `ca.crt`. */
  readonly ca?: ISecret;
  /** Networks of the federation service, CIDR notation. @default any address, on port 443 */
  readonly addresses?: readonly string[];
  /**
   * Whether the service stands at the site, so that people sign in while the link is down.
   * @default false
   */
  readonly onSite?: boolean;
}

/**
 * People of an Active Directory, by its federation service (AD FS). Nothing of it is Terraform's: `script` is what the
 * AD FS team runs.
 */
export class Adfs extends Construct implements IIdentityProvider {
  public readonly identity: IdentityReference;
  public readonly connections: IConnections;
  /** PowerShell for the primary federation server, as the content of a `.ps1` file. */
  public readonly script: string;

  public constructor(scope: Construct, id: string, props: AdfsProps) {
    super(scope, id);
    if (!/^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i.test(props.host)) {
      refuse(this, ENTRA_PROBLEMS.host, {
        message: `host is "${props.host}"`,
        expected: "a host name such as adfs.agency.example",
      });
    }
    const party = this.relyingParty(props);
    this.script = adfsPowerShell(party);
    this.connections = new Connections(this, "Connections", {
      name: props.host,
      addresses: props.addresses,
      ports: [{ name: "https", port: 443 }],
    });
    this.identity = this.reference(props, party);
  }

  private relyingParty(props: AdfsProps): AdfsRelyingParty {
    const siteUrl = requireOrigin(this, props.siteUrl);
    const { displayName, groups, protocol } = props;
    const identifier =
      protocol.kind === "saml"
        ? `${siteUrl}/login/sso/saml`
        : requireGuid(this, "clientId", protocol.clientId);
    return { protocol: protocol.kind, siteUrl, identifier, displayName, groups };
  }

  private reference(props: AdfsProps, party: AdfsRelyingParty): IdentityReference {
    const { host, protocol } = props;
    const common = {
      worksOffline: props.onSite ?? false,
      whoMaySignIn: party.groups?.length
        ? `members of ${party.groups.join(", ")}`
        : `everybody whom ${host} knows`,
      ca: props.ca,
      internalHosts: props.addresses && [host, ...props.addresses],
    };
    if (protocol.kind === "openid") {
      return {
        ...common,
        protocol: "openid",
        flavour: "openid",
        discoveryUrl: `https://${host}/adfs/.well-known/openid-configuration`,
        clientId: protocol.clientId,
        clientSecret: protocol.clientSecret,
        scope: "openid profile email allatclaims",
        claims: ADFS_OPENID_CLAIMS,
      };
    }
    return {
      ...common,
      protocol: "saml",
      ssoUrl: `https://${host}/adfs/ls`,
      // An identifier that AD FS writes with http; nobody opens it.
      issuer: `http://${host}/adfs/services/trust`,
      metadataUrl: `https://${host}/FederationMetadata/2007-06/FederationMetadata.xml`,
      serviceProviderId: party.identifier,
      certificateFile: protocol.certificateFile ?? SAML_CERTIFICATE_FILE,
      certificate: protocol.certificate,
      claims: ADFS_SAML_CLAIMS,
      directorySync: protocol.directorySync,
    };
  }
}
