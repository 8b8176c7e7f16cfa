import { runtimeLimits } from "../../../src/constructs/mattermost/runtime-limits";

test.each([
  ["2", "4Gi", { GOMAXPROCS: "2", GOMEMLIMIT: "3276MiB" }],
  ["500m", "512Mi", { GOMAXPROCS: "2", GOMEMLIMIT: "409MiB" }],
  ["3500m", "1G", { GOMAXPROCS: "4", GOMEMLIMIT: "762MiB" }],
  ["1.5", "1073741824", { GOMAXPROCS: "2", GOMEMLIMIT: "819MiB" }],
  ["two", "4Gi", undefined],
  ["2", "4GiB", undefined],
  ["2", "", undefined],
])("%s CPU and %s", (cpu, memory, expected) => {
  expect(runtimeLimits({ cpu, memory })).toEqual(expected);
});
