import type { Sized } from "../sizing/sized";
import type { Ledger } from "./ledger";

/** Parameters as a person writes them. */
type Written = Readonly<Record<string, string | number | boolean>>;

/** Every parameter that a server gets: sized ones, and a person's in their place or beside them. */
export function resolvePostgresParameters(
  written: Written,
  sized: Readonly<Record<string, Sized<string>>>,
  ledger: Ledger,
): Readonly<Record<string, string>> {
  const names = [...new Set([...Object.keys(sized), ...Object.keys(written)])].sort();
  const entries = names.map((name): readonly [string, string] => {
    const path = `database.parameters.${name}`;
    const text = Object.hasOwn(written, name) ? parameterText(written[name]) : undefined;
    const size = Object.hasOwn(sized, name) ? sized[name] : undefined;
    return [name, size ? ledger.sized(path, text, size) : ledger.written(path, text ?? "")];
  });
  return Object.fromEntries(entries);
}

/** PostgreSQL's own name for the value wins over ours, so that both always say the same. */
export function writtenMaxConnections(spec: {
  readonly maxConnections?: number;
  readonly parameters?: Written;
}): number | undefined {
  const parameter = Number(spec.parameters?.max_connections);
  return Number.isInteger(parameter) && parameter > 0 ? parameter : spec.maxConnections;
}

/** A parameter as PostgreSQL's configuration wants it: text. */
function parameterText(value: string | number | boolean | undefined): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}
