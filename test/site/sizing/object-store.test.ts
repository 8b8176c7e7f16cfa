import { erasureSetSize, writeQuorum } from "../../../src/catalog/erasure-coding";
import {
  sizeDrive,
  sizeDrivesPerServer,
  sizeFiles,
  sizeParity,
  sizeStoreServers,
} from "../../../src/site/sizing/object-store";

const PEOPLE = {
  users: 1000,
  concurrentShare: 0.5,
  postsPerUserPerDay: 20,
  existingPosts: 0,
  fileMegabytesPerUserPerMonth: 25,
  growthPerYear: 0,
  planningYears: 1,
};

test.each([
  [1, 1, 4, 2],
  [2, 1, 4, 2],
  [3, 3, 2, 2],
  [4, 4, 1, 2],
  [24, 4, 1, 2],
])("on %d nodes: %d servers with %d drives and parity %d", (nodes, servers, drives, parity) => {
  expect(sizeStoreServers(nodes).value).toBe(servers);
  expect(sizeDrivesPerServer(PEOPLE, servers).value).toBe(drives);
  expect(sizeParity(servers, drives).value).toBe(parity);
});

test("says that the only server can't lose its node", () => {
  expect(sizeStoreServers(2).reason).toContain("not its node");
});

test.each([3, 4])("%d servers still write with one lost", (servers) => {
  const drives = sizeDrivesPerServer(PEOPLE, servers).value;
  const set = erasureSetSize(servers * drives);
  expect(set - set / servers).toBeGreaterThanOrEqual(writeQuorum(set, sizeParity(servers, drives).value));
});

test.each([
  [1, 1, 1, 0],
  [1, 2, 2, 1],
  [1, 4, 4, 2],
  [4, 1, 4, 2],
  [5, 1, 5, 2],
  [6, 1, 6, 3],
  [4, 2, 8, 4],
  [4, 4, 16, 4],
  [6, 4, 12, 4],
  [17, 1, 1, 0],
])("%d servers × %d drives make sets of %d with parity %d", (servers, drives, set, parity) => {
  expect(erasureSetSize(servers * drives)).toBe(set);
  expect(sizeParity(servers, drives).value).toBe(parity);
});

test("a write needs one drive more when data and parity are equal", () => {
  expect(writeQuorum(4, 2)).toBe(3);
  expect(writeQuorum(16, 4)).toBe(12);
});

test("agrees with the vendor's storage formula: base + users × MB × 12 × safety", () => {
  expect(sizeFiles(PEOPLE).value).toBeCloseTo(((800 + 1000 * 25 * 12 * 2) * 1e6) / 1024 ** 3, 9);
  expect(sizeDrive(PEOPLE, { servers: 1, drivesPerServer: 4, parity: 2 }).value).toBe("300Gi");
  expect(sizeDrive(PEOPLE, { servers: 1, drivesPerServer: 4, parity: 0 }).value).toBe("150Gi");
});

test("keeps every recording until the end of the planning period", () => {
  const recordings = { quality: "medium", hoursPerWeek: 10 } as const;
  const gibibytes = sizeFiles({ ...PEOPLE, planningYears: 2, recordings }).value;
  const without = sizeFiles({ ...PEOPLE, planningYears: 2 }).value;
  expect(gibibytes - without).toBeCloseTo((10 * 52 * 2 * 700 * 1e6) / 1024 ** 3, 9);
  expect(sizeFiles({ ...PEOPLE, recordings }).reason).toContain(
    "10 recorded hours/week × 52 × 1 years × 700 MB",
  );
});

test("takes more drives rather than drives that nobody sells", () => {
  expect(sizeDrivesPerServer({ ...PEOPLE, users: 200_000 }, 4).value).toBe(4);
  expect(sizeDrivesPerServer({ ...PEOPLE, users: 200_000 }, 1).value).toBe(16);
});
