import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../toolchain/paths";
import { run } from "../toolchain/process";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import { npmInstall } from "./cdktf-cli/npm-install";
import {
  holdfastPackage,
  linkModules,
  outsideProject,
  packedHoldfast,
  REPOSITORY_MODULES,
} from "./cdktf-cli/outside-project";
import { differences, type Difference } from "./fork/differences";

const FORK = "npm:cdktn@0.24.0";
const CONSTRUCTS = "10.6.0";
const NODE_NOTE =
  "the library names no Node version and was seen on Node 20; its cdktn-cli, which isn't used, wants 22.19";
const SAME_NOTE =
  "with the same provider bindings even the provider sources stay; the tool's own version differs";
const TYPESCRIPT = join(REPOSITORY_MODULES, "typescript", "bin", "tsc");
const COMPILE_LIMIT_SECONDS = 240;

interface State {
  /** The same package with cdktf and with the fork. */
  readonly before: string;
  readonly after: string;
}

export const part: Part<State> = {
  name: "fork",
  title: "The living fork of cdktf, swapped in by its dependency line",
  needs: [],
  seconds: 20,
  prepare,
  checks: [
    check("npm gives the whole project one fork and one constructs", onlyTheFork, NODE_NOTE),
    check("the sources compile against its types", sourcesCompile),
    check("every example site synthesizes to the same JSON", sitesAreEqual, SAME_NOTE),
    check("so does the example of constructs, compiled against it", constructsAreEqual),
  ],
};

type Step = (ctx: Context, state: State) => Promise<void> | void;

function check(name: string, step: Step, note?: string): Check<State> {
  const run: Check<State>["run"] = async (ctx, state) => step(ctx, state);
  return { name, level: "P2", run, ...(note === undefined ? {} : { note }) };
}

async function prepare(ctx: Context): Promise<State> {
  const { name, version, dependencies } = holdfastPackage;
  const modules = await npmInstall({
    name: "fork-project",
    version: FORK.replace(/^.*@/, ""),
    unpublished: { name, version, dependencies } as { readonly name: string; readonly version: string },
    packageJson: {
      private: true,
      dependencies: { cdktf: FORK, constructs: CONSTRUCTS, [name]: `file:./${name}-${version}.tgz` },
      // The package pins both exactly; without the second line npm would give it a constructs of its own.
      overrides: { cdktf: "$cdktf", constructs: "$constructs" },
    },
  });
  const tarball = await packedHoldfast(ctx.tmp("package"));
  const before = await outsideProject(ctx.tmp("before"), tarball, REPOSITORY_MODULES);
  const after = await outsideProject(ctx.tmp("after"), tarball, modules);
  for (const project of [before, after]) {
    cpSync(join(REPOSITORY, "examples"), join(project, "examples"), { recursive: true });
  }
  return { before, after };
}

function onlyTheFork(_ctx: Context, { after }: State): void {
  const read = (name: string): Manifest =>
    JSON.parse(readFileSync(join(after, "node_modules", name, "package.json"), "utf8")) as Manifest;
  assert.deepEqual([read("cdktf").name, `npm:cdktn@${read("cdktf").version}`], ["cdktn", FORK]);
  assert.equal(read("constructs").version, CONSTRUCTS);
  for (const name of ["holdfast", "cdktf", "@cdktf/provider-kubernetes", "@cdktf/provider-helm"]) {
    for (const twin of ["cdktf", "constructs"]) {
      const place = join("node_modules", name, "node_modules", twin);
      assert.equal(existsSync(join(after, place)), false, `${place} is a second copy`);
    }
  }
  assert.equal(read("cdktf").engines?.node, undefined, "the fork says which Node it needs now");
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines?: { readonly node?: string };
}

async function sourcesCompile(ctx: Context, { after }: State): Promise<void> {
  const folder = ctx.tmp("sources");
  for (const name of ["src", "bin", "package.json", "tsconfig.json", "tsconfig.build.json"]) {
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
  }
  linkModules(join(after, "node_modules"), folder, ["@types"]);
  symlinkSync(join(REPOSITORY_MODULES, "@types"), join(folder, "node_modules", "@types"));
  await typescript(folder, ["-p", "tsconfig.build.json", "--noEmit", "--incremental", "false"]);
}

async function sitesAreEqual(_ctx: Context, { before, after }: State): Promise<void> {
  const command = join("node_modules", "holdfast", "dist", "bin", "holdfast.js");
  for (const folder of [before, after]) {
    await run(process.execPath, [command, "synth", "examples", "--out", "sites"], { folder });
  }
  assertSameButForNames(join(before, "sites"), join(after, "sites"));
}

async function constructsAreEqual(ctx: Context, { before, after }: State): Promise<void> {
  const source = join("examples", "constructs", "main.ts");
  const options = ["--module", "node20", "--target", "es2022", "--strict", "--skipLibCheck"];
  await typescript(after, [...options, "--typeRoots", "none", source]);
  const program = source.replace(/ts$/, "js");
  cpSync(join(after, program), join(before, program));
  // A stack without a backend of its own writes the working directory into its JSON.
  const folder = ctx.tmp("work");
  for (const project of [before, after]) {
    const environment = { CDKTF_OUTDIR: join(project, "constructs") };
    await run(process.execPath, [join(project, program)], { folder, environment });
  }
  assertSameButForNames(join(before, "constructs"), join(after, "constructs"));
}

function typescript(folder: string, args: readonly string[]): Promise<unknown> {
  return run(process.execPath, [TYPESCRIPT, ...args], { folder, limit: COMPILE_LIMIT_SECONDS });
}

/** Prints what differs as it may, and fails on the rest. */
function assertSameButForNames(before: string, after: string): void {
  const found = differences(before, after);
  assert.deepEqual(
    found.filter((difference) => !isExpected(difference)),
    [],
  );
  assert.ok(
    found.some(({ place }) => VERSION.test(place)),
    "both outputs name the same version of the tool",
  );
  const lines = found.map(
    ({ place, before, after }) => `${lastOf(place)}: ${text(before)} -> ${text(after)}`,
  );
  for (const line of [...new Set(lines)].sort()) process.stdout.write(`    differs: ${line}\n`);
}

/** Qualified only by the fork's own builds of a provider's bindings; the old ones stay as they are. */
const SOURCE = /\/terraform\/required_providers\/[a-z]+\/source$/;
const VERSION = /^(manifest\.json#\/version|stacks\/[^/]+\/cdk\.tf\.json#\/\/\/\/metadata\/version)$/;

function isExpected({ place, before, after }: Difference): boolean {
  if (SOURCE.test(place)) return after === `hashicorp/${String(before)}`;
  return VERSION.test(place) && typeof before === "string" && typeof after === "string";
}

const lastOf = (place: string): string => place.split("/").slice(-2).join("/");
const text = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
