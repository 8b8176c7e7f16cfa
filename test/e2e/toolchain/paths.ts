import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Unavailable } from "./skip";

export const REPOSITORY = resolve(__dirname, "../../..");
export const END_TO_END = join(REPOSITORY, "test/e2e");
export const GO_MODULES = join(END_TO_END, "toolchain/go");

/** A program that `start.mjs` has bundled beside the run's own. */
export function bundled(name: "holdfast" | "player"): string {
  return join(dirname(process.argv[1]!), `${name}.cjs`);
}

/** A file or folder of the reference material that may lie beside the repository. */
export function reference(...path: string[]): string {
  const place = join(REPOSITORY, "..", "shared", "reference", ...path);
  if (!existsSync(place)) throw new Unavailable(`../shared/reference/${path.join("/")} isn't there`);
  return place;
}
