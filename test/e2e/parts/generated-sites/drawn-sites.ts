import * as fc from "fast-check";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { openSites } from "../../../../src/site/open";
import type { Site } from "../../../../src/site/site";
import type { SiteOverlay } from "../examples/synthesized-site";
import { arbitrarySite } from "./arbitrary-site";
import { featuresOf, WANTED } from "./features";

/** The same sites on every run. */
export const SEED = 20261122;
const CANDIDATES = 160;
const LEAST = 26;

export interface DrawnSite {
  readonly file: string;
  readonly site: Site;
}

/** Sites without errors, chosen so that every wanted feature is among them. */
export interface DrawnSites {
  readonly sites: readonly DrawnSite[];
  readonly candidates: number;
  readonly withoutErrors: number;
}

/** @param base what every site needs on the cluster of the test; the drawn files extend it */
export function drawSites(folder: string, base: SiteOverlay): DrawnSites {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "base.yaml"), stringify(base));
  const files = Array.from({ length: CANDIDATES }, (_, index) => {
    const file = join(folder, `site-${index}.yaml`);
    const [drawn] = fc.sample(arbitrarySite(index), { seed: SEED + index, numRuns: 1 });
    writeFileSync(file, stringify({ extends: "base.yaml", ...drawn }));
    return file;
  });
  const { sites, problems } = openSites(files);
  const refused = new Set(problems.filter(({ severity }) => severity === "error").map(({ file }) => file));
  const fine = sites.filter(({ file }) => !refused.has(file)).map(({ file, site }) => ({ file, site }));
  return { sites: choose(fine), candidates: files.length, withoutErrors: fine.length };
}

/** First those that show something new, then as many as are wanted; in the order they were drawn. */
function choose(fine: readonly DrawnSite[]): readonly DrawnSite[] {
  const seen = new Set<string>();
  const telling = fine.filter(({ site }) => {
    const fresh = featuresOf(site).filter((feature) => WANTED.has(feature) && !seen.has(feature));
    for (const feature of fresh) seen.add(feature);
    return fresh.length > 0;
  });
  const missing = [...WANTED].filter((feature) => !seen.has(feature));
  if (missing.length > 0) throw new Error(`no drawn site has: ${missing.join(", ")}`);
  const others = fine.filter((site) => !telling.includes(site));
  const chosen = new Set([...telling, ...others.slice(0, Math.max(0, LEAST - telling.length))]);
  return fine.filter((site) => chosen.has(site));
}
