import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { bundledCommand } from "../support/command";

const ROOT = join(__dirname, "..", "..");
const KILLS = 8;

let folder: string;
let command: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-killed-"));
  command = bundledCommand(join(folder, "command"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function hashOfTree(root: string): string {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(file);
    if (statSync(join(root, file)).isFile()) hash.update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

/** A copy of the edge example for another number of people. */
function site(users: number): string {
  const copy = join(folder, `users-${users}`);
  cpSync(join(ROOT, "examples", "edge"), copy, { recursive: true });
  const file = join(copy, "site.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^ {2}users: .*$/m, `  users: ${users}`));
  return file;
}

/** Killed between the two renames of the swap, the old output has its second name until the next synth. */
function survivor(out: string): string {
  return existsSync(out) ? out : join(dirname(out), `.${basename(out)}.previous`);
}

test("a synth that is killed leaves the old output or the new, whole", async () => {
  const out = join(folder, "out");
  const files = [site(700), site(900)];
  const whole = new Map<string, number>();
  let duration = 0;
  for (const [index, file] of [...files.entries(), ...files.entries()]) {
    const start = performance.now();
    execFileSync(process.execPath, [command, "synth", file, "--out", out], { stdio: "ignore" });
    duration = performance.now() - start;
    whole.set(hashOfTree(out), index);
  }
  expect(whole.size).toBe(2);

  const seen = new Set<number>();
  for (let round = 0; round < KILLS; round++) {
    const child = spawn(process.execPath, [command, "synth", files[round % 2]!, "--out", out], {
      stdio: "ignore",
      detached: true,
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    // The later half of the run, where files are written; the last ones may come too late and finish.
    const kill = setTimeout(
      () => child.pid && process.kill(-child.pid, "SIGKILL"),
      duration * (0.5 + (0.6 * round) / KILLS),
    );
    await ended;
    clearTimeout(kill);
    const index = whole.get(hashOfTree(survivor(out)));
    expect(index).toBeDefined();
    seen.add(index!);
  }
  expect(seen.size).toBeGreaterThan(0);
}, 120_000);
