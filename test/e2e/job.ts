import { join } from "node:path";
import { Fixtures } from "./context";
import { message } from "./job-process";
import type { Part } from "./part";
import { runPart } from "./run-part";
import { END_TO_END } from "./toolchain/paths";
import { killEverything, stopEverything } from "./toolchain/process";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What a job's process does: its parts, one after the other, on fixtures that they share. */
export async function runParts(names: readonly string[]): Promise<number> {
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
    for (const name of names) {
      const { part } = (await import(join(END_TO_END, "parts", `${name}.ts`))) as { readonly part: Part };
      process.stdout.write(message({ begins: name }));
      const { checks, seconds } = await runPart(part, fixtures, interruption.signal);
      process.stdout.write(message({ ends: name, checks, seconds }));
    }
  } finally {
    await fixtures.end();
    await stopEverything();
  }
  return 0;
}
