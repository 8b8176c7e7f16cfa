import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One command, timed as a whole process. */
export interface Measured {
  /** Median wall time, milliseconds. */
  readonly wall: number;
  /** Median CPU time (user and system), milliseconds. */
  readonly cpu: number;
  /** Median of the peak resident memory, megabytes. */
  readonly memory: number;
}

interface Run {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

const HOOK = join(__dirname, "usage-hook.cjs");

/** Runs the commands in turn, A B C A B C, so that a machine whose speed drifts treats them alike. */
export function measure<Name extends string>(
  commands: Readonly<Record<Name, readonly string[]>>,
  runs: number,
): Readonly<Record<Name, Measured>> {
  const names = Object.keys(commands) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as Run[]])) as Record<Name, Run[]>;
  for (let round = 0; round <= runs; round++) {
    for (const name of names) {
      const run = runOnce(commands[name]);
      if (round > 0) samples[name].push(run); // the first round only warms the file cache
    }
  }
  return Object.fromEntries(names.map((name) => [name, medians(samples[name])])) as Record<Name, Measured>;
}

function runOnce(args: readonly string[]): Run {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
  const report = join(folder, "usage.json");
  const start = process.hrtime.bigint();
  const child = spawnSync(process.execPath, ["--require", HOOK, ...args], {
    cwd: join(__dirname, ".."),
    env: { ...process.env, BENCH_USAGE: report, BENCH_OUT: join(folder, "out") },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  if (child.status !== 0) throw new Error(`${args.join(" ")} failed:\n${child.stderr.toString()}`);
  const usage = JSON.parse(readFileSync(report, "utf8")) as { cpu: number; memory: number };
  rmSync(folder, { recursive: true, force: true });
  return { wall, ...usage };
}

function medians(runs: readonly Run[]): Measured {
  return {
    wall: median(runs.map((run) => run.wall)),
    cpu: median(runs.map((run) => run.cpu)),
    memory: median(runs.map((run) => run.memory)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
