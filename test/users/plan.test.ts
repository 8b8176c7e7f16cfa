import fc from "fast-check";
import { ALL_PROBLEMS } from "../../src/errors/all";
import { inParallel } from "../../src/users/in-parallel";
import { oneTimePassword } from "../../src/users/one-time-passwords";
import type { Person } from "../../src/users/person";
import { isEmpty, planUsers, type Plan } from "../../src/users/plan";
import { USER_PROBLEMS } from "../../src/users/problems";
import type { RealmState, UserRepresentation } from "../../src/users/realm-state";

const GROUPS = ["crew", "pilots", "watch"];

const person = fc.record({
  username: fc.constantFrom("ada", "bo", "cy", "dee"),
  firstName: fc.constantFrom("A", "B"),
  groups: fc.subarray(GROUPS),
  offline: fc.subarray(["password", "totp", "webauthn"] as const),
});
const people = fc.uniqueArray(person, { selector: ({ username }) => username }).map((found) =>
  found.map((one): Person => ({
    ...one,
    line: 2,
    email: `${one.username}@outpost.example`,
    lastName: "Bell",
    requiredActions: [],
  })),
);
const user = fc.record({
  username: fc.constantFrom("ada", "bo", "cy", "eve", "fay"),
  firstName: fc.constantFrom("A", "B"),
  enabled: fc.boolean(),
  totp: fc.boolean(),
  groups: fc.subarray(GROUPS),
  credentials: fc.subarray(["password", "webauthn"]),
});
const state = fc
  .tuple(fc.uniqueArray(user, { selector: ({ username }) => username }), fc.subarray(GROUPS))
  .map(([users, groups]): RealmState => stateOf(users, groups));

interface Known {
  readonly username: string;
  readonly groups: readonly string[];
  readonly credentials: readonly string[];
  readonly [other: string]: unknown;
}

function stateOf(users: readonly Known[], groups: readonly string[]): RealmState {
  return {
    users: users.map((known) => ({
      email: `${known.username}@outpost.example`,
      ...known,
      groups: undefined,
      credentials: undefined,
      id: known.username,
    })),
    groups: new Map(groups.map((group) => [group, group])),
    rosterGroups: new Set(["watch"]),
    members: new Map(
      groups.map((group) => [
        group,
        new Set(users.filter((known) => known.groups.includes(group)).map(({ username }) => username)),
      ]),
    ),
    credentials: new Map(users.map(({ username, credentials }) => [username, credentials])),
  };
}

/** What Keycloak holds after a plan, or after some first steps of it. */
function after(plan: Plan, before: RealmState, steps: number): RealmState {
  const users = new Map<string, UserRepresentation>(before.users.map((known) => [known.id, known]));
  const members = new Map([...before.members].map(([name, ids]) => [name, new Set(ids)]));
  const groups = new Map([...before.groups, ...plan.groups.map((name) => [name, name] as const)]);
  const credentials = new Map(before.credentials);
  const give = (id: string, joins: readonly string[], password: boolean): void => {
    for (const name of joins) members.set(name, (members.get(name) ?? new Set()).add(id));
    if (password) credentials.set(id, [...(credentials.get(id) ?? []), "password"]);
  };
  const todo = [
    ...plan.creations.map(({ person, requiredActions, password }) => (): void => {
      const { username, email, firstName, lastName } = person;
      const made = { id: username, username, email, firstName, lastName, requiredActions };
      users.set(username, { ...made, enabled: true, emailVerified: true });
      give(username, person.groups, password);
    }),
    ...plan.updates.map((update) => (): void => {
      const fields = Object.fromEntries(update.fields.map(({ field, to }) => [field, to]));
      const actions = [...(update.user.requiredActions ?? []), ...update.requiredActions];
      users.set(update.user.id, { ...update.user, ...fields, requiredActions: actions });
      give(update.user.id, update.groups, update.password);
      for (const name of update.leaves) members.get(name)?.delete(update.user.id);
    }),
    ...plan.missing.map((gone) => (): void => void users.set(gone.id, { ...gone, enabled: false })),
  ];
  for (const step of todo.slice(0, steps)) step();
  return { ...before, users: [...users.values()], groups, members, credentials };
}

const OPTIONS = { disableMissing: true, enableListed: true, leaveGroups: true };

test("a plan that was applied leaves nothing to do; applied in part, the rest", () => {
  fc.assert(
    fc.property(people, state, fc.nat(6), (roster, before, steps) => {
      const { plan } = planUsers(roster, before, OPTIONS);
      const done = after(plan, before, Infinity);
      expect(isEmpty(planUsers(roster, done, OPTIONS).plan)).toBe(true);
      const half = after(plan, before, steps);
      const rest = planUsers(roster, half, OPTIONS).plan;
      const resumed = after(rest, half, Infinity);
      const byName = (all: RealmState) => [...all.users].sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(byName(resumed)).toEqual(byName(done));
      expect(resumed.members).toEqual(done.members);
    }),
  );
});

