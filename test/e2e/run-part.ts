import { Context, type Fixtures } from "./context";
import type { Check, Level, Part } from "./part";
import { Unavailable } from "./toolchain/skip";

const CHECK_LIMIT_SECONDS = 300;
/** The first start builds the toolchain. */
const PREPARE_LIMIT_SECONDS = 2400;

export type Outcome = "passed" | "failed" | "skipped";

export interface CheckResult {
  readonly name: string;
  readonly level: Level;
  readonly outcome: Outcome;
  /** Why it was skipped, or what went wrong. */
  readonly reason?: string;
  readonly note?: string;
  readonly seconds: number;
}

export interface PartRun {
  readonly checks: readonly CheckResult[];
  readonly seconds: number;
}

export interface PartResult extends PartRun {
  readonly part: Part;
  /** Processor seconds of its process and of the programs that it started. */
  readonly processor: number;
}

/** Runs one part's checks in order; whatever the part started is ended afterwards. */
export async function runPart(part: Part, fixtures: Fixtures, aborted: AbortSignal): Promise<PartRun> {
  const started = Date.now();
  const ctx = new Context(fixtures);
  try {
    return { checks: await runChecks(part, ctx, aborted), seconds: secondsSince(started) };
  } finally {
    await ctx.end();
  }
}

async function runChecks(part: Part, ctx: Context, aborted: AbortSignal): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  let state: unknown;
  const prepared = await attempt(PREPARE_LIMIT_SECONDS, aborted, async () => {
    await ctx.provide(part.needs);
    state = await part.prepare?.(ctx);
  });
  let obstacle = prepared.outcome === "passed" ? undefined : prepared;
  for (const check of part.checks) {
    const result = obstacle ?? (await runCheck(check, ctx, state, aborted));
    results.push({ ...result, name: check.name, level: check.level, note: check.note });
    report(results.at(-1)!);
    if (part.inOrder && result.outcome === "failed" && obstacle === undefined) {
      obstacle = { outcome: "skipped", reason: `after the failure of "${check.name}"`, seconds: 0 };
    }
  }
  return results;
}

type Attempt = Pick<CheckResult, "outcome" | "reason" | "seconds">;

function runCheck(check: Check, ctx: Context, state: unknown, aborted: AbortSignal): Promise<Attempt> {
  return attempt(check.limit ?? CHECK_LIMIT_SECONDS, aborted, () => check.run(ctx, state));
}

async function attempt(limit: number, aborted: AbortSignal, action: () => Promise<void>): Promise<Attempt> {
  const started = Date.now();
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`not finished after ${limit} s`));
    }, limit * 1000);
    const abort = (): void => {
      reject(new Error("interrupted"));
    };
    aborted.addEventListener("abort", abort);
    stop = () => {
      clearTimeout(timer);
      aborted.removeEventListener("abort", abort);
    };
  });
  try {
    aborted.throwIfAborted();
    await Promise.race([action(), stopped]);
    return { outcome: "passed", seconds: secondsSince(started) };
  } catch (error) {
    const outcome = error instanceof Unavailable ? "skipped" : "failed";
    return { outcome, reason: explain(error), seconds: secondsSince(started) };
  } finally {
    stop();
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `\n${error.cause.message}` : "";
  return error.message + cause;
}

function report({ name, level, outcome, reason, seconds }: CheckResult): void {
  const why = outcome === "passed" ? "" : `: ${reason}`;
  process.stdout.write(`  ${outcome.padEnd(7)} ${level} ${name} (${seconds.toFixed(1)} s)${why}\n`);
}

const secondsSince = (started: number): number => (Date.now() - started) / 1000;
