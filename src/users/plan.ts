import { problem } from "../errors/catalogue";
import type { Problem } from "../errors/problem";
import { leavesOf, rosterGroupsOf } from "./leaving";
import type { Person } from "./person";
import { USER_PROBLEMS } from "./problems";
import { ADMINISTRATORS, type RealmState, type UserRepresentation } from "./realm-state";

export interface PlanOptions {
  /** Disable users of the realm who are not in the roster. @default false */
  readonly disableMissing?: boolean;
  /** Enable people of the roster who are disabled. @default false */
  readonly enableListed?: boolean;
  /** Take people out of groups of the roster in which it no longer lists them. @default false */
  readonly leaveGroups?: boolean;
  /** Users of the realm who are never disabled, besides administrators: names in any letters. @default [] */
  readonly keep?: readonly string[];
}

/** A user who is made, with everything, in one request. */
export interface Creation {
  readonly person: Person;
  readonly requiredActions: readonly string[];
  readonly password: boolean;
}

export interface FieldChange {
  readonly field: "email" | "firstName" | "lastName" | "emailVerified" | "enabled";
  readonly from: string | boolean | null;
  readonly to: string | boolean;
}

/** What an existing user lacks. */
export interface Update {
  readonly person: Person;
  readonly user: UserRepresentation;
  readonly fields: readonly FieldChange[];
  /** Groups that the user joins. */
  readonly groups: readonly string[];
  /** Groups that the user leaves. */
  readonly leaves: readonly string[];
  /** Required actions that are added. */
  readonly requiredActions: readonly string[];
  /** Whether a one-time password is set. */
  readonly password: boolean;
}

/** What apply does, in this order; each list is sorted by name. */
export interface Plan {
  /** Groups that are made. */
  readonly groups: readonly string[];
  readonly creations: readonly Creation[];
  readonly updates: readonly Update[];
  readonly unchanged: readonly string[];
  /** Users who are not in the roster and would be, or with `disableMissing` are, disabled. */
  readonly missing: readonly UserRepresentation[];
  readonly disablesMissing: boolean;
  /** Users who are not in the roster and stay enabled all the same: administrators, and who is kept by name. */
  readonly spared: readonly string[];
  /** People who stay in groups of the roster in which it no longer lists them, because nobody asked for it. */
  readonly stayInGroups: readonly { readonly username: string; readonly groups: readonly string[] }[];
  /** People of the roster who come from a directory, and are left to it. */
  readonly inDirectory: readonly string[];
  /** People of the roster who are disabled and stay so. */
  readonly stayDisabled: readonly string[];
}

/** Compares a roster with a realm. A plan with problems must not be applied. */
export function planUsers(
  people: readonly Person[],
  state: RealmState,
  options: PlanOptions = {},
): { readonly plan: Plan; readonly problems: readonly Problem[] } {
  const users = new Map(state.users.map((user) => [user.username.toLowerCase(), user]));
  const listed = new Set(people.map(({ username }) => username));
  const keep = new Set((options.keep ?? []).map((name) => name.toLowerCase()));
  const administrators = state.members.get(ADMINISTRATORS);
  const absent = state.users
    .filter(({ username }) => !listed.has(username.toLowerCase()))
    .filter(({ enabled, federationLink }) => enabled === true && federationLink === undefined)
    .sort((a, b) => (a.username < b.username ? -1 : 1));
  const isSpared = ({ id, username }: UserRepresentation): boolean =>
    keep.has(username.toLowerCase()) || administrators?.has(id) === true;
  const known = people.flatMap((person) => {
    const user = users.get(person.username);
    return user === undefined ? [] : [{ person, user }];
  });
  const local = known.filter(({ user }) => user.federationLink === undefined);
  const ofRoster = rosterGroupsOf(people, state);
  const behind = local.map(({ person, user }) => ({
    person,
    user,
    leaves: keep.has(person.username) ? [] : leavesOf(person, user, ofRoster, state),
  }));
  const leave = options.leaveGroups ?? false;
  const updates = behind.map(({ person, user, leaves }) => ({
    ...updateOf(person, user, state, options),
    leaves: leave ? leaves : [],
  }));
  const wanted = new Set(people.flatMap(({ groups }) => groups));
  return {
    plan: {
      groups: [...wanted].filter((name) => !state.groups.has(name)).sort(),
      creations: people.filter(({ username }) => !users.has(username)).map(creationOf),
      updates: updates.filter(changes),
      unchanged: updates.filter((update) => !changes(update)).map(({ person }) => person.username),
      missing: absent.filter((user) => !isSpared(user)),
      spared: absent.filter(isSpared).map(({ username }) => username),
      disablesMissing: options.disableMissing ?? false,
      stayInGroups: behind
        .filter(({ leaves }) => !leave && leaves.length > 0)
        .map(({ person, leaves }) => ({ username: person.username, groups: leaves })),
      inDirectory: known.filter((one) => !local.includes(one)).map(({ person }) => person.username),
      stayDisabled: local
        .filter(({ user }) => user.enabled === false && !(options.enableListed ?? false))
        .map(({ person }) => person.username),
    },
    problems: takenAddresses(people, state.users),
  };
}

