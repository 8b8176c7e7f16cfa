import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { partIn, runSections } from "./job";
import { AS_JOB, runJob, type Listener } from "./job-process";
import { inLanes, jobsOf, type Job } from "./jobs";
import { OrderedOutput } from "./ordered-output";
import type { Part } from "./part";
import { count, printTable, together, writeResults } from "./results";
import type { PartResult } from "./run-part";
import { sectionsOf } from "./sections";
import { removeLeftovers } from "./toolchain/leftovers";
import { END_TO_END } from "./toolchain/paths";
import { processorSeconds } from "./toolchain/processor-time";

const RESULTS = process.env.HOLDFAST_E2E_RESULTS ?? join(END_TO_END, "results.json");
/** How many jobs run at a time. More than processors, because parts wait too. */
const LANES = Number(process.env.HOLDFAST_E2E_LANES ?? 4);
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** `npm run test:e2e [-- <part> ...]`: a part is chosen by its name or the beginning of it. */
async function main(names: readonly string[]): Promise<number> {
  const parts = await discover();
  const chosen = choose(parts, names);
  await removeLeftovers();
  const interruption = new AbortController();
  for (const signal of SIGNALS)
    process.on(signal, () => {
      interruption.abort();
    });
  const output = new OrderedOutput(chosen.flatMap(sectionsOf), (text) => process.stdout.write(text));
  const results: PartResult[] = [];
  const listener: Listener = {
    begins: (section) => {
      output.say(section, `${section.id}: ${section.part.title}`);
    },
    says: (section, line) => {
      output.say(section, line);
    },
    ends: (section, result) => {
      results.push(result);
      output.end(section);
      // At once, for whoever waits: a section's own lines come in the order of the names.
      const bad = result.checks.filter(({ outcome }) => outcome === "failed").length;
      process.stderr.write(`  ${section.id} ended${bad > 0 ? `, ${bad} failed` : ""}\n`);
    },
  };
  const run = (job: Job): Promise<void> => runJob(job, listener, interruption.signal);
  await inLanes(LANES, jobsOf(chosen), run, interruption.signal);
  output.flush();
  return conclude(
    chosen.flatMap((part) => {
      const own = results.filter((result) => result.part.name === part.name);
      return own.length === 0 ? [] : [together(part, own)];
    }),
    parts.map(({ name }) => name),
    interruption.signal.aborted,
  );
}

function conclude(results: readonly PartResult[], known: readonly string[], interrupted: boolean): number {
  const checks = results.flatMap((result) => result.checks);
  if (!interrupted) writeResults(RESULTS, results, known);
  printTable(results);
  process.stdout.write(`processor time of the whole run: ${Math.round(processorSeconds())} s\n`);
  if (interrupted) process.stdout.write("interrupted: the results file is left as it was\n");
  process.stdout.write(`\n${count(checks)}\n`);
  const good =
    checks.some(({ outcome }) => outcome === "passed") && checks.every(({ outcome }) => outcome !== "failed");
  return good && !interrupted ? 0 : 1;
}

async function discover(): Promise<readonly Part[]> {
  const files = readdirSync(join(END_TO_END, "parts")).filter((name) => name.endsWith(".ts"));
  return Promise.all(files.sort().map((file) => partIn(basename(file, ".ts"))));
}

function choose(parts: readonly Part[], names: readonly string[]): readonly Part[] {
  if (names.length === 0) return parts;
  const matches = (name: string): readonly Part[] => {
    const exact = parts.filter((part) => part.name === name);
    const found = exact.length > 0 ? exact : parts.filter((part) => part.name.startsWith(name));
    if (found.length > 0) return found;
    throw new Error(`no part is called ${name}; there are: ${parts.map((part) => part.name).join(", ")}`);
  };
  const chosen = new Set(names.flatMap(matches));
  return parts.filter((part) => chosen.has(part));
}

const [first, ...rest] = process.argv.slice(2);

(first === AS_JOB ? runSections(rest) : main(process.argv.slice(2))).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
