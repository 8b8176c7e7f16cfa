import {
  sizeProxyReplicas,
  sizeProxyResources,
  sizeWorkerConnections,
  sizeWorkers,
} from "../../../src/site/sizing/proxy";

test.each([
  [31, 1, 1],
  [31, 2, 2],
  [100_000, 9, 2],
  [100_001, 9, 4],
  [100_001, 3, 3],
])("%d users on %d nodes: %d pods", (users, nodes, pods) => {
  expect(sizeProxyReplicas(users, nodes).value).toBe(pods);
});

test.each([
  [31, 1, "250m", "256Mi"],
  [100_000, 2, "16", "6656Mi"],
  [100_000, 3, "8", "3328Mi"],
  [10_000_000, 2, "32", "128Gi"],
])("%d users on %d pods: %s CPUs, %s", (users, pods, cpu, memory) => {
  expect(sizeProxyResources(users, pods).value).toEqual({ cpu, memory });
});

test("workers follow the pod's CPUs, not the node's", () => {
  expect(sizeWorkers("250m").value).toBe(2);
  expect(sizeWorkers("9700m").value).toBe(10);
  expect(sizeWorkerConnections(31, 1, 2).value).toBe(4096);
  expect(sizeWorkerConnections(2001, 2, 2).value).toBe(20_000);
  expect(sizeWorkerConnections(60_500, 2, 10).value).toBe(24_576);
});
