/** Something drawn, and what it shows. */
export interface Showing {
  readonly shows: ReadonlySet<string>;
}

/**
 * Few of the candidates that show everything wanted between them: again and again the one that shows most of what none
 * has shown yet. Throws with what no candidate shows.
 */
export function fewest<T extends Showing>(candidates: readonly T[], wanted: Iterable<string>): readonly T[] {
  const missing = new Set(wanted);
  const chosen: T[] = [];
  const news = ({ shows }: Showing): number => [...missing].filter((each) => shows.has(each)).length;
  while (missing.size > 0) {
    const best = candidates.reduce<T | undefined>(
      (one, other) => (one === undefined || news(other) > news(one) ? other : one),
      undefined,
    );
    if (best === undefined || news(best) === 0) throw new Error(`none drawn has: ${[...missing].join(", ")}`);
    for (const each of best.shows) missing.delete(each);
    chosen.push(best);
  }
  return chosen;
}
