/** Somebody says what a value is. */
export interface Claim {
  /** What the value is of: a setting's path, a variable, a plugin's switch. */
  readonly subject: string;
  readonly value: unknown;
  /** Who says so. */
  readonly by: string;
}

/** Two claims that can't both be true. */
export interface Conflict {
  readonly subject: string;
  readonly first: Claim;
  readonly second: Claim;
}

/** Claims that contradict an earlier one. Saying the same twice is no conflict. */
export function conflictsOf(claims: readonly Claim[]): readonly Conflict[] {
  const known = new Map<string, Claim>();
  return claims.flatMap((second) => {
    const first = known.get(second.subject);
    if (!first) {
      known.set(second.subject, second);
      return [];
    }
    return JSON.stringify(first.value) === JSON.stringify(second.value)
      ? []
      : [{ subject: second.subject, first, second }];
  });
}
