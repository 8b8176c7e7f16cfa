import type { SitePeople } from "../site";
import { roundUp, say, type Sized } from "./sized";

/** What a person says of the users; the rest follows. */
export type PeopleInput = Omit<SitePeople, "plannedUsers" | "concurrentUsers" | "plannedPosts">;

/** Accounts at the end of the planning period. */
export function sizePlannedUsers(people: PeopleInput): Sized<number> {
  const { users, growthPerYear, planningYears } = people;
  return {
    value: roundUp(users * (1 + growthPerYear) ** planningYears),
    reason: `${say(users)} users × (1 + ${say(growthPerYear)})^${say(planningYears)} years`,
  };
}

/** Users online at the busiest time, at the end of the planning period. */
export function sizeConcurrentUsers(plannedUsers: number, concurrentShare: number): Sized<number> {
  return {
    value: roundUp(plannedUsers * concurrentShare),
    reason: `${say(plannedUsers)} planned users × ${say(concurrentShare)} online at the busiest time`,
  };
}

/** Posts at the end of the planning period. */
export function sizePlannedPosts(people: PeopleInput): Sized<number> {
  const { users, postsPerUserPerDay, existingPosts } = people;
  const years = userYears(people);
  return {
    value: existingPosts + roundUp(users * postsPerUserPerDay * 365 * years),
    reason:
      `${say(existingPosts)} existing + ${say(users)} users × ${say(postsPerUserPerDay)} posts/day × 365 days × ` +
      `${say(years)} years (growth included)`,
  };
}

/**
 * Years of use of one account of today, growth included: the integral of (1 + growth)^t over the planning period.
 * Without growth it is the number of years.
 */
export function userYears({ growthPerYear, planningYears }: PeopleInput): number {
  if (growthPerYear === 0) return planningYears;
  const rate = Math.log1p(growthPerYear);
  return Math.expm1(planningYears * rate) / rate;
}
