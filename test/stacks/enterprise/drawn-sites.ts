import * as fc from "fast-check";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveSite } from "../../../src/site/resolve";
import { checkSite } from "../../../src/site/rules";
import { siteSpec } from "../../../src/site/spec";
import type { Site } from "../../../src/site/site";
import { buildApp } from "../../../src/stacks/build-app";
import { fewest } from "../../support/fewest";
import { optionsBelow, optionsIn } from "../../support/site-options";
import type { Json } from "../../support/terraform-json";
import { arbitraryEnterprise, type DrawnSite } from "./arbitrary-enterprise";
import { arbitraryLocal } from "./arbitrary-local";
import { featuresOf, WANTED } from "./features";

/** The same sites on every run. */
const SEED = 20261134;
const CANDIDATES = { azure: 260, local: 30 };

/** A generated site and what it is built of, by the name of the stack without the site's. */
export interface BuiltSite {
  readonly site: Site;
  readonly stacks: Readonly<Record<string, Json>>;
}

/** Beginnings of the options that only enterprise sites have. Every option below them must be drawn. */
const DRAWN_HERE: readonly string[] = [
  "azure",
  "azureLocal",
  "database(azure)",
  "objectStore(azure-blob)",
  "objectStore(azure-files)",
  "secrets.keyVault",
];

/** Sites without errors, as few as show every wanted option and feature between them. */
export function drawSites(): readonly Site[] {
  const drawn = [
    ...fc.sample(arbitraryEnterprise, { seed: SEED, numRuns: CANDIDATES.azure }),
    ...fc.sample(arbitraryLocal, { seed: SEED, numRuns: CANDIDATES.local }),
  ];
  const fine = drawn.flatMap((file) => {
    const site = siteOf(file);
    return site ? [{ site, shows: new Set([...optionsIn(file), ...featuresOf(site)]) }] : [];
  });
  return fewest(fine, [...optionsBelow(DRAWN_HERE), ...WANTED]).map(({ site }) => site);
}

/** The resolved site; nothing where a rule is broken. */
function siteOf(drawn: DrawnSite): Site | undefined {
  const spec = siteSpec.parse(drawn);
  const resolved = resolveSite(spec, { directory: "/sites" });
  const refused = checkSite(resolved, spec).some(({ severity }) => severity === "error");
  return refused ? undefined : resolved.site;
}

/** Builds sites in one app, or what stands in for them. */
export function build(
  sites: readonly Site[],
  standIn: (site: Site) => Site = (site) => site,
): readonly BuiltSite[] {
  const folder = mkdtempSync(join(tmpdir(), "enterprise-"));
  try {
    buildApp(sites.map(standIn), { writeTo: folder, outDirectory: "/sites/cdktf.out" }).synth();
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
