import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** One place where two outputs differ; `undefined` where one of them has nothing. */
export interface Difference {
  /** `stacks/<name>/cdk.tf.json#/terraform/required_providers/helm/source` */
  readonly place: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every difference between two folders of JSON and text files. */
export function differences(before: string, after: string): readonly Difference[] {
  const files = new Set([...filesBelow(before), ...filesBelow(after)]);
  return [...files].sort().flatMap((file) => compare(`${file}#`, read(before, file), read(after, file)));
}

function compare(place: string, before: unknown, after: unknown): readonly Difference[] {
  if (isTree(before) && isTree(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => compare(`${place}/${key}`, before[key], after[key]));
  }
  return Object.is(before, after) ? [] : [{ place, before, after }];
}

const isTree = (x: unknown): x is Readonly<Record<string, unknown>> => typeof x === "object" && x !== null;

function read(folder: string, file: string): unknown {
  const path = join(folder, file);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  const text = readFileSync(path, "utf8");
  return file.endsWith(".json") ? JSON.parse(text) : text;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
