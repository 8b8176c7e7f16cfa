// Says what failed, then adds up the suites in one last line. A suite that left no result, or ran nothing, is a failure.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const REASON_LINES = 8;
const LOG_LINES = 25;
const [folder] = process.argv.slice(2);

function textOf(file) {
  try {
    return readFileSync(join(folder, file), "utf8").replace(/\u001b\[[0-9;]*m/g, "");
  } catch {
    return "";
  }
}

const steps = textOf("steps.tsv")
  .split("\n")
  .filter(Boolean)
  .map((line) => line.split("\t"))
  .map(([name, code, seconds, command]) => ({ name, code: Number(code), seconds, command }));

/** What jest wrote as JSON. */
function unitSuite() {
  const text = textOf("unit.json");
  if (text === "") return undefined;
  const unit = JSON.parse(text);
  const files = unit.testResults.map(({ name, message, assertionResults }) => {
    const failures = assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) =>
        failure(`${place(name)}: ${fullName}`, failureMessages.join("\n")),
      );
    const skipped = assertionResults.filter(({ status }) => status === "pending" || status === "skipped");
    return {
      // A file that could not even be loaded has a message and no tests.
      failures: assertionResults.length === 0 && message ? [failure(place(name), message)] : failures,
      skipped: skipped.map(({ fullName }) => `skipped: ${fullName}`),
    };
  });
  return {
    passed: unit.numPassedTests,
    failed: unit.numFailedTests + unit.numRuntimeErrorTestSuites,
    skipped: unit.numPendingTests,
    failures: files.flatMap(({ failures }) => failures),
    notes: files.flatMap(({ skipped }) => skipped),
  };
}

/** The end-to-end run's own words: a line for each failure, more of it indented, and a closing line. */
function e2eSuite() {
  const text = textOf("e2e.log");
  const [last] = [...text.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].reverse();
  if (last === undefined) return undefined;
  const [passed, failed, skipped] = last.slice(1).map(Number);
  const failures = [...text.matchAll(/^failed: (.*)\n((?: {4}.*\n)*)/gm)].map(([, name, reason]) =>
    failure(name, reason),
  );
  return { passed, failed, skipped, failures, notes: [] };
}

const place = (file) => file.replace(`${process.cwd()}/`, "");

function failure(name, reason) {
  const lines = reason.split("\n").filter((line) => line.trim() !== "" && !/^\s+at /.test(line));
  return [name, ...lines.slice(0, REASON_LINES).map((line) => `    ${line.trim().slice(0, 300)}`)].join("\n");
}

/** The last lines of a step that says no more than that it failed. */
function stepFailure({ name, command }) {
  const lines = textOf(`${name}.log`).trimEnd().split("\n").slice(-LOG_LINES);
  return [command, ...lines.map((line) => `    ${line.slice(0, 300)}`)].join("\n");
}

const suites = { unit: unitSuite(), e2e: e2eSuite() };
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
for (const [name, suite] of Object.entries(suites)) {
  for (const key of Object.keys(total)) total[key] += suite?.[key] ?? (key === "failed" ? 1 : 0);
  if (suite === undefined) failures.push(`${name}: left no result`);
  else if (suite.passed + suite.failed === 0) failures.push(`${name}: nothing ran`);
  failures.push(...(suite?.failures ?? []));
}
for (const step of steps.filter(({ code }) => code !== 0)) {
  const explained = (suites[step.name]?.failures ?? []).length > 0;
  if (!explained) failures.push(stepFailure(step));
}
if (total.failed === 0 && failures.length > 0) total.failed = 1;

for (const suite of Object.values(suites)) for (const note of suite?.notes ?? []) console.log(note);
console.log(`\nsteps: ${steps.map(({ name, seconds }) => `${name} ${seconds} s`).join(", ")}`);
for (const each of failures) console.log(`\nFAILED ${each}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
