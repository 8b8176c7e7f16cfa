import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { ROOT } from "./example";

const UPDATE = process.env.UPDATE_GOLDEN === "1";
const LINES_AROUND = 3;
const LINES_MOST = 60;

/**
 * Compares a text with the stored one, or stores it: `UPDATE_GOLDEN=1 npx jest test/contract`. A difference is a change
 * of what users get; look at it before you store it.
 * @returns what differs, with its lines, or undefined
 */
export function goldenDifference(file: string, text: string): string | undefined {
  const path = join(ROOT, "test", "golden", file);
  const name = relative(ROOT, path);
  if (UPDATE) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return undefined;
  }
  const how = "look at the change, then store it with: UPDATE_GOLDEN=1 npx jest test/contract";
  if (!existsSync(path)) return `${name} is not there; ${how}`;
  const stored = readFileSync(path, "utf8");
  return stored === text ? undefined : `${name} differs; ${how}\n${difference(stored, text)}`;
}

/** The part between the first and the last line that differ, old lines with `-`, new ones with `+`. */
export function difference(before: string, after: string): string {
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < fresh.length - start &&
    old[old.length - 1 - end] === fresh[fresh.length - 1 - end]
  ) {
    end += 1;
  }
  const lines = [
    `@@ line ${start + 1} @@`,
    ...old.slice(Math.max(0, start - LINES_AROUND), start).map((line) => `  ${line}`),
    ...old.slice(start, old.length - end).map((line) => `- ${line}`),
    ...fresh.slice(start, fresh.length - end).map((line) => `+ ${line}`),
    ...old.slice(old.length - end, old.length - end + LINES_AROUND).map((line) => `  ${line}`),
  ];
  const more = lines.length - LINES_MOST;
  return [...lines.slice(0, LINES_MOST), ...(more > 0 ? [`… and ${more} lines more`] : [])].join("\n");
}
