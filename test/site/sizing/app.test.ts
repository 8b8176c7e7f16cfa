import { REFERENCE_ARCHITECTURES } from "../../../src/catalog/reference-architectures";
import {
  serversNeeded,
  sizeAppResources,
  sizeMaxIdleConnections,
  sizeMaxOpenConnections,
  sizeReplicas,
  type AppLoad,
} from "../../../src/site/sizing/app";

const LOAD: AppLoad = {
  plannedUsers: 2000,
  concurrentUsers: 1000,
  nodes: 5,
  edition: "enterprise",
  licence: "enterprise",
};

describe("sizeReplicas", () => {
  test.each<[string, Partial<AppLoad>, number, RegExp]>([
    ["one more than needed", {}, 2, /1 more so that one may fail/],
    ["two needed and one more", { concurrentUsers: 1001 }, 3, /= 2, 1 more/],
    ["not fewer than a smaller tier has", { concurrentUsers: 2001 }, 3, /not fewer than .*: 2/],
    ["at most one a node", { concurrentUsers: 200_000, nodes: 6 }, 6, /so 6 of 15/],
    ["one node", { nodes: 1 }, 1, /only node/],
    ["no licence", { licence: undefined }, 1, /this site has licence none/],
    ["professional licence", { licence: "professional" }, 1, /this site has licence professional/],
    ["entry", { licence: "entry" }, 1, /licence entry/],
    ["team edition", { edition: "team" }, 1, /edition team/],
    ["advanced licence", { licence: "advanced" }, 2, /one may fail/],
    ["beyond the largest test", { concurrentUsers: 5_000_000, nodes: 500 }, 50, /so 50 of 351/],
  ])("%s", (_, part, replicas, reason) => {
    const size = sizeReplicas({ ...LOAD, ...part });
    expect(size.value).toBe(replicas);
    expect(size.reason).toMatch(reason);
  });
});

test("every tested architecture gets at least its own servers and one more", () => {
  for (const { concurrentUsers, app } of REFERENCE_ARCHITECTURES) {
    expect(serversNeeded(concurrentUsers).value).toBeGreaterThanOrEqual(app.nodes);
  }
});

test.each([
  [61, 31, "1", "2Gi"],
  [1500, 150, "2", "4Gi"],
  [1000, 201, "2", "4Gi"],
  [20_000, 10_000, "4", "8Gi"],
  [400_000, 300_000, "16", "32Gi"],
])("%d accounts, %d at once: %s CPUs, %s", (plannedUsers, concurrentUsers, cpu, memory) => {
  expect(sizeAppResources({ plannedUsers, concurrentUsers }).value).toEqual({ cpu, memory });
});

test.each([
  [1, 30],
  [200, 30],
  [201, 40],
  [1600, 100],
  [200_000, 100],
])("%d concurrent users open %d connections, half of them idle", (concurrentUsers, connections) => {
  expect(sizeMaxOpenConnections(concurrentUsers).value).toBe(connections);
  expect(sizeMaxIdleConnections(connections).value).toBe(connections / 2);
});
