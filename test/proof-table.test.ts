import { Construct } from "constructs";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { proofTable, STAND_INS, staleReasons, withoutRow, withProofTable } from "../scripts/proof-table";
import * as holdfast from "../src/index";
import type { PartRecord } from "./e2e/results";

const ROOT = join(__dirname, "..");
const RECORDS = JSON.parse(
  readFileSync(join(ROOT, "test/e2e/results.json"), "utf8"),
) as readonly PartRecord[];
const EXPORTED = Object.entries(holdfast)
  .filter(([, value]) => typeof value === "function" && value.prototype instanceof Construct)
  .map(([name]) => name);

test("the README says what the last end-to-end run proved (npm run generate)", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  expect(withProofTable(readme, proofTable(RECORDS))).toBe(readme);
});

test("every exported construct is proven by a part, or it is said why not", () => {
  expect(EXPORTED).toEqual(expect.arrayContaining(["MattermostServer", "Workload"]));
  expect(withoutRow(EXPORTED, RECORDS)).toEqual([]);
});

test("no reason is left that isn't true any more", () => {
  expect(staleReasons(EXPORTED, RECORDS)).toEqual([]);
  const proven = new Set(RECORDS.flatMap(({ proves }) => proves));
  expect(Object.keys(STAND_INS).filter((name) => !proven.has(name))).toEqual([]);
});

const part = (name: string, proves: readonly string[], ...checks: PartRecord["checks"]): PartRecord => ({
  part: name,
  title: `What ${name} does`,
  proves,
  levels: checks.some(({ outcome }) => outcome === "failed") ? [] : ["P3"],
  checks,
});
const passed = { name: "a", level: "P3", outcome: "passed" } as const;
const skipped = { name: "b", level: "P3", outcome: "skipped", reason: "no\nnetwork" } as const;
const failed = { name: "c", level: "P3", outcome: "failed" } as const;
const FOLDERS = new Map([
  ["MinioStore", "object-store"],
  ["BucketSetup", "object-store"],
  ["Connections", "kubernetes"],
]);

test.each<[string, readonly PartRecord[], RegExp]>([
  [
    "constructs that are proven alike share a row",
    [part("x", ["MinioStore", "BucketSetup"], passed)],
    /\| Object store +\| `BucketSetup`, `MinioStore` +\| P3 +\| `x` +\| no container runs[^|]+\|/,
  ],
  ["a class may have a title of its own", [part("x", ["Connections"], passed)], /\| Network policies +\|/],
  [
    "parts add up",
    [part("x", ["MinioStore"], passed), { ...part("y", ["MinioStore"], passed), levels: ["P4"] }],
    /`MinioStore` +\| P3, P4 +\| `x`, `y` +\|/,
  ],
  ["a failure shows", [part("x", ["MinioStore"], passed, failed)], /\| P1 +\| `x` +\| x: 1 failed; [^|]+\|/],
  [
    "a skip shows with its reason",
    [part("x", ["MinioStore"], passed, skipped)],
    /x: 1 skipped[^]*- `x` \(P3; 1 passed, 1 skipped\): What x does\n {2}- skipped "b": no network\n/,
  ],
  [
    "a stand-in shows once",
    [part("x", [], { ...passed, note: "a stub" }, { ...passed, note: "a stub" })],
    /- `x` \(P3; 2 passed\): What x does\n {2}- a stub\n$/,
  ],
])("%s", (_, records, text) => {
  expect(proofTable(records, FOLDERS)).toMatch(text);
});

test("a README without markers is refused", () => {
  expect(() => withProofTable("# Holdfast\n", "")).toThrow("proof:begin");
});
