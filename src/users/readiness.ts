import type { RealmState, UserRepresentation } from "./realm-state";

/** Why somebody can't sign in while the link is down, or not as Mattermost needs it. */
export const REASONS = {
  missing: "is in the roster and not in the realm",
  disabled: "is disabled",
  "no-email": "has no e-mail address, by which Mattermost finds people",
  "only-federated": "signs in at an outside provider only",
  "no-credential": "has no credential in the realm",
  "action-needs-mail": "must do something that needs mail or the outside first",
  "email-unverified": "has an unverified address, which the realm asks to verify by mail",
  "linking-needs-verified-email": "has an unverified address and is not linked to the outside provider yet",
} as const;
export type Reason = keyof typeof REASONS;

/** Required actions that can't be done without mail. */
const MAIL_ACTIONS = ["VERIFY_EMAIL", "UPDATE_EMAIL"];

/** Credentials that are enough to sign in. A one-time password app is only a second factor. */
const FIRST_FACTORS = ["password", "webauthn-passwordless"];

export interface ReadinessFacts extends RealmState {
  /** Aliases of outside providers that users are linked to, by the user's id. */
  readonly links: ReadonlyMap<string, readonly string[]>;
  /** Aliases of the realm's outside providers. */
  readonly providers: readonly string[];
  /** Whether the realm asks everybody for a verified address. */
  readonly verifiesEmail: boolean;
}

export interface NotReady {
  readonly username: string;
  readonly reasons: readonly Reason[];
}

export interface Readiness {
  /** People who were looked at. */
  readonly total: number;
  readonly ready: number;
  /** How many of the ready have their password in a directory, which must be there too. */
  readonly inDirectory: number;
  /** Sorted by name. */
  readonly notReady: readonly NotReady[];
}

/** Who can sign in offline. With names (lower-case), only of these people; else of the whole realm. */
export function readiness(facts: ReadinessFacts, names?: readonly string[]): Readiness {
  const users = new Map(facts.users.map((user) => [user.username.toLowerCase(), user]));
  const asked = [...(names ?? users.keys())].sort();
  const judged = asked.map((username) => {
    const user = users.get(username);
    const reasons: readonly Reason[] = user === undefined ? ["missing"] : reasonsOf(user, facts);
    return { username, reasons, inDirectory: user?.federationLink !== undefined };
  });
  const ready = judged.filter(({ reasons }) => reasons.length === 0);
  return {
    total: judged.length,
    ready: ready.length,
    inDirectory: ready.filter(({ inDirectory }) => inDirectory).length,
    notReady: judged
      .filter(({ reasons }) => reasons.length > 0)
      .map(({ username, reasons }) => ({ username, reasons })),
  };
}

function reasonsOf(user: UserRepresentation, facts: ReadinessFacts): readonly Reason[] {
  const credentials = facts.credentials.get(user.id) ?? [];
  const links = facts.links.get(user.id) ?? [];
  const local = user.federationLink !== undefined || credentials.some((type) => FIRST_FACTORS.includes(type));
  const unverified = user.emailVerified !== true;
  const holds: Readonly<Record<Exclude<Reason, "missing">, boolean>> = {
    disabled: user.enabled !== true,
    "no-email": (user.email ?? "") === "",
    "only-federated": !local && links.length > 0,
    "no-credential": !local && links.length === 0,
    "action-needs-mail": (user.requiredActions ?? []).some((action) => MAIL_ACTIONS.includes(action)),
    "email-unverified": unverified && facts.verifiesEmail,
    "linking-needs-verified-email": unverified && facts.providers.length > 0 && links.length === 0,
  };
  return (Object.keys(holds) as (keyof typeof holds)[]).filter((reason) => holds[reason]);
}
