import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const TYPESCRIPT = join(ROOT, "node_modules", "typescript", "bin", "tsc");
const LIMIT = 240_000;

let project: string;

/** An outside project with the packed tarball installed, as a user has it. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "holdfast-package-"));
  npm(ROOT, "run", "build");
  const packed = JSON.parse(
    npm(ROOT, "pack", "--ignore-scripts", "--json", "--pack-destination", project),
  ) as {
    filename: string;
  }[];
  write("package.json", JSON.stringify({ name: "outside", private: true }));
  npm(project, "install", "--prefer-offline", "--ignore-scripts", `./${packed[0]!.filename}`);
}, LIMIT);

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

function npm(folder: string, ...args: string[]): string {
  return execFileSync("npm", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

function write(path: string, text: string): void {
  mkdirSync(join(project, path, ".."), { recursive: true });
  writeFileSync(join(project, path), text);
}

function node(...args: string[]): { status: number | null; output: string } {
  const run = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  return { status: run.status, output: run.stdout + run.stderr };
}

test("an architect's stack compiles against the shipped types and synthesizes", () => {
  const source = readFileSync(join(ROOT, "examples", "constructs", "main.ts"), "utf8");
  write("main.ts", source);
  const compilerOptions = { strict: true, module: "node20", target: "es2022", skipLibCheck: true, types: [] };
  write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["main.ts"] }));
  const compiled = node(TYPESCRIPT, "-p", ".");
  expect(compiled.output).toBe("");
  expect(node("main.js")).toEqual({ status: 0, output: "" });
  expect(existsSync(join(project, "cdktf.out", "stacks", "liaison-office", "cdk.tf.json"))).toBe(true);
});

test("deep imports are blocked", () => {
  write("deep.js", 'require("holdfast/dist/src/site/open");');
  expect(node("deep.js").output).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
});

test("the installed command makes a site, accepts it and synthesizes it", () => {
  const command = join(project, "node_modules", "holdfast", "dist", "bin", "holdfast.js");
  expect(node(command, "init", "site").status).toBe(0);
  expect(node(command, "check", "site")).toMatchObject({ status: 0 });
  expect(node(command, "synth", "site", "--out", "out")).toMatchObject({ status: 0 });
  expect(existsSync(join(project, "out", "manifest.json"))).toBe(true);
});

test("the tarball holds what runs and nothing else", () => {
  const [packed] = JSON.parse(npm(ROOT, "pack", "--ignore-scripts", "--dry-run", "--json")) as {
    files: { path: string }[];
  }[];
  const folders = new Set(packed!.files.map(({ path }) => path.replace(/^(dist\/[^/]+|[^/]+).*$/, "$1")));
  expect([...folders].sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "charts",
    "dist/bin",
    "dist/src",
    "package.json",
  ]);
});
