import * as fc from "fast-check";

/** What is drawn for each key. */
export type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** A section of a site file as data. */
export type Drawn = Readonly<Record<string, unknown>>;

/** A record without the keys that were drawn as undefined: those a person did not write. */
export function maybe(fields: Fields): fc.Arbitrary<Drawn> {
  return fc
    .record(fields)
    .map((drawn) => Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)));
}

/** Mostly not written. */
export const quietly = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

/** As often written as not. */
export const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(fc.constant(undefined), value);

/** Mostly written. */
export const mostly = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 4, arbitrary: value });

/** One or another of these sections. */
export const either = (...drawn: readonly Drawn[]): fc.Arbitrary<Drawn> => fc.constantFrom(...drawn);

/** Always the same. */
export const always = <T>(value: T): fc.Arbitrary<T> => fc.constant(value);

/** Generated, generated anew, or an existing Secret. */
export const secretName = (secret: string): fc.Arbitrary<object | undefined> =>
  fc.constantFrom(undefined, { generate: true, revision: 3 }, { secret }, { secret, revision: 2 });

/** A value of an existing Secret: the name alone, or all that can be said of it. */
export const secretValue = (secret: string): fc.Arbitrary<Drawn> =>
  fc.constantFrom<Drawn>({ secret }, { secret, key: "value", revision: 2 });

/** The same, with its last day. */
export const endingValue = (secret: string): fc.Arbitrary<Drawn> =>
  fc.constantFrom<Drawn>({ secret }, { secret, key: "value", revision: 2, expires: "2031-12-31" });

/** An address of the site's own among all drawn sites. */
export const addressOf = (index: number, host: number): string =>
  `10.${64 + Math.floor(index / 256)}.${index % 256}.${host}`;

export const resources = fc.constantFrom({ cpu: "500m", memory: "2Gi" }, { cpu: "2", memory: "4Gi" });

export const networks = fc.constantFrom(["192.0.2.0/24"], ["192.0.2.0/25", "198.51.100.0/24"]);
