import type { IConstruct } from "constructs";
import type { IConnectable } from "../kubernetes/connections";
import type { ISecret, SecretKey } from "../kubernetes/secret";

/** Which claim or attribute carries what Mattermost keeps of a person. */
export interface ClaimMap {
  /** Stable for ever; never an address or a name that can change. */
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly nickname?: string;
  readonly position?: string;
  readonly groups?: string;
}

interface CommonReference {
  readonly claims: ClaimMap;
  /** Whether people can sign in while the link to the outside is down. */
  readonly worksOffline: boolean;
  /** Who may sign in, in words, e.g. "people of the realm outpost". */
  readonly whoMaySignIn: string;
  /**
   * Text of the button in Mattermost.
   * @default - Mattermost's own
   */
  readonly buttonText?: string;
  /**
   * Secret with the provider's certificate authority under `ca.crt`.
   * @default - the certificate authorities of the system
   */
  readonly ca?: ISecret;
  /**
   * Hosts on private addresses that Mattermost itself calls: names, addresses or networks in CIDR notation.
   * @default []
   */
  readonly internalHosts?: readonly string[];
}

/** OpenID Connect. */
export interface OpenIdReference extends CommonReference {
  readonly protocol: "openid";
  /** Which of Mattermost's settings serve it. Entra ID has its own. */
  readonly flavour: "openid" | "entra";
  /** `https://…/.well-known/openid-configuration`, as Mattermost's servers reach it. */
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretKey;
  /** Where each request goes, where the document at `discoveryUrl` would send it elsewhere. @default - as it says */
  readonly endpoints?: {
    readonly authorization: string;
    readonly token: string;
    readonly userInfo: string;
  };
  /** Space-separated. @default "profile openid email" */
  readonly scope?: string;
  /** Directory of an Entra tenant, for the flavour `entra`. */
  readonly tenantId?: string;
}

/** The name that Mattermost gives to a provider's certificate that is brought over its API or the System Console. */
export const SAML_CERTIFICATE_FILE = "saml-idp.crt";

/** SAML 2.0. */
export interface SamlReference extends CommonReference {
  readonly protocol: "saml";
  /** Where people are sent to sign in. */
  readonly ssoUrl: string;
  /** Entity id of the provider. */
  readonly issuer: string;
  /** @default - none */
  readonly metadataUrl?: string;
  /** Entity id of Mattermost at the provider. */
  readonly serviceProviderId: string;
  /**
   * Name under which Mattermost keeps the provider's signing certificate in its database; a path in the pod is none.
   * See docs/guides/saml-certificate.md.
   */
  readonly certificateFile: string;
  /**
   * That certificate, PEM; a `MattermostSetup` brings it. Mattermost calls it `saml-idp.crt` then.
   * @default - somebody brings it by hand
   */
  readonly certificate?: SecretKey;
  /**
   * Whether Mattermost's users follow the LDAP directory behind the provider.
   * @default false
   */
  readonly directorySync?: boolean;
}

export type IdentityReference = OpenIdReference | SamlReference;

/** Something that knows who people are, whoever runs it. Its default port is the one that Mattermost calls. */
export interface IIdentityProvider extends IConstruct, IConnectable {
  readonly identity: IdentityReference;
}
