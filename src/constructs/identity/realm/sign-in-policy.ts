import type { RealmOptions } from "./realm-props";
import type { RealmRequiredAction, RealmSettings } from "./representation";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How people sign in, how long it lasts, and what is written down. Times in seconds. */
export function signInPolicy(options: RealmOptions): RealmSettings {
  return {
    sslRequired: "all",
    registrationAllowed: false,
    registrationEmailAsUsername: false,
    rememberMe: true,
    // No mail leaves a site by itself, so nothing may depend on mail.
    verifyEmail: false,
    resetPasswordAllowed: false,
    loginWithEmailAllowed: true,
    duplicateEmailsAllowed: false,
    editUsernameAllowed: false,
    defaultSignatureAlgorithm: "RS256",
    passwordPolicy: passwordPolicy(options.passwordLength),
    ...bruteForceProtection(),
    ...sessionLengths(options.plannedDisconnectionDays),
    ...oneTimePasswords(),
    ...securityKeys(options.displayName),
    ...audit(options.auditDays),
  };
}

/** Length over composition (NIST SP 800-63B); PBKDF2 with SHA-512 is the strongest hash that FIPS allows. */
function passwordPolicy(length: number): string {
  return [
    `length(${String(length)})`,
    "maxLength(128)",
    "notUsername(undefined)",
    "notEmail(undefined)",
    "passwordHistory(5)",
    "hashAlgorithm(pbkdf2-sha512)",
    "hashIterations(210000)",
  ].join(" and ");
}

/** Five wrong passwords cost a minute, each further one a minute more up to a quarter of an hour; nobody is locked out. */
function bruteForceProtection(): RealmSettings {
  return {
    bruteForceProtected: true,
    permanentLockout: false,
    bruteForceStrategy: "MULTIPLE",
    failureFactor: 5,
    waitIncrementSeconds: MINUTE,
    maxFailureWaitSeconds: 15 * MINUTE,
    maxDeltaTimeSeconds: 12 * HOUR,
    quickLoginCheckMilliSeconds: 1000,
    minimumQuickLoginWaitSeconds: MINUTE,
  };
}

/**
 * A shift for everybody; for who asks to be remembered, and for links that an administrator hands out, the whole
 * planned disconnection.
 */
function sessionLengths(plannedDisconnectionDays: number): RealmSettings {
  const mission = Math.max(1, plannedDisconnectionDays) * DAY;
  return {
    accessTokenLifespan: 5 * MINUTE,
    accessCodeLifespan: MINUTE,
    accessCodeLifespanLogin: 30 * MINUTE,
    accessCodeLifespanUserAction: 15 * MINUTE,
    ssoSessionIdleTimeout: 12 * HOUR,
    ssoSessionMaxLifespan: DAY,
    ssoSessionIdleTimeoutRememberMe: mission,
    ssoSessionMaxLifespanRememberMe: mission,
    offlineSessionIdleTimeout: mission,
    offlineSessionMaxLifespanEnabled: false,
    actionTokenGeneratedByAdminLifespan: mission,
    actionTokenGeneratedByUserLifespan: 5 * MINUTE,
  };
}

/** What every authenticator app can do; one step either way for clocks that drift without a link. */
function oneTimePasswords(): RealmSettings {
  return {
    otpPolicyType: "totp",
    otpPolicyAlgorithm: "HmacSHA1",
    otpPolicyDigits: 6,
    otpPolicyPeriod: 30,
    otpPolicyLookAheadWindow: 1,
    otpPolicyCodeReusable: false,
  };
}

function securityKeys(name: string): RealmSettings {
  const algorithms = ["ES256", "RS256"];
  return {
    webAuthnPolicyRpEntityName: name,
    webAuthnPolicySignatureAlgorithms: algorithms,
    webAuthnPolicyUserVerificationRequirement: "preferred",
    webAuthnPolicyAvoidSameAuthenticatorRegister: true,
    webAuthnPolicyPasswordlessRpEntityName: name,
    webAuthnPolicyPasswordlessSignatureAlgorithms: algorithms,
    webAuthnPolicyPasswordlessUserVerificationRequirement: "required",
    webAuthnPolicyPasswordlessRequireResidentKey: "Yes",
    // The page of the password takes such a key in its place.
    webAuthnPolicyPasswordlessPasskeysEnabled: true,
  };
}

/** Both kinds of events, with what was changed; Keycloak takes secrets out of them. */
function audit(days: number): RealmSettings {
  return {
    eventsEnabled: true,
    eventsExpiration: days * DAY,
    eventsListeners: ["jboss-logging"],
    adminEventsEnabled: true,
    adminEventsDetailsEnabled: true,
  };
}

/** Attributes of the realm that Keycloak keeps as text. */
export function realmAttributes(options: RealmOptions): Readonly<Record<string, string>> {
  return { adminEventsExpiration: String(options.auditDays * DAY) };
}

/** What a person may be asked to do at a sign-in. Nothing here needs mail. */
export function requiredActions(options: RealmOptions): readonly RealmRequiredAction[] {
  const action = (
    alias: string,
    name: string,
    priority: number,
    defaultAction = false,
    enabled = true,
  ): RealmRequiredAction => ({
    alias,
    name,
    providerId: alias,
    enabled,
    defaultAction,
    priority,
    config: {},
  });
  return [
    action("CONFIGURE_TOTP", "Configure OTP", 10, options.secondFactor === "required"),
    action("UPDATE_PASSWORD", "Update Password", 30),
    action("UPDATE_PROFILE", "Update Profile", 40),
    action("VERIFY_EMAIL", "Verify Email", 50, false, false),
    action("webauthn-register", "Webauthn Register", 80),
    action("webauthn-register-passwordless", "Webauthn Register Passwordless", 90),
  ];
}
