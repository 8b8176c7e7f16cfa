import type { Need, Part } from "./part";

/** Parts that one process runs, one after the other. */
export interface Job {
  readonly parts: readonly Part[];
  /** Nothing else runs meanwhile. */
  readonly alone: boolean;
  /** Seconds that it takes about. */
  readonly seconds: number;
}

const SHARED: readonly Need[] = ["kubernetes", "cnpg-operator"];
const USUAL_SECONDS = 15;

/**
 * A job for each part, but one for all that share a control plane. The longest come first, so that none of them is
 * waited for at the end; those that want to be alone come last.
 */
export function jobsOf(parts: readonly Part[]): readonly Job[] {
  const shares = (part: Part): boolean =>
    part.alone !== true && part.needs.some((need) => SHARED.includes(need));
  const together = parts.filter(shares);
  const single = parts.filter((part) => !shares(part)).map((part) => [part]);
  return [...single, ...(together.length > 0 ? [together] : [])]
    .map((members) => ({
      parts: members,
      alone: members.some(({ alone }) => alone === true),
      seconds: members.reduce((sum, { seconds }) => sum + (seconds ?? USUAL_SECONDS), 0),
    }))
    .sort((a, b) => Number(a.alone) - Number(b.alone) || b.seconds - a.seconds);
}

/** Starts the jobs in order, so many at a time; a job that wants to be alone waits for the others, and they for it. */
export async function inLanes(
  lanes: number,
  jobs: readonly Job[],
  run: (job: Job) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  const rest = jobs.filter(({ alone }) => !alone);
  const lane = async (): Promise<void> => {
    for (let job = rest.shift(); job !== undefined && !stop.aborted; job = rest.shift()) await run(job);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  for (const job of jobs.filter(({ alone }) => alone)) if (!stop.aborted) await run(job);
}
