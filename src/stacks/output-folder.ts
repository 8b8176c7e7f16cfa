import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { problem, type ProblemKind } from "../errors/catalogue";
import { ProblemError } from "../errors/problem";

export const OUTPUT_PROBLEMS = {
  notAFolder: {
    code: "HF4001",
    severity: "error",
    title: "The output path is not a folder.",
    fix: "Name a folder, or a path that does not exist yet.",
  },
  notOurs: {
    code: "HF4002",
    severity: "error",
    title: "The output folder holds something that is no output of a synth.",
    fix: "Name another folder, or empty this one yourself.",
  },
  notWritable: {
    code: "HF4003",
    severity: "error",
    title: "The output folder can't be written.",
    fix: "Name a folder that you may write to.",
  },
} as const satisfies Record<string, ProblemKind>;

/** What `terraform init` puts beside a stack's JSON; it survives a new synth. */
const KEPT = [".terraform", ".terraform.lock.hcl"] as const;

/**
 * Writes a folder beside `target` and swaps it in whole, so that a synth that dies leaves the old output or the new.
 * @param write fills the folder whose path it is given
 */
export function replaceFolder(target: string, write: (folder: string) => void): void {
  const fresh = siblingOf(target, `new-${process.pid}`);
  const previous = siblingOf(target, "previous");
  refuseWrongTarget(target);
  try {
    mkdirSync(dirname(target), { recursive: true });
    healInterruptedSwap(target, previous);
    removeFolder(fresh);
    mkdirSync(fresh);
  } catch (error) {
    throw notWritable(target, error);
  }
  try {
    write(fresh);
    keepInitialized(target, fresh);
    if (existsSync(target)) renameSync(target, previous);
    renameSync(fresh, target);
  } finally {
    removeFolder(fresh);
  }
  removeFolder(previous);
}

function siblingOf(target: string, suffix: string): string {
  return join(dirname(target), `.${basename(target)}.${suffix}`);
}

/** A swap that was cut between its two renames left the old output under its second name. */
function healInterruptedSwap(target: string, previous: string): void {
  if (!existsSync(target) && existsSync(previous)) renameSync(previous, target);
  for (const entry of readdirSync(dirname(target))) {
    const abandoned = new RegExp(`^\\.${escape(basename(target))}\\.new-(\\d+)$`).exec(entry);
    if (abandoned && !isRunning(Number(abandoned[1]))) removeFolder(join(dirname(target), entry));
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function refuseWrongTarget(target: string): void {
  if (!existsSync(target)) return;
  const where = { path: target, message: `"${target}" exists` };
  if (!statSync(target).isDirectory()) {
    throw new ProblemError([problem(OUTPUT_PROBLEMS.notAFolder, { ...where, expected: "a folder" })]);
  }
  const entries = readdirSync(target);
  if (entries.length > 0 && !entries.includes("manifest.json") && !entries.includes("stacks")) {
    const message = `"${target}" holds "${entries[0] ?? ""}"`;
    const expected = "an empty folder or an earlier output";
    throw new ProblemError([problem(OUTPUT_PROBLEMS.notOurs, { path: target, message, expected })]);
  }
}

function keepInitialized(from: string, to: string): void {
  const stacks = join(to, "stacks");
  for (const stack of existsSync(stacks) ? readdirSync(stacks) : []) {
    for (const name of KEPT) {
      const old = join(from, "stacks", stack, name);
      if (existsSync(old)) linkTree(old, join(stacks, stack, name));
    }
  }
}

/** Hard links: the plugins are large, and the old output must stay whole until the swap. */
function linkTree(from: string, to: string): void {
  const stat = lstatSync(from);
  if (stat.isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
  } else if (stat.isDirectory()) {
    mkdirSync(to);
    for (const entry of readdirSync(from)) linkTree(join(from, entry), join(to, entry));
  } else {
    linkSync(from, to);
  }
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function notWritable(target: string, error: unknown): ProblemError {
  const reason = (error as NodeJS.ErrnoException).code ?? "unknown";
  return new ProblemError([
    problem(OUTPUT_PROBLEMS.notWritable, {
      path: target,
      message: `"${target}" can't be created (${reason})`,
      expected: "a folder that can be written",
    }),
  ]);
}
