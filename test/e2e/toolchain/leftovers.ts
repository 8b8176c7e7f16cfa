import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./process";

const FOLDER = "holdfast-e2e-";
const NAMESPACE = "holdfast-";
const NAMESPACES = "/run/netns";

/** Folders and network namespaces carry the number of the process that has to remove them. */
export const folderPrefix = `${FOLDER}${process.pid}-`;
export const namespacePrefix = `${NAMESPACE}${process.pid}-`;

/** Removes what runs that were killed outright left behind; runs under way are left alone. */
export async function removeLeftovers(): Promise<void> {
  for (const name of orphans(tmpdir(), FOLDER))
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  if (!existsSync(NAMESPACES)) return;
  for (const name of orphans(NAMESPACES, NAMESPACE)) await run("ip", ["netns", "delete", name]);
}

function orphans(folder: string, prefix: string): readonly string[] {
  return readdirSync(folder).filter((name) => {
    const owner = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : undefined;
    return owner !== undefined && !existsSync(`/proc/${owner}`);
  });
}
