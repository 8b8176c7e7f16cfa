import type { Part } from "./part";

const USUAL_SECONDS = 15;

/** A part, or one chapter of it: what one process runs. */
export interface Section {
  /** `nginx`, or `examples:edge`. */
  readonly id: string;
  /** The part, with the section's checks alone. */
  readonly part: Part;
  /** Seconds that it takes about. */
  readonly seconds: number;
}

/** A section for each chapter; a part without chapters is one section. */
export function sectionsOf(part: Part): readonly Section[] {
  const chapters = [...new Set(part.checks.map(({ chapter }) => chapter))];
  return chapters.map((chapter) => ({
    id: chapter === undefined ? part.name : `${part.name}:${chapter}`,
    part: { ...part, checks: part.checks.filter((check) => check.chapter === chapter) },
    seconds: (part.seconds ?? USUAL_SECONDS) / chapters.length,
  }));
}

/** The name of the part that a section's id begins with. */
export const partName = (id: string): string => id.split(":", 1)[0]!;
