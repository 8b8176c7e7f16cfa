import { isAbsolute, join, normalize } from "node:path";

/** A path of the site file as an absolute one; relative paths start at the file's folder. */
export function absolutePath(directory: string, path: string): string {
  return isAbsolute(path) ? normalize(path) : join(directory, path);
}
