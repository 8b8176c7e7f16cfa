import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** Bundles the command as it is published, from the sources as they are, into a folder; returns its file. */
export function bundledCommand(folder: string): string {
  const command = join(folder, "dist", "bin", "holdfast.js");
  mkdirSync(folder, { recursive: true });
  for (const found of ["node_modules", "charts", "package.json"])
    symlinkSync(join(ROOT, found), join(folder, found));
  execFileSync(process.execPath, [join(ROOT, "scripts", "bundle.mjs"), command]);
  return command;
}
