import * as fc from "fast-check";
import { stringify } from "yaml";
import type { Problem } from "../../../src/errors/problem";
import { openSites } from "../../../src/site/open";
import { memoryFiles } from "../../site/load/memory-files";
import { arbitraryEnterprise, type DrawnSite } from "./arbitrary-enterprise";
import { MISTAKES, type Draft } from "./mistakes";

const SEED = 20261124;
const FILE = "/sites/site.yaml";

/** Opens a site as if it stood in a file. */
function opened(site: unknown): readonly Problem[] {
  const files = memoryFiles({ [FILE]: stringify(site) });
  return openSites([FILE], { files }).problems;
}

/** A problem that a person can act on: it says where, what was seen, what would be right and what to do. */
function isTold({ file, line, path, message, expected, fix }: Problem): boolean {
  return file === FILE && (line ?? 0) > 0 && [path, message, expected, fix].every((text) => text.length > 0);
}

const anySite = fc.sample(arbitraryEnterprise, { seed: SEED, numRuns: 3 });

test.each(MISTAKES)("$what is a problem with place and fix, whatever the site is", ({ make, code, path }) => {
  for (const site of anySite) {
    const draft = structuredClone(site) as unknown as Draft;
    make(draft);
    const problems = opened(draft);
    expect(problems.filter((each) => !isTold(each))).toEqual([]);
    const found = problems.filter((each) => each.code.startsWith(code) && path.test(each.path));
    expect([found.length > 0, problems.map((each) => `${each.code} ${each.path}`)]).toEqual([
      true,
      expect.anything(),
    ]);
  }
});

/** What a slip of the hand, a wrong template or a malicious file puts anywhere. */
const JUNK: readonly unknown[] = [
  null,
  "",
  -1,
  1e21,
  true,
  [],
  {},
  "o".repeat(300),
  "10.0.0.0/8",
  "300.1.1.1/99",
  "::/0",
  "10.9.0.0/29",
  "other.example",
  "${var.x}",
  "Standard_D2s_v3",
];

/** Every place of the site file that holds a value. */
function placesIn(
  value: unknown,
  place: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [place];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    placesIn(each, [...place, Array.isArray(value) ? Number(key) : key]),
  );
  return place.length > 0 ? [place, ...inner] : inner;
}

function put(site: DrawnSite, place: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(site) as unknown;
  const owner = place
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], copy);
  (owner as Record<string | number, unknown>)[place.at(-1) ?? ""] = value;
  return copy;
}

test("nonsense anywhere in the site file is told or harmless, and never a crash", () => {
  const slip = arbitraryEnterprise.chain((site) =>
    fc.record({
      site: fc.constant(site),
      place: fc.constantFrom(...placesIn(site)),
      junk: fc.constantFrom(...JUNK),
    }),
  );
  fc.assert(
    fc.property(slip, ({ site, place, junk }) => {
      expect(opened(put(site, place, junk)).filter((each) => !isTold(each))).toEqual([]);
    }),
    { seed: SEED, numRuns: 120 },
  );
});
