import { z } from "zod";
import { siteSpec } from "./spec";

/** A node of a JSON Schema. */
type Node = Readonly<Record<string, unknown>>;

/** How a schema is read: `site` is a whole site, `override` a file that extends another. */
type Mode = "site" | "override";

/**
 * JSON Schema of the site file, for editors. A file that says `extends` is held to a looser schema, because its base
 * has the rest. A key may be left empty: null means "not set", and removes what the base says.
 */
export function siteJsonSchema(): Node {
  const whole = z.toJSONSchema(siteSpec, { io: "input" }) as Node;
  const { $schema, title, description, ...body } = whole;
  const override = convert(body, "override");
  return {
    $schema,
    title,
    description,
    type: "object",
    properties: { extends: EXTENDS },
    if: { required: ["extends"] },
    then: { $ref: "#/$defs/override" },
    else: { $ref: "#/$defs/site" },
    $defs: {
      site: convert(body, "site"),
      override: { ...override, properties: { extends: EXTENDS, ...(override.properties as Node) } },
    },
  };
}

const EXTENDS: Node = {
  type: "string",
  minLength: 1,
  description:
    "Base file, relative to this one. Sections merge, lists and values replace, null removes; a section of another `kind` replaces the base's.",
};

function convert(node: Node, mode: Mode): Node {
  const { required, oneOf, properties, items, additionalProperties, ...rest } = describeDefault(node);
  const names = new Set(Array.isArray(required) ? required.map(String) : []);
  return {
    ...convertLists(rest, mode),
    // A partial section may fit several alternatives.
    ...(Array.isArray(oneOf)
      ? { [mode === "site" ? "oneOf" : "anyOf"]: oneOf.map((one: Node) => convert(one, mode)) }
      : {}),
    ...(isNode(properties) ? { properties: convertProperties(properties, names, mode) } : {}),
    // Lists replace as a whole, so their items are always complete.
    ...(isNode(items) ? { items: convert(items, "site") } : {}),
    ...(isNode(additionalProperties)
      ? { additionalProperties: nullable(convert(additionalProperties, mode)) }
      : {}),
    ...(additionalProperties === false ? { additionalProperties } : {}),
    ...(mode === "site" && names.size > 0 ? { required } : {}),
  };
}

function convertLists(node: Node, mode: Mode): Node {
  return Array.isArray(node.anyOf)
    ? { ...node, anyOf: node.anyOf.map((one: Node) => convert(one, mode)) }
    : node;
}

function convertProperties(properties: Node, required: ReadonlySet<string>, mode: Mode): Node {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      const property = convert(value as Node, mode);
      return [name, mode === "site" && required.has(name) ? property : nullable(property)];
    }),
  );
}

function nullable(node: Node): Node {
  if (Object.keys(node).length === 0) return node;
  const { description, default: fallback, examples, ...rest } = node;
  const outer = Object.entries({ description, default: fallback, examples }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...Object.fromEntries(outer), anyOf: [rest, { type: "null" }] };
}

/** Says the default in the description. Editors write `default` into the file, so a phrase must not stand there. */
function describeDefault(node: Node): Node {
  const { default: fallback, ...rest } = node;
  if (fallback === undefined) return node;
  const described = {
    ...rest,
    description: `${String(node.description)} Default: ${typeof fallback === "string" ? fallback : JSON.stringify(fallback)}.`,
  };
  const isValue = typeof fallback !== "string" || (Array.isArray(node.enum) && node.enum.includes(fallback));
  return isValue ? { ...described, default: fallback } : described;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
