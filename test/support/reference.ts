import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Copies of provider schemas, custom resource definitions, chart schemas and server settings, beside the repository. */
const REFERENCE = resolve(__dirname, "../../../shared/reference");

/** Why tests that need the reference are skipped; undefined when it is here. */
export const referenceMissing: string | undefined = existsSync(REFERENCE)
  ? undefined
  : "../shared/reference is not here";

/** Absolute path of a file or folder of the reference. */
export function referencePath(...parts: readonly string[]): string {
  return resolve(REFERENCE, ...parts);
}

/** A JSON file of the reference. */
export function referenceJson(...parts: readonly string[]): unknown {
  return JSON.parse(readFileSync(referencePath(...parts), "utf8")) as unknown;
}

/** A `describe` that is skipped, with the reason in its name, where the reference is absent. */
export function describeWithReference(name: string, body: () => void): void {
  if (referenceMissing === undefined) describe(name, body);
  else describe.skip(`${name} (skipped: ${referenceMissing})`, body);
}
