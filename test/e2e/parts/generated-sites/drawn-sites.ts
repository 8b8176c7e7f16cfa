import * as fc from "fast-check";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { encodePng } from "../../../../src/constructs/m365/png";
import { openSites } from "../../../../src/site/open";
import type { Site } from "../../../../src/site/site";
import { fewest } from "../../../support/fewest";
import { allOptions, optionsBelow, optionsIn } from "../../../support/site-options";
import type { SiteOverlay } from "../examples/synthesized-site";
import { arbitrarySite } from "./arbitrary-site";
import { featuresOf, WANTED } from "./features";
import { NOT_DRAWN } from "./not-drawn";

/** The same sites on every run. */
const SEED = 20000;
const CANDIDATES = 320;
const LEAST = 26;

export interface DrawnSite {
  readonly file: string;
  readonly site: Site;
  /** What it shows: its options, and what follows from its sizes. */
  readonly shows: ReadonlySet<string>;
}

/** Sites without errors, chosen so that every option of the site file is among them. */
export interface DrawnSites {
  readonly sites: readonly DrawnSite[];
  readonly candidates: number;
  readonly withoutErrors: number;
  /** Options that the chosen sites say. */
  readonly options: number;
}

/** @param base what every site needs on the cluster of the test; the drawn files extend it */
export function drawSites(folder: string, base: SiteOverlay): DrawnSites {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "base.yaml"), stringify(base));
  writeNamedFiles(folder);
  const drawn = Array.from({ length: CANDIDATES }, (_, index) => {
    const file = join(folder, `site-${index}.yaml`);
    const [written] = fc.sample(arbitrarySite(index), { seed: SEED + index, numRuns: 1 });
    writeFileSync(file, stringify({ extends: "base.yaml", ...written }));
    return { file, options: [...optionsIn(base), ...optionsIn(written)] };
  });
  const { sites, problems } = openSites(drawn.map(({ file }) => file));
  const refused = new Set(problems.filter(({ severity }) => severity === "error").map(({ file }) => file));
  const options = new Map(drawn.map((each) => [each.file, each.options]));
  const fine = sites
    .filter(({ file }) => !refused.has(file))
    .map(({ file, site }) => ({
      file,
      site,
      shows: new Set([...options.get(file)!, ...featuresOf(site)]),
    }));
  const chosen = choose(fine);
  const said = [...wantedOptions()].filter((option) => chosen.some(({ shows }) => shows.has(option)));
  return { sites: chosen, candidates: drawn.length, withoutErrors: fine.length, options: said.length };
}

/** Files that a drawn site may name. */
function writeNamedFiles(folder: string): void {
  for (const [name, size] of [
    ["color.png", 192],
    ["outline.png", 32],
  ] as const) {
    const pixels = new Uint8Array(size * size * 4);
    writeFileSync(join(folder, name), encodePng({ width: size, height: size, pixels }));
  }
  writeFileSync(join(folder, "login.json"), JSON.stringify({ auths: {} }));
}

/** Every option that is not excused. */
function wantedOptions(): readonly string[] {
  const excused = new Set(optionsBelow(Object.keys(NOT_DRAWN)));
  return [...allOptions()].filter((option) => !excused.has(option));
}

/** As few as show everything, then as many as are wanted; as they were drawn. */
function choose(fine: readonly DrawnSite[]): readonly DrawnSite[] {
  const chosen = new Set(fewest(fine, [...wantedOptions(), ...WANTED]));
  for (const each of fine.slice(0, LEAST)) if (chosen.size < LEAST) chosen.add(each);
  return fine.filter((site) => chosen.has(site));
}
