import { siteJsonSchema } from "../../src/site/json-schema";

/** A node of a JSON Schema, as far as options are written in it. */
interface Schema {
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}

const { site: SITE } = siteJsonSchema().$defs as { readonly site: Schema };

/**
 * Everything that a site file can say, by path: `calls.turn(external).urls`. A section of several kinds has its kind in
 * parentheses, a list's elements are `[]`, a record's are `{}`.
 */
export function allOptions(): ReadonlySet<string> {
  const options = new Set<string>();
  visit(SITE, "", (path) => void options.add(path));
  return options;
}

/** Those of them that a file says. */
export function optionsIn(file: unknown): ReadonlySet<string> {
  const options = new Set<string>();
  follow(SITE, file, "", (path) => void options.add(path));
  return options;
}

/** Those whose paths begin with one of these; a beginning of none is a mistake. */
export function optionsBelow(beginnings: readonly string[]): readonly string[] {
  const all = [...allOptions()];
  return beginnings.flatMap((start) => {
    const found = all.filter((option) => option.startsWith(start) && !/^\w/.test(option.slice(start.length)));
    if (found.length === 0) throw new Error(`no option begins with ${start}`);
    return found;
  });
}

function visit(schema: Schema, path: string, found: (path: string) => void): void {
  for (const one of alternatives(schema)) {
    const here = withKind(one, path);
    if (here !== path) found(here);
    for (const [name, property] of options(one)) {
      const below = join(here, name);
      found(below);
      visit(property, below, found);
    }
    if (one.items) visit(one.items, `${here}[]`, found);
    if (typeof one.additionalProperties === "object") visit(one.additionalProperties, `${here}{}`, found);
  }
}

function follow(schema: Schema, value: unknown, path: string, found: (path: string) => void): void {
  if (value === undefined || value === null) return;
  const one = alternatives(schema).find((each) => fits(each, value));
  if (one === undefined) return;
  const here = withKind(one, path);
  if (here !== path) found(here);
  if (Array.isArray(value)) {
    for (const each of value) follow(one.items ?? {}, each, `${here}[]`, found);
    return;
  }
  if (typeof value !== "object") return;
  const properties = new Map(options(one));
  for (const [name, each] of Object.entries(value)) {
    const property = properties.get(name);
    if (property !== undefined) {
      found(join(here, name));
      follow(property, each, join(here, name), found);
    } else if (typeof one.additionalProperties === "object") {
      follow(one.additionalProperties, each, `${here}{}`, found);
    }
  }
}

/** What a value may be, without nesting. */
function alternatives(schema: Schema): readonly Schema[] {
  const choices = schema.anyOf ?? schema.oneOf;
  return choices === undefined ? [schema] : choices.flatMap(alternatives);
}

/** Whether a value is written as this alternative: of its kind, and with no key that it doesn't have. */
function fits(schema: Schema, value: unknown): boolean {
  if (Array.isArray(value)) return schema.items !== undefined;
  if (typeof value !== "object" || value === null) return schema.properties === undefined && !schema.items;
  const { properties = {}, additionalProperties } = schema;
  if (schema.properties === undefined && typeof additionalProperties !== "object") return false;
  const kind = kindOf(schema);
  const said = kind === undefined ? undefined : (value as Readonly<Record<string, unknown>>)[kind.property];
  if (kind !== undefined && said !== undefined && !kind.values.includes(said)) return false;
  const written = Object.entries(value).filter(([, each]) => each !== null);
  return written.every(([name]) => name in properties || typeof additionalProperties === "object");
}

/** The property that tells one alternative from another, and what it says in this one. */
interface Kind {
  readonly property: string;
  readonly values: readonly unknown[];
}

function kindOf({ properties = {} }: Schema): Kind | undefined {
  const kinds = Object.entries(properties)
    .map(([property, schema]) => ({ property, values: alternatives(schema).flatMap(onlyValues(property)) }))
    .filter(({ values }) => values.length > 0);
  return kinds[0];
}

/** `kind` may name several that are written alike; any other property has one value only. */
const onlyValues =
  (property: string) =>
  (schema: Schema): readonly unknown[] =>
    "const" in schema ? [schema.const] : property === "kind" ? (schema.enum ?? []) : [];

function withKind(schema: Schema, path: string): string {
  const kind = kindOf(schema);
  return kind === undefined ? path : `${path}(${kind.values.join("|")})`;
}

/** Without the property that says the kind: the path has it. */
function options(schema: Schema): readonly (readonly [string, Schema])[] {
  const kind = kindOf(schema);
  return Object.entries(schema.properties ?? {}).filter(([name]) => name !== kind?.property);
}

const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);
