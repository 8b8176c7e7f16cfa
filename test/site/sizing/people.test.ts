import { DEFAULTS } from "../../../src/site/defaults";
import {
  sizePlannedPosts,
  sizePlannedUsers,
  userYears,
  type PeopleInput,
} from "../../../src/site/sizing/people";
import { peopleSpec } from "../../../src/site/spec/people";

const PEOPLE: PeopleInput = {
  users: 2000,
  concurrentShare: 0.5,
  postsPerUserPerDay: 10,
  existingPosts: 1000,
  fileMegabytesPerUserPerMonth: 25,
  growthPerYear: 0.1,
  planningYears: 2,
};

test("grows without the noise of floating point", () => {
  expect(sizePlannedUsers(PEOPLE).value).toBe(2420);
  expect(sizePlannedUsers({ ...PEOPLE, users: 1, growthPerYear: 0 }).value).toBe(1);
});

test("counts posts of a growing number of people", () => {
  expect(sizePlannedPosts({ ...PEOPLE, growthPerYear: 0 }).value).toBe(1000 + 2000 * 10 * 365 * 2);
  // Doubling each year: the integral of 2^t from 0 to 1 is 1 / ln 2.
  expect(userYears({ ...PEOPLE, growthPerYear: 1, planningYears: 1 })).toBeCloseTo(1 / Math.LN2, 12);
  expect(userYears({ ...PEOPLE, growthPerYear: 1e-12, planningYears: 3 })).toBeCloseTo(3, 9);
});

test("the site file's documentation tells the defaults that are applied", () => {
  const documented = Object.entries(DEFAULTS.people).map(([name, { value }]) => [name, value]);
  const shape = peopleSpec.shape as Record<string, { meta: () => { default?: unknown } | undefined }>;
  expect(documented.map(([name]) => [name, shape[String(name)]?.meta()?.default])).toEqual(documented);
});
