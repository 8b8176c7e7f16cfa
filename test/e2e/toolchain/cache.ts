import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { spawn } from "./process";
import { waitFor } from "./wait";

const LOCK_LIMIT_SECONDS = 2400;

export const CACHE = process.env.HOLDFAST_CACHE ?? join(homedir(), ".cache", "holdfast");

export interface Recipe {
  readonly name: string;
  readonly version: string;
  /** What the result depends on besides the version: flags, file contents. */
  readonly inputs?: readonly string[];
  /** Fills the (new, empty) folder. */
  build(folder: string): Promise<void>;
}

/** The folder that holds the recipe's result; built at most once, also when two runs ask at the same time. */
export async function cached(recipe: Recipe): Promise<string> {
  const key = `${recipe.version}-${digest(recipe.inputs ?? [])}`;
  const folder = join(CACHE, recipe.name, key);
  if (existsSync(folder)) return folder;
  mkdirSync(join(CACHE, recipe.name), { recursive: true });
  await locked(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    const started = Date.now();
    process.stderr.write(`building ${recipe.name} ${recipe.version}, once\n`);
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished);
    await recipe.build(unfinished);
    renameSync(unfinished, folder);
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stderr.write(`built ${recipe.name} ${recipe.version} in ${seconds} s\n`);
  });
  return folder;
}

/** Runs `action` while holding a file lock. The lock is a process's, so it can't outlive this run. */
export async function locked(file: string, action: () => Promise<void>): Promise<void> {
  const holder = spawn(`lock ${file}`, "flock", [
    "--no-fork",
    file,
    "sh",
    "-c",
    "echo held; exec sleep infinity",
  ]);
  try {
    await waitFor(`the lock ${file}`, () => holder.logs().includes("held"), LOCK_LIMIT_SECONDS, holder);
    await action();
  } finally {
    await holder.stop("SIGKILL");
  }
}

export const contents = (file: string): string => readFileSync(file, "utf8");

function digest(inputs: readonly string[]): string {
  return createHash("sha256").update(inputs.join("\n")).digest("hex").slice(0, 8);
}
