import * as fc from "fast-check";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveSite } from "../../../src/site/resolve";
import { checkSite } from "../../../src/site/rules";
import { siteSpec } from "../../../src/site/spec";
import type { Site } from "../../../src/site/site";
import { buildApp } from "../../../src/stacks/build-app";
import type { Json } from "../../support/terraform-json";
import { arbitraryEnterprise, type DrawnSite } from "./arbitrary-enterprise";
import { arbitraryLocal } from "./arbitrary-local";
import { featuresOf, WANTED } from "./features";

/** The same sites on every run. */
const SEED = 20261123;
const CANDIDATES = { azure: 140, local: 20 };

/** A generated site and what it is built of, by the name of the stack without the site's. */
export interface BuiltSite {
  readonly site: Site;
  readonly stacks: Readonly<Record<string, Json>>;
}

/** Sites without errors, as few as show every wanted feature between them. */
export function drawSites(): readonly Site[] {
  const drawn = [
    ...fc.sample(arbitraryEnterprise, { seed: SEED, numRuns: CANDIDATES.azure }),
    ...fc.sample(arbitraryLocal, { seed: SEED, numRuns: CANDIDATES.local }),
  ];
  return choose(drawn.flatMap((candidate) => siteOf(candidate) ?? []));
}

/** The resolved site; nothing where a rule is broken. */
function siteOf(drawn: DrawnSite): Site | undefined {
  const spec = siteSpec.parse(drawn);
  const resolved = resolveSite(spec, { directory: "/sites" });
  const refused = checkSite(resolved, spec).some(({ severity }) => severity === "error");
  return refused ? undefined : resolved.site;
}

/** Again and again the site that shows most of what none has shown yet. */
function choose(sites: readonly Site[]): readonly Site[] {
  const telling = new Map(sites.map((site) => [site, new Set(featuresOf(site))]));
  const missing = new Set(WANTED);
  const chosen: Site[] = [];
  while (missing.size > 0) {
    const news = [...telling].map(
      ([site, told]) => [site, [...missing].filter((each) => told.has(each))] as const,
    );
    const [best, shown] = news.reduce((one, other) => (other[1].length > one[1].length ? other : one));
    if (shown.length === 0) throw new Error(`no drawn site has: ${[...missing].join(", ")}`);
    for (const each of shown) missing.delete(each);
    chosen.push(best);
  }
  return chosen;
}

/** Builds sites in one app. */
export function build(sites: readonly Site[]): readonly BuiltSite[] {
  const folder = mkdtempSync(join(tmpdir(), "enterprise-"));
  try {
    buildApp(sites, { writeTo: folder, outDirectory: "/sites/cdktf.out" }).synth();
    const names = readdirSync(join(folder, "stacks"));
    return sites.map((site) => ({
      site,
      stacks: Object.fromEntries(
        names
          .filter((name) => name.startsWith(`${site.name}-`))
          .map((name) => {
            const text = readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8");
            return [name.slice(site.name.length + 1), JSON.parse(text) as Json];
          }),
      ),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
