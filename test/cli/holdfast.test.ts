import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VALID } from "../site/load/memory-files";
import { bundledCommand } from "../support/command";

/** The real program in a process of its own. */
function holdfast(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const result = spawnSync(process.execPath, [command, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  return { exit: result.status, out: result.stdout, err: result.stderr };
}

let folder = "";
let command = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-"));
  command = bundledCommand(join(folder, "command"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("init writes a site that passes its check, and overwrites nothing", () => {
  expect(holdfast(["init", "heron"])).toMatchObject({ exit: 0, err: "" });
  expect(readdirSync(join(folder, "heron")).sort()).toEqual(["site.schema.json", "site.yaml"]);
  const written = readFileSync(join(folder, "heron", "site.yaml"), "utf8");
  expect(written.split("\n")[0]).toBe("# yaml-language-server: $schema=./site.schema.json");
  const checked = holdfast(["check", "heron"]);
  expect(checked).toMatchObject({ exit: 0, err: "" });
  expect(checked.out).not.toMatch(/^error/m);
  const again = holdfast(["init", "heron"]);
  expect(again.exit).toBe(1);
  expect(again.out).toContain("HF4101");
  expect(readFileSync(join(folder, "heron", "site.yaml"), "utf8")).toBe(written);
}, 30_000);

test("problems end with 1 and are the same for people and programs", () => {
  writeFileSync(join(folder, "bad.yaml"), VALID.replace("users: 800", "user: 800"));
  // A pipeline sets CI, and some take it for a terminal.
  const forPeople = holdfast(["check", "bad.yaml"], { CI: "true" });
  expect(forPeople.exit).toBe(1);
  expect(forPeople.out).toContain("  8 |   user: 800\n    |   ^\n");
  expect(forPeople.out).toMatch(/\n2 errors in 1 site\n$/);
  // eslint-disable-next-line no-control-regex
  expect(forPeople.out).not.toMatch(/\u001b/);
  const forPrograms = holdfast(["check", "bad.yaml", "--json"]);
  expect(forPrograms.exit).toBe(1);
  const { problems } = JSON.parse(forPrograms.out) as {
    problems: { code: string; line: number; fix: string }[];
  };
  expect(problems.map(({ code, line }) => `${code} ${line}`)).toEqual(["HF1021 7", "HF1020 8"]);
  expect(problems[1]?.fix).toBe('write "users"');
}, 30_000);

test("synth writes nothing when a site has an error", () => {
  writeFileSync(join(folder, "bad.yaml"), VALID.replace("users: 800", "user: 800"));
  expect(holdfast(["synth", "bad.yaml", "--out", "out"]).exit).toBe(1);
  expect(readdirSync(folder)).not.toContain("out");
}, 30_000);
