/** A user as Keycloak tells it; what is not named here is handed back as it came. */
export interface UserRepresentation {
  readonly id: string;
  readonly username: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly enabled?: boolean;
  readonly emailVerified?: boolean;
  readonly requiredActions?: readonly string[];
  /** Whether there is a one-time password app. */
  readonly totp?: boolean;
  /** Component that the user comes from: a directory. */
  readonly federationLink?: string;
  readonly [other: string]: unknown;
}

/** Group of the people who administer Mattermost: they, and whoever is kept for an emergency, are never disabled. */
export const ADMINISTRATORS = "mattermost-admins";

/** Attribute of a group that a roster made: such groups stay its own when nobody is in them any more. */
export const ROSTER_GROUP = "holdfast-roster";

/** What a realm holds, as far as a plan or a readiness report needs it. */
export interface RealmState {
  readonly users: readonly UserRepresentation[];
  /** Ids of top-level groups by name. */
  readonly groups: ReadonlyMap<string, string>;
  /** Names of the groups that a roster made. */
  readonly rosterGroups: ReadonlySet<string>;
  /** Ids of the members of groups that were asked for, and of the administrators' one, by name. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Types of the credentials (`password`, `otp`, `webauthn`) of users that were asked for, by id. */
  readonly credentials: ReadonlyMap<string, readonly string[]>;
}
