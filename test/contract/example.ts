import type { App } from "cdktf";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openSites } from "../../src/site/open";
import type { Site } from "../../src/site/site";
import { buildApp } from "../../src/stacks/build-app";
import type { Json } from "../support/terraform-json";

/** Root of the repository. */
export const ROOT = resolve(__dirname, "../..");

/** Where the output would end up: paths in it are relative to this folder, whatever it is written to. */
const OUTPUT = join(ROOT, "cdktf.out");

/** One of `examples/*`, synthesized. */
export interface Example {
  readonly name: string;
  readonly site: Site;
  readonly app: App;
  /** Folder that was written to. */
  readonly folder: string;
  /** Every file below `stacks/` and the manifest, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** `cdk.tf.json` by stack. */
  readonly stacks: Readonly<Record<string, Json>>;
}

/** Names of the examples that have a site file. */
export function exampleNames(): readonly string[] {
  const folder = join(ROOT, "examples");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "site.yaml")))
    .sort();
}

/** Opens and synthesizes an example; throws when its site has errors. */
export function synthesizeExample(name: string): Example {
  const { sites, problems } = openSites([join(ROOT, "examples", name, "site.yaml")]);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0 || sites.length !== 1) throw new Error(`${name}: ${JSON.stringify(errors)}`);
  const { site } = sites[0]!;
  const folder = mkdtempSync(join(tmpdir(), "holdfast-contract-"));
  const app = buildApp([site], { writeTo: folder, outDirectory: OUTPUT });
  app.synth();
  const files = filesBelow(folder);
  const stacks = Object.entries(files).flatMap(([path, text]) => {
    const stack = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1];
    return stack === undefined ? [] : [[stack, JSON.parse(text) as Json] as const];
  });
  return { name, site, app, folder, files, stacks: Object.fromEntries(stacks) };
}

function filesBelow(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
