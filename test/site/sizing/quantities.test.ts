import { cpus, cpuText, mebibytes, memoryText, volumeText } from "../../../src/site/sizing/quantities";
import { say } from "../../../src/site/sizing/sized";
import { cpuQuantity, quantity } from "../../../src/site/spec/fields";

test.each([
  [0.1, "5Gi"],
  [5.1, "10Gi"],
  [100, "100Gi"],
  [100.1, "150Gi"],
  [1000.1, "1500Gi"],
  [10_000, "10000Gi"],
  [10_001, "10Ti"],
  [1e30, "1048576Ti"],
])("a volume of %d GiB is written %s", (gibibytes, text) => {
  expect(volumeText(gibibytes)).toBe(text);
  expect(quantity.safeParse(text).success).toBe(true);
});

test("reads what the site file may say", () => {
  expect(mebibytes("512Mi")).toBe(512);
  expect(mebibytes("2Ti")).toBe(2 * 1024 * 1024);
  expect(cpus("250m")).toBe(0.25);
  expect(cpus("16")).toBe(16);
});

test("writes what Kubernetes reads", () => {
  expect([cpuText(0.25), cpuText(1.936), cpuText(16)]).toEqual(["250m", "1950m", "16"]);
  expect([memoryText(1024), memoryText(2816)]).toEqual(["1Gi", "2816Mi"]);
  for (const text of [cpuText(0.01), cpuText(31.99)]) expect(cpuQuantity.safeParse(text).success).toBe(true);
});

test("says numbers as people read them", () => {
  expect([say(12_867_461), say(0.1 + 0.2), say(2.2034), say(1500.5)]).toEqual([
    "12,867,461",
    "0.3",
    "2.203",
    "1,500.5",
  ]);
});
