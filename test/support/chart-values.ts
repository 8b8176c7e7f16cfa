import Ajv, { type AnySchema, type ValidateFunction } from "ajv";
import Ajv2020 from "ajv/dist/2020";
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { referenceJson, referencePath } from "./reference";
import { isRecord } from "./terraform-type";

type Values = Readonly<Record<string, unknown>>;

const OPTIONS = { allErrors: true, strict: false, unicodeRegExp: false, logger: false } as const;
const ajv = new Ajv(OPTIONS);
const ajv2020 = new Ajv2020(OPTIONS);
const validators = new Map<string, ValidateFunction>();

/**
 * What is wrong with values for an upstream chart, one line each: keys that the chart's own `values.yaml` does not
 * have, and what its `values.schema.json` refuses after merging, where it has one.
 * @param chart name of the chart, e.g. `cert-manager`
 */
export function checkAgainstChartSchema(chart: string, values: Values): string[] {
  const defaults = parse(readFileSync(referencePath("charts", chart, "values.yaml"), "utf8"), {
    version: "1.1",
  }) as Values;
  const validate = validatorOf(chart);
  const merged = merge(defaults, values);
  const refused = validate && !validate(merged) ? (validate.errors ?? []) : [];
  return [
    ...unknownKeys(defaults, values, chart),
    ...refused.map(
      (error) => `${chart}${error.instancePath.replaceAll("/", ".")}: ${error.message ?? error.keyword}`,
    ),
  ];
}

/** Whether a chart brings a schema for its values. */
export function hasChartSchema(chart: string): boolean {
  return existsSync(referencePath("charts", chart, "values.schema.json"));
}

function validatorOf(chart: string): ValidateFunction | undefined {
  if (!hasChartSchema(chart)) return undefined;
  const known = validators.get(chart);
  if (known) return known;
  const schema = referenceJson("charts", chart, "values.schema.json") as AnySchema;
  const isNew = typeof schema === "object" && String(schema.$schema).includes("2020-12");
  const validator = (isNew ? ajv2020 : ajv).compile(schema);
  validators.set(chart, validator);
  return validator;
}

/** A default that is empty may hold anything; one with keys holds these. */
function unknownKeys(defaults: unknown, values: unknown, path: string): readonly string[] {
  if (!isRecord(values) || !isRecord(defaults) || Object.keys(defaults).length === 0) return [];
  return Object.entries(values).flatMap(([key, value]) =>
    key in defaults || key === "global"
      ? unknownKeys(defaults[key], value, `${path}.${key}`)
      : isCommentedOut(path, key)
        ? []
        : [`${path}.${key}: the chart has no such value`],
  );
}

/** Values that a chart offers in a comment only. */
function isCommentedOut(path: string, key: string): boolean {
  const chart = path.split(".")[0] ?? path;
  const text = readFileSync(referencePath("charts", chart, "values.yaml"), "utf8");
  return new RegExp(`^\\s*#\\s*${key}:`, "m").test(text);
}

/** As Helm merges: maps merge, everything else replaces, null removes. */
function merge(below: Values, above: Values): Values {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const lower = merged[key];
    if (value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = isRecord(lower) && isRecord(value) ? merge(lower, value) : value;
  }
  return merged;
}
