/** What a person needs to sign in while the link is down. */
export const OFFLINE_WAYS = ["password", "totp", "webauthn"] as const;
export type OfflineWay = (typeof OFFLINE_WAYS)[number];

/** Keycloak's required actions that work without mail. */
export const REQUIRED_ACTIONS = [
  "UPDATE_PASSWORD",
  "UPDATE_PROFILE",
  "CONFIGURE_TOTP",
  "webauthn-register",
  "webauthn-register-passwordless",
  "TERMS_AND_CONDITIONS",
  "CONFIGURE_RECOVERY_AUTHN_CODES",
] as const;
export type RequiredAction = (typeof REQUIRED_ACTIONS)[number];

/** One person of a roster, checked. */
export interface Person {
  /** Line in the roster. */
  readonly line: number;
  /** Lower-case, as Keycloak keeps it. */
  readonly username: string;
  /** Lower-case, as Keycloak keeps it. */
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Names of top-level groups, sorted. */
  readonly groups: readonly string[];
  /** Asked for at the first sign-in of a new user. */
  readonly requiredActions: readonly RequiredAction[];
  readonly offline: readonly OfflineWay[];
}
