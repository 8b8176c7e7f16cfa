import {
  sizeDatabaseResources,
  sizeInstances,
  sizePoolSize,
  sizeSearchReplicas,
  sizeStorage,
  sizeWalStorage,
} from "../../../src/site/sizing/database";

const LOAD = { concurrentUsers: 484, plannedPosts: 1_000_000, nodes: 3 };

test.each([
  [100, 1, 1],
  [100, 2, 2],
  [100, 3, 3],
  [100, 50, 3],
  [45_000, 50, 5],
  [75_000, 50, 5],
  [200_000, 50, 7],
  [200_000, 4, 4],
])("%d concurrent users on %d nodes get %d instances", (concurrentUsers, nodes, instances) => {
  expect(sizeInstances({ ...LOAD, concurrentUsers, nodes }).value).toBe(instances);
});

test.each([
  [14_999, 9, true, 0],
  [15_000, 9, true, 1],
  [15_000, 3, true, 0],
  [60_000, 9, true, 2],
  [60_000, 5, true, 0],
  [60_000, 9, false, 0],
])("%d users on %d nodes, licensed %s: %d search replicas", (concurrentUsers, nodes, licensed, replicas) => {
  const load = { ...LOAD, concurrentUsers, nodes, licensed };
  const instances = sizeInstances(load).value;
  expect(sizeSearchReplicas({ ...load, instances }).value).toBe(replicas);
});

test.each([
  [31, 800_000, "1", "2Gi"],
  [31, 4_000_000, "1", "4Gi"],
  [31, 50_000_000, "2", "16Gi"],
  [484, 12_000_000, "2", "8Gi"],
  [10_000, 1_000_000, "4", "32Gi"],
])("%d users and %d posts: %s CPUs, %s", (concurrentUsers, plannedPosts, cpu, memory) => {
  expect(sizeDatabaseResources({ ...LOAD, concurrentUsers, plannedPosts }).value).toEqual({ cpu, memory });
});

test("disks hold posts twice, and a quarter of that as log", () => {
  expect(sizeStorage(0).value).toBe("10Gi");
  expect(sizeStorage(10_000_000).value).toBe("65Gi");
  expect(sizeWalStorage("10Gi").value).toBe("5Gi");
  expect(sizeWalStorage("65Gi").value).toBe("20Gi");
  expect(sizeWalStorage("18Ti").value).toBe("250Gi");
});

test.each([
  [1, 15, 1, 15],
  [2, 25, 2, 40],
  [10, 50, 16, 320],
  [50, 500, 64, 1000],
])("%d servers with %d idle connections on %d CPUs: pool of %d", (replicas, idle, cpu, pool) => {
  expect(sizePoolSize({ replicas, maxIdleConnections: idle }, cpu).value).toBe(pool);
});
