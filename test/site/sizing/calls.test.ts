import {
  recordingMebibytes,
  sizeBandwidth,
  sizeConcurrentCalls,
  sizeJobs,
  sizeRecordings,
  sizeRouter,
  sizeRouters,
  sizeTranscribingJob,
} from "../../../src/site/sizing/calls";

const load = (concurrentCalls: number, participants: number, screenShares: number) => ({
  concurrentCalls,
  participants,
  screenShares,
});

test.each([
  ["the load test with 1000 listeners: 194 Mb/s", load(100, 10, 0), 194],
  ["and with their screens: 1.68 Gb/s and two voices", load(1, 1000, 1), 1794],
  ["no more screens than calls", load(1, 10, 9), 18],
])("bandwidth of %s", (_, calls, megabits) => {
  expect(sizeBandwidth(calls).value).toBe(megabits);
});

test.each([
  ["one node", load(2, 8, 1), 1, 1],
  ["a small site that may lose a node", load(6, 12, 2), 3, 2],
  ["many calls", load(500, 10, 200), 10, 4],
])("routers of %s", (_, calls, nodes, routers) => {
  expect(sizeRouters(calls, nodes).value).toBe(routers);
});

test("the routers that are left carry every call", () => {
  expect(sizeRouter(load(100, 10, 100), 2).value).toEqual({ cpu: "6350m", memory: "1792Mi" });
  expect(sizeRouter(load(1, 2, 0), 2).value.cpu).toBe("500m");
});

test("recordings: jobs, disk and the largest upload", () => {
  expect(sizeJobs(3, true).value).toBe(6);
  expect(sizeJobs(3, false).value).toBe(3);
  expect(sizeRecordings("high", 2).value).toBe(2.4);
  expect(recordingMebibytes("low", 60)).toBe(477);
  expect(recordingMebibytes("high", 180)).toBe(3434);
  expect(sizeTranscribingJob("base", 2, 4).value).toEqual({ cpu: "4", memory: "2560Mi" });
  expect(sizeConcurrentCalls(480, 12).value).toBe(4);
});
