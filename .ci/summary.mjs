// Adds up the suites and prints one line for the whole. A suite that left no result, or ran nothing, is a failure.
import { readFileSync } from "node:fs";

const [stepFailed, unitFile, e2eFile] = process.argv.slice(2);

function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** What jest wrote as JSON. */
function unitCounts() {
  const text = textOf(unitFile);
  if (text === "") return undefined;
  const unit = JSON.parse(text);
  for (const test of unit.testResults.flatMap((file) => file.assertionResults)) {
    if (test.status === "pending" || test.status === "skipped") console.log(`skipped: ${test.fullName}`);
  }
  return {
    passed: unit.numPassedTests,
    failed: unit.numFailedTests + unit.numRuntimeErrorTestSuites,
    skipped: unit.numPendingTests,
  };
}

/** The closing line that the end-to-end run printed. */
function e2eCounts() {
  const [last] = [...textOf(e2eFile).matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].reverse();
  return last && { passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3]) };
}

const suites = [unitCounts(), e2eCounts()].map((suite) => suite ?? { passed: 0, failed: 1, skipped: 0 });

const total = { passed: 0, failed: 0, skipped: 0 };
for (const suite of suites) for (const key of Object.keys(total)) total[key] += suite[key];
const ranNothing = suites.some((suite) => suite.passed + suite.failed === 0);
if (total.failed === 0 && (stepFailed !== "0" || ranNothing)) total.failed = 1;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