/** Whether applying the plan would do anything. */
export function isEmpty(plan: Plan): boolean {
  const { groups, creations, updates, missing, disablesMissing } = plan;
  return groups.length + creations.length + updates.length + (disablesMissing ? missing.length : 0) === 0;
}

/** Lower-case names of those who get a one-time password. */
export function needPasswords({ creations, updates }: Plan): readonly string[] {
  return [...creations, ...updates].filter(({ password }) => password).map(({ person }) => person.username);
}

function creationOf(person: Person): Creation {
  const password = person.offline.includes("password");
  const actions = [...person.requiredActions, ...setUpActions(person, [])];
  // Keycloak adds it by itself to a password that is temporary; written down so that nothing depends on it.
  if (password) actions.push("UPDATE_PASSWORD");
  return { person, password, requiredActions: [...new Set(actions)].sort() };
}

function updateOf(
  person: Person,
  user: UserRepresentation,
  state: RealmState,
  options: PlanOptions,
): Omit<Update, "leaves"> {
  const credentials = state.credentials.get(user.id) ?? [];
  const present = user.requiredActions ?? [];
  const has = user.totp === true ? [...credentials, "otp"] : credentials;
  const password = person.offline.includes("password") && !credentials.includes("password");
  const actions = [...setUpActions(person, has), ...(password ? ["UPDATE_PASSWORD"] : [])];
  return {
    person,
    user,
    fields: fieldChanges(person, user, options),
    groups: person.groups.filter((group) => state.members.get(group)?.has(user.id) !== true),
    requiredActions: actions.filter((action) => !present.includes(action)),
    password,
  };
}

/** What the person sets up at the next sign-in, unless it is there. */
function setUpActions({ offline }: Person, credentials: readonly string[]): readonly string[] {
  const totp = offline.includes("totp") && !credentials.includes("otp");
  const key = offline.includes("webauthn") && !credentials.some((type) => type.startsWith("webauthn"));
  return [...(totp ? ["CONFIGURE_TOTP"] : []), ...(key ? ["webauthn-register"] : [])];
}

function fieldChanges(
  person: Person,
  user: UserRepresentation,
  { enableListed = false }: PlanOptions,
): readonly FieldChange[] {
  const texts = (["email", "firstName", "lastName"] as const).map((field) => ({
    field,
    from: user[field] ?? null,
    to: person[field],
  }));
  // Whoever writes the roster vouches for the addresses; no mail could.
  const verified = { field: "emailVerified", from: user.emailVerified ?? false, to: true } as const;
  const enabled = { field: "enabled", from: user.enabled ?? false, to: true } as const;
  return [...texts, verified, ...(enableListed ? [enabled] : [])].filter(({ from, to }) => from !== to);
}

function changes({ fields, groups, leaves, requiredActions, password }: Update): boolean {
  return password || fields.length + groups.length + leaves.length + requiredActions.length > 0;
}

/** Keycloak would refuse these one by one, half-way through. */
function takenAddresses(people: readonly Person[], users: readonly UserRepresentation[]): readonly Problem[] {
  const owners = new Map(users.map(({ email, username }) => [email?.toLowerCase(), username.toLowerCase()]));
  return people.flatMap(({ username, email, line }) => {
    const owner = owners.get(email);
    if (owner === undefined || owner === username) return [];
    return problem(USER_PROBLEMS.taken, {
      path: username,
      message: `line ${line}: "${email}" belongs to "${owner}"`,
      expected: "an address that nobody else of the realm has",
    });
  });
}
