import type { z } from "zod";
import { siteSpec } from "../spec";
import type { Segment } from "./sourced";

/** What the file's schema allows at a path. */
export interface SchemaSection {
  /** Keys of each alternative; one alternative unless the section is a union. */
  readonly alternatives: readonly (readonly string[])[];
}

/**
 * The keys that the site file knows at a path; undefined where a section takes any key (labels, settings) or where no
 * section belongs. `kindAt` tells the `kind` written at a path, which chooses among alternatives.
 */
export function sectionAt(
  path: readonly Segment[],
  kindAt: (path: readonly Segment[]) => unknown,
): SchemaSection | undefined {
  const objects = schemasAt(path, kindAt);
  return objects && { alternatives: objects.map((object) => Object.keys(object.shape)) };
}

/** Kinds of the section at a path that know a key. */
export function kindsWith(path: readonly Segment[], key: string): readonly string[] {
  const objects = schemasAt(path, () => ANY_KIND) ?? [];
  return objects
    .filter(({ shape }) => Object.hasOwn(shape, key))
    .flatMap(({ shape }) => kindsOf(shape.kind))
    .filter((kind) => kind !== undefined);
}

function schemasAt(
  path: readonly Segment[],
  kindAt: (path: readonly Segment[]) => unknown,
): readonly z.ZodObject[] | undefined {
  let schemas: readonly z.ZodType[] = alternativesOf(siteSpec, kindAt([]));
  path.forEach((segment, index) => {
    const kind = kindAt(path.slice(0, index + 1));
    schemas = schemas.flatMap((schema) => alternativesOf(childSchema(schema, segment), kind));
  });
  const objects = schemas.filter(isObject);
  if (objects.length === 0 || schemas.some(({ type }) => type === "record")) return undefined;
  return objects;
}

/** What the documentation of the field at a path says. */
export function describeField(path: readonly Segment[]): string | undefined {
  let schemas: readonly z.ZodType[] = [siteSpec];
  for (const segment of path) {
    schemas = schemas
      .flatMap((schema) => alternativesOf(schema, ANY_KIND))
      .flatMap((schema) => childSchema(schema, segment) ?? []);
  }
  const described = schemas.find((schema) => schema.description !== undefined);
  return described?.description;
}

/** Sections of the file that know a key, for a key that stands in the wrong section. */
export function sectionsWith(key: string): readonly string[] {
  return Object.keys(siteSpec.shape).filter((name) =>
    alternativesOf(childSchema(siteSpec, name), ANY_KIND).some(
      (schema) => isObject(schema) && Object.hasOwn(schema.shape, key),
    ),
  );
}

function isObject(schema: z.ZodType): schema is z.ZodObject {
  return schema.type === "object";
}

const ANY_KIND = Symbol("any kind");

/** Looks through optional values and unions; a section without `kind` is of the kind that need not be written. */
function alternativesOf(schema: z.ZodType | undefined, kind: unknown): readonly z.ZodType[] {
  if (!schema) return [];
  if (schema.type === "optional") return alternativesOf((schema as z.ZodOptional<z.ZodType>).unwrap(), kind);
  if (schema.type !== "union") return [schema];
  const options = (schema as z.ZodUnion<readonly z.ZodType[]>).options;
  const fitting = options.filter(
    (option) => isObject(option) && kindsOf(option.shape.kind).some((known) => known === kind),
  );
  const chosen = fitting.length > 0 ? fitting : options;
  return chosen.flatMap((option) => alternativesOf(option, kind));
}

/** Values that `kind` may have in one alternative; undefined when it need not be written. */
function kindsOf(schema: unknown): readonly (string | undefined)[] {
  const kind = schema as z.ZodLiteral<string> | z.ZodEnum | z.ZodOptional | undefined;
  switch (kind?.type) {
    case "literal":
      return [...kind.values];
    case "enum":
      return kind.options.map(String);
    case "optional":
      return [...kindsOf(kind.unwrap()), undefined];
    default:
      return [];
  }
}

function childSchema(schema: z.ZodType, segment: Segment): z.ZodType | undefined {
  if (isObject(schema)) {
    const key = String(segment);
    return Object.hasOwn(schema.shape, key) ? (schema.shape[key] as z.ZodType) : undefined;
  }
  if (schema.type === "record") return (schema as z.ZodRecord).valueType as z.ZodType;
  if (schema.type === "array") return (schema as z.ZodArray<z.ZodType>).element;
  return undefined;
}
