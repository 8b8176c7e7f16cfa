import { closest, distance } from "fastest-levenshtein";
import { isSecretKey, secretText } from "./secrets";
import type { Segment, Sourced } from "./sourced";

const MAX_SHOWN = 60;
const MAX_LISTED = 12;

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a section (keys and values)",
  record: "a section (keys and values)",
};

/** A schema type in a reader's words. */
export function typeName(type: string): string {
  return TYPES[type] ?? type;
}

/** The value that was found, short, and never a secret. */
export function seen(node: Sourced | undefined, path: readonly Segment[]): string {
  if (!node) return "nothing";
  if (node.kind === "list") return `a list of ${node.items.length}`;
  if (node.kind === "map")
    return node.entries.size === 0
      ? "an empty section"
      : `a section with ${quoteAll([...node.entries.keys()])}`;
  const { value } = node;
  if (value === null) return "nothing";
  const key = path.findLast((segment) => typeof segment === "string");
  if (secretText(String(value)) || (key !== undefined && isSecretKey(key)))
    return "a value that is not shown here";
  if (typeof value === "string") return `the text ${JSON.stringify(shorten(value))}`;
  return typeof value === "number" ? `the number ${value}` : String(value);
}

/** Text cut to a length that fits a line; control characters made visible. */
export function shorten(text: string): string {
  const cut = text.slice(0, MAX_SHOWN).replace(/[\uD800-\uDBFF]$/, "");
  return text.length <= MAX_SHOWN ? text : `${cut}…`;
}

export function quoteAll(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).map((name) => JSON.stringify(shorten(name)));
  return names.length > MAX_LISTED
    ? `${shown.join(", ")} and ${names.length - MAX_LISTED} more`
    : shown.join(", ");
}

/** The candidate that a person most likely meant; undefined when none is close. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || name.length > MAX_SHOWN) return undefined;
  const same = candidates.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (same) return same;
  const best = closest(name, candidates);
  return distance(name, best) <= Math.max(2, Math.floor(best.length / 3)) &&
    distance(name, best) < best.length
    ? best
    : undefined;
}
