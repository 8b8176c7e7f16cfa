import assert from "node:assert/strict";
import { cpSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cached } from "./cache";
import { run } from "./process";

export interface GoModuleFiles {
  readonly module: string;
  readonly version: string;
  /** The module's checksum, as go.sum has it. */
  readonly sum: string;
  /** Paths in the module to paths in the folder. */
  readonly files: Readonly<Record<string, string>>;
}

/** Files of a Go module of which nothing is built; returns the folder that holds them. */
export function goModuleFiles({ files, module, sum, version }: GoModuleFiles): Promise<string> {
  return cached({
    name: module.split("/").at(-1)!,
    version,
    inputs: [sum, JSON.stringify(files)],
    build: async (folder) => {
      const { stdout } = await run("go", ["mod", "download", "-json", `${module}@${version}`], {
        folder: tmpdir(),
        limit: 600,
      });
      const found = JSON.parse(stdout) as { readonly Dir: string; readonly Sum: string };
      assert.equal(found.Sum, sum, `checksum of ${module}`);
      for (const [from, to] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, to)), { recursive: true });
        cpSync(join(found.Dir, from), join(folder, to), { recursive: true });
      }
    },
  });
}
