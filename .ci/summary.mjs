// Adds up the suites and prints one line for the whole. A suite that left no result, or ran nothing, is a failure.
import { readFileSync } from "node:fs";

const [stepFailed, unitFile, e2eFile] = process.argv.slice(2);

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

const unit = read(unitFile);
const e2e = read(e2eFile);
const suites = [
  unit && { passed: unit.numPassedTests, failed: unit.numFailedTests + unit.numRuntimeErrorTestSuites, skipped: unit.numPendingTests },
  e2e && { passed: e2e.passed, failed: e2e.failed, skipped: e2e.skipped },
].map((suite) => suite ?? { passed: 0, failed: 1, skipped: 0 });

for (const test of unit?.testResults.flatMap((file) => file.assertionResults) ?? []) {
  if (test.status === "pending" || test.status === "skipped") console.log(`skipped: ${test.fullName}`);
}
for (const line of e2e?.skippedNames ?? []) console.log(`skipped: ${line}`);

const total = { passed: 0, failed: 0, skipped: 0 };
for (const suite of suites) for (const key of Object.keys(total)) total[key] += suite[key];
const ranNothing = suites.some((suite) => suite.passed + suite.failed === 0);
if (total.failed === 0 && (stepFailed !== "0" || ranNothing)) total.failed = 1;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
