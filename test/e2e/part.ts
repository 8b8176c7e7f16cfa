import type { Context } from "./context";

/**
 * How far a check proves its subject: P2 valid for the real schema, P3 applied to a real API server,
 * P4 booted in the real component and its behaviour seen.
 */
export const LEVELS = ["P2", "P3", "P4"] as const;
export type Level = (typeof LEVELS)[number];

/** What a part can't do without: started before its first check, shared by all parts of the run. */
export const NEEDS = ["kubernetes", "cnpg-operator", "terraform", "debian"] as const;
export type Need = (typeof NEEDS)[number];

/** One named step; it passes when it returns, fails when it throws, is skipped when it throws `Unavailable`. */
export interface Check<S = unknown> {
  readonly name: string;
  readonly level: Level;
  /** Seconds. Default 300. */
  readonly limit?: number;
  /** Said in the table and the results: what stands in for the real thing. */
  readonly note?: string;
  /** Checks of one chapter stand apart from all others of the part: each has a process of its own, or with those of `Part.together`. */
  readonly chapter?: string;
  run(ctx: Context, state: S): Promise<void>;
}

/** One file of `test/e2e/parts` exports one of these as `part`. */
export interface Part<S = unknown> {
  /** The name on the command line and in the results. */
  readonly name: string;
  readonly title: string;
  readonly needs: readonly Need[];
  /** Classes of `src/constructs` that this part proves. */
  readonly proves?: readonly string[];
  /** The checks build on each other: after a failure the rest is skipped. */
  readonly inOrder?: boolean;
  /** Nothing else may run meanwhile: it measures time. */
  readonly alone?: boolean;
  /** Chapters, and other parts, that one process runs one after the other: what is slow to start serves them all. */
  readonly together?: readonly (readonly string[])[];
  /** Most of its time it waits for the clock: it takes no lane from others. */
  readonly waits?: boolean;
  /** About how long it takes, where that is more than a few seconds: the longest are started first. */
  readonly seconds?: number;
  /** Runs once, before the checks; each check gets what it returns. */
  prepare?(ctx: Context): Promise<S>;
  readonly checks: readonly Check<S>[];
}
