import type { Need, Part } from "./part";
import { sectionsOf, type Section } from "./sections";

/** Sections that one process runs, one after the other. */
export interface Job {
  readonly sections: readonly Section[];
  /** Nothing else runs meanwhile. */
  readonly alone: boolean;
  /** It takes no lane. */
  readonly waits: boolean;
  /** Seconds that it takes about. */
  readonly seconds: number;
}

const SHARED: readonly Need[] = ["kubernetes", "cnpg-operator"];

/**
 * A job for each section, but one for those that are together, and one for all that share a control plane. The longest come first, so that none of them is
 * waited for at the end; those that want to be alone come last.
 */
export function jobsOf(parts: readonly Part[]): readonly Job[] {
  const sections = parts.flatMap(sectionsOf);
  const shares = ({ part }: Section): boolean =>
    part.alone !== true && part.needs.some((need) => SHARED.includes(need));
  const together = sections.filter(shares);
  const single = groups(
    sections.filter((section) => !shares(section)),
    parts.flatMap(companiesOf),
  );
  return [...single, ...(together.length > 0 ? [together] : [])]
    .map((members) => ({
      sections: members,
      alone: members.some(({ part }) => part.alone === true),
      waits: members.every(({ part }) => part.waits === true),
      seconds: members.reduce((sum, { seconds }) => sum + seconds, 0),
    }))
    .sort((a, b) => Number(a.alone) - Number(b.alone) || b.seconds - a.seconds);
}

/** Ids of the sections that a part wants to see together. */
function companiesOf(part: Part): readonly (readonly string[])[] {
  const chapters = new Set(part.checks.map(({ chapter }) => chapter));
  return (part.together ?? []).map((names) =>
    names.map((name) => (chapters.has(name) ? `${part.name}:${name}` : name)),
  );
}

function groups(
  sections: readonly Section[],
  companies: readonly (readonly string[])[],
): readonly (readonly Section[])[] {
  const grouped = new Map<string, Section[]>();
  for (const section of sections) {
    const group = companies.find((ids) => ids.includes(section.id))?.join() ?? section.id;
    grouped.set(group, [...(grouped.get(group) ?? []), section]);
  }
  return [...grouped.values()];
}

/**
 * Starts the jobs in order, so many at a time; those that only wait run beside them. A job that wants to be alone waits
 * for the others, and they for it.
 */
export async function inLanes(
  lanes: number,
  jobs: readonly Job[],
  run: (job: Job) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  const shared = jobs.filter(({ alone }) => !alone);
  const rest = shared.filter(({ waits }) => !waits);
  const lane = async (): Promise<void> => {
    for (let job = rest.shift(); job !== undefined && !stop.aborted; job = rest.shift()) await run(job);
  };
  const beside = shared.filter(({ waits }) => waits).map(run);
  await Promise.all([...beside, ...Array.from({ length: lanes }, lane)]);
  for (const job of jobs.filter(({ alone }) => alone)) if (!stop.aborted) await run(job);
}
