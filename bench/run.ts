/**
 * Speed and memory as ratios against named peers in the same run.
 *
 * `npm run bench` prints the tables of docs/performance.md; `-- --runs N` sets the counted runs (default 7).
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, type Measured } from "./measure";

const ROOT = join(__dirname, "..");
const CLI = join(ROOT, "dist", "bin", "holdfast.js");
const EDGE = join(ROOT, "examples", "edge", "site.yaml");
const ENTERPRISE = join(ROOT, "examples", "enterprise", "site.yaml");
const given = process.argv.indexOf("--runs");
const runs = given > 0 ? Number(process.argv[given + 1]) : 7;

const work = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
try {
  main();
} finally {
  rmSync(work, { recursive: true, force: true });
}

function main(): void {
  const resources = resourcesOfEdge();
  const cold = measure(
    {
      "holdfast synth, edge site": [CLI, "synth", EDGE, "--out", join(work, "out")],
      "naive cdktf, same resources": [
        "--import",
        "tsx",
        join(__dirname, "peers", "naive-cdktf.ts"),
        resources,
      ],
      "cdk8s, same objects": [join(__dirname, "peers", "cdk8s.cjs"), resources],
    },
    runs,
  );
  table("Cold synth of the edge site", cold, "holdfast synth, edge site");

  const largest = measure(
    {
      "edge site": [CLI, "synth", EDGE, "--out", join(work, "out")],
      "enterprise site in Azure": [CLI, "synth", ENTERPRISE, "--out", join(work, "largest")],
    },
    runs,
  );
  table("Cold synth of the largest example", largest, "edge site");

  const [one, ten, hundred] = [1, 10, 100].map(generatedSites);
  const growth = measure(
    {
      "1 site": [CLI, "synth", one!, "--out", join(work, "grow")],
      "10 sites": [CLI, "synth", ten!, "--out", join(work, "grow")],
      "100 sites": [CLI, "synth", hundred!, "--out", join(work, "grow")],
    },
    3,
  );
  table("Synth of generated sites in one process", growth, "1 site");
  perSite("Further site, synth", growth["10 sites"], growth["100 sites"], 90);

  const checks = measure({ "1 site": [CLI, "check", one!], "100 sites": [CLI, "check", hundred!] }, runs);
  table("Check", checks, "1 site");
  perSite("Further site, check", checks["1 site"], checks["100 sites"], 99);
}

/** The edge example's resources without their metadata, for the peers to build. */
function resourcesOfEdge(): string {
  const out = join(work, "edge");
  execFileSync(process.execPath, [CLI, "synth", EDGE, "--out", out], { stdio: "ignore" });
  const stacks = readdirSync(join(out, "stacks")).map((name) => {
    const text = readFileSync(join(out, "stacks", name, "cdk.tf.json"), "utf8");
    const json = JSON.parse(text, (key, value: unknown) =>
      key === "//" || key === "depends_on" ? undefined : value,
    ) as {
      resource: unknown;
    };
    return [name, json.resource] as const;
  });
  const file = join(work, "resources.json");
  writeFileSync(file, JSON.stringify(Object.fromEntries(stacks)));
  return file;
}

function generatedSites(count: number): string {
  const folder = join(work, `sites-${count}`);
  const text = readFileSync(EDGE, "utf8");
  for (let index = 0; index < count; index++) {
    mkdirSync(join(folder, String(index)), { recursive: true });
    const site = text
      .replace(/^name: .*$/m, `name: outpost-${index}`)
      .replace(/^ {2}users: .*$/m, `  users: ${100 + index * 37}`);
    writeFileSync(join(folder, String(index), "site.yaml"), site);
  }
  return folder;
}

function table(title: string, rows: Readonly<Record<string, Measured>>, base: string): void {
  const reference = rows[base]!;
  console.log(`\n### ${title}\n`);
  console.log("| program | wall ms | CPU ms | peak MB | wall ratio | memory ratio |");
  console.log("|---|---:|---:|---:|---:|---:|");
  for (const [name, row] of Object.entries(rows)) {
    const ratios = `${(row.wall / reference.wall).toFixed(2)} | ${(row.memory / reference.memory).toFixed(2)}`;
    console.log(
      `| ${name} | ${row.wall.toFixed(0)} | ${row.cpu.toFixed(0)} | ${row.memory.toFixed(0)} | ${ratios} |`,
    );
  }
}

function perSite(what: string, few: Measured, many: Measured, more: number): void {
  console.log(`\n${what}: ${((many.wall - few.wall) / more).toFixed(1)} ms.`);
}
