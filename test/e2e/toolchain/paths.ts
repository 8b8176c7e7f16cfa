import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Unavailable } from "./skip";

export const REPOSITORY = resolve(__dirname, "../../..");
export const END_TO_END = join(REPOSITORY, "test/e2e");
export const GO_MODULES = join(END_TO_END, "toolchain/go");

/** A file or folder of the reference material that may lie beside the repository. */
export function reference(...path: string[]): string {
  const place = join(REPOSITORY, "..", "shared", "reference", ...path);
  if (!existsSync(place)) throw new Unavailable(`../shared/reference/${path.join("/")} isn't there`);
  return place;
}
