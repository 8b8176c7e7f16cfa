import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Fixtures } from "./context";
import type { Part } from "./part";
import { count, printTable, writeResults } from "./results";
import { runPart, type PartResult } from "./run-part";
import { removeLeftovers } from "./toolchain/leftovers";
import { END_TO_END } from "./toolchain/paths";
import { killEverything, stopEverything } from "./toolchain/process";

const RESULTS = process.env.HOLDFAST_E2E_RESULTS ?? join(END_TO_END, "results.json");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** `npm run test:e2e [-- <part> ...]`: a part is chosen by its name or the beginning of it. */
async function main(names: readonly string[]): Promise<number> {
  const parts = await discover();
  const chosen = choose(parts, names);
  await removeLeftovers();
  const fixtures = new Fixtures();
  const interruption = new AbortController();
  for (const signal of SIGNALS)
    process.on(signal, () => {
      interruption.abort();
    });
  process.on("exit", killEverything);
  const results: PartResult[] = [];
  try {
    for (const part of chosen) {
      if (interruption.signal.aborted) break;
      process.stdout.write(`${part.name}: ${part.title}\n`);
      results.push(await runPart(part, fixtures, interruption.signal));
    }
  } finally {
    await fixtures.end();
    await stopEverything();
  }
  return conclude(
    results,
    parts.map(({ name }) => name),
    interruption.signal.aborted,
  );
}

function conclude(results: readonly PartResult[], known: readonly string[], interrupted: boolean): number {
  const checks = results.flatMap((result) => result.checks);
  if (!interrupted) writeResults(RESULTS, results, known);
  printTable(results);
  if (interrupted) process.stdout.write("interrupted: the results file is left as it was\n");
  process.stdout.write(`\n${count(checks)}\n`);
  const good =
    checks.some(({ outcome }) => outcome === "passed") && checks.every(({ outcome }) => outcome !== "failed");
  return good && !interrupted ? 0 : 1;
}

async function discover(): Promise<readonly Part[]> {
  const files = readdirSync(join(END_TO_END, "parts")).filter((name) => name.endsWith(".ts"));
  const modules = await Promise.all(
    files
      .sort()
      .map(async (file) => (await import(join(END_TO_END, "parts", file))) as { readonly part?: Part }),
  );
  return modules.map(({ part }, index) => {
    if (part === undefined) throw new Error(`test/e2e/parts/${files[index]} exports no \`part\``);
    return part;
  });
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

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
