import { gte } from "semver";
import type { MattermostSettings } from "../../catalog/mattermost-settings.generated";
import { NO_PROVIDER } from "../mattermost/settings/no-provider";
import type { IdentityReference, OpenIdReference, SamlReference } from "./identity-provider";

/** Server that first read the user name from `preferred_username`. */
const PREFERRED_USERNAME_SINCE = "11.6.0";

const SCOPE = "profile openid email";
const BUTTON_COLOUR = "#145DBF";
const HOURS_OF_A_DAY = 24;

export interface SingleSignOnOptions {
  /** Address that users type. */
  readonly siteUrl: string;
  /** Exact server version. */
  readonly version: string;
  /** Days that a session lasts without use. */
  readonly sessionDays: number;
  /** Whether accounts of Mattermost itself may sign in by password. */
  readonly passwordSignIn: boolean;
}

/**
 * Every setting of sign-in, the switched-off providers among them: an account has one way to sign in, and what an
 * older configuration left behind must not stay open.
 */
export function singleSignOnSettings(
  identity: IdentityReference,
  options: SingleSignOnOptions,
): MattermostSettings {
  const { internalHosts = [] } = identity;
  return {
    ...NO_PROVIDER,
    ...(identity.protocol === "saml" ? samlSettings(identity, options) : openIdSettings(identity, options)),
    EmailSettings: passwordSettings(options.passwordSignIn),
    ServiceSettings: {
      ...sessionSettings(options.sessionDays),
      ...(internalHosts.length > 0 && { AllowedUntrustedInternalConnections: internalHosts.join(" ") }),
    },
  };
}

/** The server asks the discovery address for the others, but only where they are empty: Entra's have old defaults. */
function openIdSettings(identity: OpenIdReference, { version }: SingleSignOnOptions): MattermostSettings {
  const common = {
    Enable: true,
    Id: identity.clientId,
    Scope: identity.scope ?? SCOPE,
    DiscoveryEndpoint: identity.discoveryUrl,
    AuthEndpoint: identity.endpoints?.authorization ?? "",
    TokenEndpoint: identity.endpoints?.token ?? "",
    UserAPIEndpoint: identity.endpoints?.userInfo ?? "",
    ...(gte(version, PREFERRED_USERNAME_SINCE) && {
      UsePreferredUsername: identity.claims.username === "preferred_username",
    }),
  };
  if (identity.flavour === "entra") {
    return { Office365Settings: { ...common, DirectoryId: identity.tenantId ?? "" } };
  }
  return {
    OpenIdSettings: {
      ...common,
      ButtonText: identity.buttonText ?? "",
      ButtonColor: BUTTON_COLOUR,
    },
  };
}

/** Signatures are checked, over TLS. Encrypted assertions would need a key of Mattermost's own at the provider. */
function samlSettings(identity: SamlReference, { siteUrl }: SingleSignOnOptions): MattermostSettings {
  const { claims } = identity;
  const sync = identity.directorySync ?? false;
  return {
    SamlSettings: {
      Enable: true,
      EnableSyncWithLdap: sync,
      EnableSyncWithLdapIncludeAuth: sync,
      IgnoreGuestsLdapSync: false,
      Verify: true,
      Encrypt: false,
      SignRequest: false,
      SignatureAlgorithm: "RSAwithSHA256",
      CanonicalAlgorithm: "Canonical1.0",
      IdpURL: identity.ssoUrl,
      IdpDescriptorURL: identity.issuer,
      IdpMetadataURL: identity.metadataUrl ?? "",
      IdpCertificateFile: identity.certificateFile,
      ServiceProviderIdentifier: identity.serviceProviderId,
      AssertionConsumerServiceURL: `${siteUrl}/login/sso/saml`,
      ScopingIDPProviderId: "",
      ScopingIDPName: "",
      IdAttribute: claims.id,
      EmailAttribute: claims.email,
      UsernameAttribute: claims.username,
      FirstNameAttribute: claims.firstName ?? "",
      LastNameAttribute: claims.lastName ?? "",
      NicknameAttribute: claims.nickname ?? "",
      PositionAttribute: claims.position ?? "",
      GuestAttribute: "",
      EnableAdminAttribute: false,
      AdminAttribute: "",
      LoginButtonText: identity.buttonText ?? "SAML",
      LoginButtonColor: "#34a28b",
      LoginButtonBorderColor: "#2389D7",
      LoginButtonTextColor: "#ffffff",
    },
  };
}

/** Whether accounts of Mattermost itself sign in; nobody makes one for himself. */
export function passwordSettings(allowed: boolean): NonNullable<MattermostSettings["EmailSettings"]> {
  return {
    EnableSignInWithEmail: allowed,
    EnableSignInWithUsername: allowed,
    EnableSignUpWithEmail: false,
  };
}

/** Sessions outlive the provider; use prolongs them. Mobile apps have a length of their own. */
export function sessionSettings(days: number): NonNullable<MattermostSettings["ServiceSettings"]> {
  const hours = days * HOURS_OF_A_DAY;
  return {
    ExtendSessionLengthWithActivity: true,
    SessionLengthSSOInDays: days,
    SessionLengthSSOInHours: hours,
    SessionLengthMobileInDays: days,
    SessionLengthMobileInHours: hours,
  };
}
