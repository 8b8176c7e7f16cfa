import type { Person } from "./person";
import type { RealmState, UserRepresentation } from "./realm-state";

/**
 * Groups that a roster decides on: those it names, those that one made, and those said to be its own. A roster that
 * names no group at all says nothing about groups, and decides on none.
 */
export function rosterGroupsOf(people: readonly Person[], state: RealmState): ReadonlySet<string> {
  const named = people.flatMap(({ groups }) => groups);
  return new Set(named.length === 0 ? [] : [...named, ...state.rosterGroups]);
}

/** Groups of the roster, sorted, that the user is in and that the roster doesn't list for the person. */
export function leavesOf(
  { groups }: Person,
  { id }: UserRepresentation,
  ofRoster: ReadonlySet<string>,
  { members }: RealmState,
): readonly string[] {
  return [...ofRoster].filter((name) => !groups.includes(name) && members.get(name)?.has(id) === true).sort();
}