test("every person is in exactly one part of a plan, and nobody of a roster is disabled", () => {
  fc.assert(
    fc.property(people, state, (roster, before) => {
      const { plan } = planUsers(roster, before, OPTIONS);
      const named = [...plan.creations, ...plan.updates].map(({ person }) => person.username);
      const all = [...named, ...plan.unchanged, ...plan.inDirectory].sort();
      expect(all).toEqual(roster.map(({ username }) => username).sort());
      expect(plan.missing.filter(({ username }) => all.includes(username))).toEqual([]);
    }),
  );
});

test("after a plan a person is in the groups of the roster's row and in others that are not the roster's", () => {
  fc.assert(
    fc.property(people, state, (roster, before) => {
      const named = new Set(roster.flatMap(({ groups }) => groups));
      const done = after(planUsers(roster, before, OPTIONS).plan, before, Infinity);
      for (const { username, groups } of roster) {
        const isIn = (all: RealmState) => GROUPS.filter((name) => all.members.get(name)?.has(username));
        const foreign = (name: string) => !named.has(name) && (name !== "watch" || named.size === 0);
        expect(isIn(done)).toEqual(
          GROUPS.filter((name) => groups.includes(name) || (foreign(name) && isIn(before).includes(name))),
        );
      }
    }),
  );
});

test("without the option nobody leaves a group, and the plan says who would; who is kept never does", () => {
  const known = (username: string) => ({
    username,
    enabled: true,
    groups: ["crew", "watch"],
    credentials: [],
  });
  const row = (username: string, groups: readonly string[]): Person => ({
    ...{ line: 2, username, email: `${username}@outpost.example`, firstName: "A", lastName: "Bell" },
    ...{ groups, requiredActions: [], offline: [] },
  });
  const roster = [row("ada", ["crew"]), row("bo", ["crew"])];
  const realm = stateOf(["ada", "bo"].map(known), GROUPS);
  const { plan } = planUsers(roster, realm, { keep: ["bo"] });
  expect(plan.stayInGroups).toEqual([{ username: "ada", groups: ["watch"] }]);
  expect(plan.updates.flatMap(({ leaves }) => leaves)).toEqual([]);
  const leaving = planUsers(roster, realm, { keep: ["bo"], leaveGroups: true }).plan;
  expect(leaving.stayInGroups).toEqual([]);
  expect(leaving.updates.map(({ person, leaves }) => [person.username, leaves])).toContainEqual([
    "ada",
    ["watch"],
  ]);
  expect(leaving.updates.filter(({ leaves }) => leaves.length > 0)).toHaveLength(1);
});

test("administrators and those who are kept by name are never disabled", () => {
  const known = (username: string) => ({ username, enabled: true, groups: [], credentials: [] });
  const state = stateOf(["ada", "bo", "cy"].map(known), []);
  const members = new Map([["mattermost-admins", new Set(["ada"])]]);
  const { plan } = planUsers([], { ...state, members }, { disableMissing: true, keep: ["BO"] });
  expect(plan.missing.map(({ username }) => username)).toEqual(["cy"]);
  expect(plan.spared).toEqual(["ada", "bo"]);
});

test("no code of these problems means something else elsewhere", () => {
  for (const kind of Object.values(USER_PROBLEMS)) {
    expect(
      ALL_PROBLEMS.filter(({ code }) => code === kind.code).filter(({ title }) => title !== kind.title),
    ).toEqual([]);
  }
  const codes = Object.values(USER_PROBLEMS).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});

test("one-time passwords differ and hold what policies ask for", () => {
  const many = Array.from({ length: 500 }, oneTimePassword);
  expect(new Set(many).size).toBe(500);
  for (const password of many) expect(password).toMatch(/^([A-Z][2-9][a-z]{3}-){3}[A-Z][2-9][a-z]{3}$/);
});

test("work in parallel is bounded, begun in order, and stops at a failure", async () => {
  const begun: number[] = [];
  let under = 0;
  let most = 0;
  const action = async (item: number) => {
    begun.push(item);
    most = Math.max(most, (under += 1));
    await new Promise((resolve) => setImmediate(resolve));
    under -= 1;
    if (item === 10) throw new Error("ten");
  };
  await expect(inParallel([...Array(100).keys()], 3, action)).rejects.toThrow("ten");
  expect(most).toBe(3);
  expect(begun).toEqual([...Array(begun.length).keys()]);
  expect(begun.length).toBeLessThan(15);
});
