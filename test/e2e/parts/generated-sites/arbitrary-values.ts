import * as fc from "fast-check";

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** A record without the keys that were drawn as undefined: those a person did not write. */
export function maybe(fields: Fields): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return fc
    .record(fields)
    .map((drawn) => Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)));
}

/** Mostly not written. */
export const quietly = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

/** Generated, generated anew, or an existing Secret. */
export const secretName = (secret: string): fc.Arbitrary<object | undefined> =>
  fc.constantFrom(undefined, { generate: true, revision: 3 }, { secret });
