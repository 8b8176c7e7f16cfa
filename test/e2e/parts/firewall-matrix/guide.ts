import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundled, REPOSITORY } from "../../toolchain/paths";
import { run } from "../../toolchain/process";

const GUIDE = join(REPOSITORY, "docs", "guides", "firewall-matrix.md");

/** The blocks of commands of the guide, in its order, as they stand there. */
export interface Guide {
  readonly plain: string;
  readonly addresses: string;
  readonly byFile: string;
  readonly script: string;
}

export function readGuide(): Guide {
  const blocks = [...readFileSync(GUIDE, "utf8").matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, text]) => text);
  const [plain, addresses, byFile, script, ...more] = blocks;
  assert.ok(plain && addresses && byFile && script, "the guide has four blocks");
  assert.deepEqual(more, [], "a block that nobody runs");
  return { plain, addresses, byFile, script };
}

/** Runs the lines of a block that call `holdfast`, in a folder with the site file; gives the other lines. */
export async function runHoldfast(folder: string, block: string): Promise<readonly string[]> {
  const program = join(folder, "holdfast");
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${bundled("holdfast")} "$@"\n`, {
    mode: 0o755,
  });
  const lines = block.split("\n").filter((line) => line !== "");
  for (const line of lines.filter((each) => each.startsWith("holdfast "))) {
    const environment = { PATH: `${folder}:${process.env.PATH ?? ""}` };
    await run("sh", ["-euc", line], { folder, environment });
  }
  return lines.filter((line) => !line.startsWith("holdfast "));
}
