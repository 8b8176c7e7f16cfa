#!/usr/bin/env node
/**
 * What `cdktf` runs: one or many sites as one app.
 *
 * Sites are named by arguments, else by the environment variable HOLDFAST_SITES (paths separated by commas), else by
 * the context key `sites` of cdktf.json, else every site below the current folder.
 */
import { resolve } from "node:path";
import { ProblemError } from "../src/errors/problem";
import { exitWith } from "../src/cli/exit";
import { openSites } from "../src/site/open";
import { buildApp } from "../src/stacks/build-app";
import { writeTeamsPackages } from "../src/stacks/teams-package";

function targets(): readonly string[] {
  const named = process.argv.slice(2);
  if (named.length > 0) return named;
  const fromEnvironment = process.env.HOLDFAST_SITES;
  if (fromEnvironment) return fromEnvironment.split(",");
  const context = JSON.parse(process.env.CDKTF_CONTEXT_JSON ?? "{}") as { sites?: string | string[] };
  return [context.sites ?? "."].flat();
}

exitWith(() => {
  const { sites, problems } = openSites(targets());
  const errors = problems.filter((each) => each.severity === "error");
  if (errors.length > 0) throw new ProblemError(errors);
  const built = sites.map((each) => each.site);
  const writeTo = resolve(process.env.CDKTF_OUTDIR ?? "cdktf.out");
  buildApp(built, { writeTo }).synth();
  writeTeamsPackages(built, writeTo);
});
