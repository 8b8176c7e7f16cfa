import type { FuncKeywordDefinition } from "ajv";

/** A structural schema of a custom resource definition: OpenAPI 3.0 with the extensions of Kubernetes. */
export interface OpenApiSchema {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: boolean | OpenApiSchema;
  readonly items?: OpenApiSchema;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly [keyword: string]: unknown;
}

type JsonSchema = Readonly<Record<string, unknown>>;

const METADATA: JsonSchema = {
  type: "object",
  required: ["name"],
  additionalProperties: false,
  properties: {
    name: { type: "string", maxLength: 253, pattern: "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$" },
    namespace: { type: "string", maxLength: 63, pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" },
    labels: { type: "object", additionalProperties: { type: "string", maxLength: 63 } },
    annotations: { type: "object", additionalProperties: { type: "string" } },
    finalizers: { type: "array", items: { type: "string" } },
  },
};

const TYPE_META: JsonSchema = { apiVersion: { type: "string" }, kind: { type: "string" } };

/** Parts of a JSON schema that only narrow: unknown fields are judged by the structure around them. */
const LOGIC = ["allOf", "anyOf", "oneOf"] as const;

/** The whole object's schema as JSON Schema, with unknown fields refused wherever Kubernetes would drop them. */
export function jsonSchemaOf(root: OpenApiSchema): JsonSchema {
  const schema = structure(root);
  return { ...schema, properties: { ...(schema.properties as object), ...TYPE_META, metadata: METADATA } };
}

function structure(schema: OpenApiSchema): JsonSchema {
  const plain = narrowing(schema);
  const intOrString = schema["x-kubernetes-int-or-string"] === true;
  const preserved = schema["x-kubernetes-preserve-unknown-fields"] === true;
  const embedded = schema["x-kubernetes-embedded-resource"] === true;
  const isObject = schema.type === "object" || schema.properties !== undefined;
  const properties = mapped(schema.properties, structure);
  return {
    ...plain,
    ...(intOrString && { type: nullableType(["integer", "string"], schema) }),
    ...(isObject && {
      properties: embedded ? { ...properties, ...TYPE_META, metadata: METADATA } : properties,
      additionalProperties: preserved ? true : additional(schema),
    }),
    ...(schema.items && { items: structure(schema.items) }),
    ...listRules(schema),
  };
}

function additional(schema: OpenApiSchema): boolean | JsonSchema {
  const { additionalProperties } = schema;
  return typeof additionalProperties === "object"
    ? structure(additionalProperties)
    : additionalProperties === true;
}

/** Everything but structure: types, ranges, patterns, and logic over them. */
function narrowing(schema: OpenApiSchema): JsonSchema {
  const { type, nullable, properties, additionalProperties, items, pattern, ...rest } = schema;
  const kept = Object.entries(rest).filter(
    ([key]) =>
      !key.startsWith("x-kubernetes-") &&
      !["default", "description", "example", ...LOGIC, "not"].includes(key),
  );
  return {
    ...Object.fromEntries(kept),
    ...exclusiveBounds(schema),
    ...(type !== undefined && { type: nullable ? [type, "null"] : type }),
    ...(schema.enum && nullable && { enum: [...schema.enum, null] }),
    ...(pattern !== undefined && isJavaScriptPattern(pattern) && { pattern }),
    ...(properties && { properties: mapped(properties, narrowing) }),
    ...(typeof additionalProperties === "object" && {
      additionalProperties: narrowing(additionalProperties),
    }),
    ...(items && { items: narrowing(items) }),
    ...Object.fromEntries(
      LOGIC.flatMap((key) => {
        const parts = schema[key] as readonly OpenApiSchema[] | undefined;
        return parts ? [[key, parts.map(narrowing)]] : [];
      }),
    ),
    ...(schema.not !== undefined && { not: narrowing(schema.not as OpenApiSchema) }),
  };
}

/** OpenAPI 3.0 says "exclusive" with a truth value beside the bound. */
function exclusiveBounds(schema: OpenApiSchema): JsonSchema {
  return {
    exclusiveMinimum: schema.exclusiveMinimum === true ? schema.minimum : undefined,
    exclusiveMaximum: schema.exclusiveMaximum === true ? schema.maximum : undefined,
  };
}

function listRules(schema: OpenApiSchema): JsonSchema {
  const keys = schema["x-kubernetes-list-map-keys"];
  return {
    ...(schema["x-kubernetes-list-type"] === "set" && { uniqueItems: true }),
    ...(Array.isArray(keys) && { uniqueByKeys: keys }),
  };
}

/** Go's regular expressions have parts that JavaScript has not; such a pattern is not checked. */
function isJavaScriptPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern).source !== "";
  } catch {
    return false;
  }
}

function nullableType(types: readonly string[], schema: OpenApiSchema): readonly string[] {
  return schema.nullable ? [...types, "null"] : types;
}

function mapped(
  schemas: Readonly<Record<string, OpenApiSchema>> | undefined,
  convert: (schema: OpenApiSchema) => JsonSchema,
): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(schemas ?? {}).map(([name, schema]) => [name, convert(schema)]));
}

/** Lists of type `map` have no two elements with the same keys. */
export const uniqueByKeys: FuncKeywordDefinition = {
  keyword: "uniqueByKeys",
  type: "array",
  error: { message: "has two elements with the same keys" },
  validate: (keys: readonly string[], list: readonly Readonly<Record<string, unknown>>[]) => {
    const seen = list.map((element) => JSON.stringify(keys.map((key) => element[key])));
    return new Set(seen).size === seen.length;
  },
};
