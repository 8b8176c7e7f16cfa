import { Fixtures } from "./context";
import { message } from "./job-process";
import type { Part } from "./part";
import { partName, sectionsOf } from "./sections";
import { runPart } from "./run-part";
import { processorSeconds } from "./toolchain/processor-time";
import { killEverything, stopEverything } from "./toolchain/process";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What a job's process does: its sections, one after the other, on fixtures that they share. */
export async function runSections(ids: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  for (const signal of SIGNALS)
    process.on(signal, () => {
      interruption.abort();
    });
  process.on("exit", killEverything);
  // Nobody listens any more when the runner was killed; what was started has to be ended all the same.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  const fixtures = new Fixtures();
  try {
    let counted = 0;
    for (const id of ids) {
      process.stdout.write(message({ begins: id }));
      const { checks, seconds } = await runPart(await partOf(id), fixtures, interruption.signal);
      const processor = processorSeconds() - counted;
      counted += processor;
      process.stdout.write(message({ ends: id, checks, seconds, processor }));
    }
  } finally {
    await fixtures.end();
    await stopEverything();
  }
  return 0;
}

/** The part of a file of `parts/`, by the file's name. */
export async function partIn(name: string): Promise<Part> {
  const { part } = (await import(`./parts/${name}.ts`)) as { readonly part?: Part };
  if (part === undefined) throw new Error(`test/e2e/parts/${name}.ts exports no \`part\``);
  return part;
}

async function partOf(id: string): Promise<Part> {
  const part = await partIn(partName(id));
  return sectionsOf(part).find((section) => section.id === id)!.part;
}
