import { conversionProblems, isRecord, type TerraformType } from "./terraform-type";

/** An interpolation that reads an ephemeral value, or a piece of one. */
const EPHEMERAL = /(?<!\$)\$\{[^}]*\bephemeral\./;

interface Attribute {
  readonly type?: TerraformType;
  readonly nested_type?: {
    readonly nesting_mode: "single" | "list" | "set" | "map";
    readonly attributes: Readonly<Record<string, Attribute>>;
  };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}

/** A block as a provider's schema describes it. */
export interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
  readonly deprecated?: boolean;
}

interface NestedBlock {
  readonly nesting_mode: "single" | "group" | "list" | "set" | "map";
  readonly block: Block;
  readonly min_items?: number;
  readonly max_items?: number;
}

export type Json = Readonly<Record<string, unknown>>;

/** What is wrong with the content of one block, one line each. */
export function blockProblems(
  schema: Block,
  value: unknown,
  path: string,
  meta: readonly string[],
  takesEphemeral: boolean,
): readonly string[] {
  if (!isRecord(value)) return [`${path}: no block but ${JSON.stringify(value)}`];
  const attributes = schema.attributes ?? {};
  const blocks = schema.block_types ?? {};
  const unknown = Object.keys(value).filter(
    (name) =>
      name !== "//" &&
      name !== "dynamic" &&
      !meta.includes(name) &&
      !(name in attributes) &&
      !(name in blocks),
  );
  return [
    ...(schema.deprecated ? [`${path}: deprecated`] : []),
    ...unknown.map((name) => `${path}.${name}: unknown attribute`),
    ...Object.entries(attributes).flatMap(([name, attribute]) => [
      ...attributeProblems(attribute, value[name], `${path}.${name}`, takesEphemeral),
      ...revisionProblems(attributes, name, value, path),
    ]),
    ...Object.entries(blocks).flatMap(([name, block]) =>
      nestedBlockProblems(block, value, name, path, takesEphemeral),
    ),
  ];
}

function nestedBlockProblems(
  schema: NestedBlock,
  parent: Json,
  name: string,
  parentPath: string,
  takesEphemeral: boolean,
): readonly string[] {
  const path = `${parentPath}.${name}`;
  const dynamic = isRecord(parent.dynamic) ? parent.dynamic[name] : undefined;
  if (dynamic !== undefined) {
    const content = isRecord(dynamic) ? dynamic.content : undefined;
    return blockProblems(schema.block, content, `${path}.content`, [], takesEphemeral);
  }
  const value = parent[name];
  if (schema.nesting_mode === "map") {
    if (value === undefined) return [];
    if (!isRecord(value)) return [`${path}: no labelled blocks`];
    return Object.entries(value).flatMap(([label, each]) =>
      blockProblems(schema.block, each, `${path}.${label}`, [], takesEphemeral),
    );
  }
  const blocks = asBlocks(value);
  const single = schema.nesting_mode === "single" || schema.nesting_mode === "group";
  const most = single ? 1 : schema.max_items;
  const least = schema.min_items ?? 0;
  return [
    ...(blocks.length < least ? [`${path}: ${blocks.length} blocks, at least ${least} needed`] : []),
    ...(most && blocks.length > most ? [`${path}: ${blocks.length} blocks, at most ${most} allowed`] : []),
    ...blocks.flatMap((block, index) =>
      blockProblems(schema.block, block, blocks.length > 1 ? `${path}[${index}]` : path, [], takesEphemeral),
    ),
  ];
}

function attributeProblems(
  attribute: Attribute,
  value: unknown,
  path: string,
  takesEphemeral: boolean,
): readonly string[] {
  if (value === null || value === undefined) return attribute.required ? [`${path}: missing`] : [];
  if (attribute.computed && !attribute.optional && !attribute.required) return [`${path}: read-only`];
  const leaks = !takesEphemeral && !attribute.write_only && EPHEMERAL.test(JSON.stringify(value));
  return [
    ...(attribute.deprecated ? [`${path}: deprecated`] : []),
    ...(leaks ? [`${path}: an ephemeral value outside a write-only attribute`] : []),
    ...typeProblems(attribute, value, path, takesEphemeral),
  ];
}

function typeProblems(
  attribute: Attribute,
  value: unknown,
  path: string,
  takesEphemeral: boolean,
): readonly string[] {
  const nested = attribute.nested_type;
  if (!nested) {
    const type = attribute.type ?? "dynamic";
    // Lists of objects may be written like blocks: one object for a list of one.
    const asBlock = isRecord(value) && Array.isArray(type) && isRecord((type[1] as readonly unknown[])[1]);
    return conversionProblems(type, asBlock && type[0] !== "map" ? [value] : value, path);
  }
  if (typeof value === "string" && value.startsWith("${")) return [];
  const members = (each: unknown, at: string): readonly string[] =>
    blockProblems({ attributes: nested.attributes }, each, at, [], takesEphemeral);
  switch (nested.nesting_mode) {
    case "single":
      return members(value, path);
    case "map":
      return isRecord(value)
        ? Object.entries(value).flatMap(([key, each]) => members(each, `${path}.${key}`))
        : [`${path}: no map`];
    case "list":
    case "set":
      return Array.isArray(value)
        ? value.flatMap((each, index) => members(each, `${path}[${index}]`))
        : [`${path}: no ${nested.nesting_mode}`];
  }
}

/** A write-only value is sent again only when its revision changes; without one, never. */
function revisionProblems(
  attributes: Readonly<Record<string, Attribute>>,
  name: string,
  block: Json,
  path: string,
): readonly string[] {
  if (!attributes[name]?.write_only || block[name] === undefined) return [];
  const revision = [`${name}_revision`, `${name}_version`].find((each) => each in attributes);
  return revision === undefined || block[revision] !== undefined
    ? []
    : [`${path}.${revision}: missing beside the write-only ${name}`];
}

/** Blocks may be written as one object or as a list. */
export function asBlocks(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
