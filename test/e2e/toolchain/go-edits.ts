import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { contents } from "./cache";
import { run } from "./process";

export interface SourceEdit {
  /** `module:path` */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A copy of each edited module, and the go.mod that puts it in the original's place. */
export async function editedModules(
  source: string,
  work: string,
  edits: readonly SourceEdit[],
  place: (file: string) => Promise<string>,
): Promise<readonly string[]> {
  if (edits.length === 0) return [];
  const replacements = new Set<string>();
  for (const { file, find, replace } of edits) {
    const [module = "", path = ""] = file.split(":");
    const copy = join(work, module);
    if (!existsSync(copy)) {
      mkdirSync(dirname(copy), { recursive: true });
      await run("cp", ["-r", "--no-preserve=mode", await place(`${module}:`), copy]);
    }
    const text = contents(join(copy, path));
    if (!text.includes(find)) throw new Error(`${file} no longer holds the text to edit: ${find}`);
    writeFileSync(join(copy, path), text.replace(find, replace));
    replacements.add(`replace ${module} => ${copy}`);
  }
  writeFileSync(join(work, "go.mod"), [contents(join(source, "go.mod")), ...replacements].join("\n"));
  cpSync(join(source, "go.sum"), join(work, "go.sum"));
  return [`-modfile=${join(work, "go.mod")}`];
}
