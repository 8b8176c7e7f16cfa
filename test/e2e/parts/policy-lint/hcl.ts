type Json = Readonly<Record<string, unknown>>;

/** A stack as `cdk.tf.json` has it. */
export interface JsonStack {
  readonly terraform?: Json;
  readonly provider?: Readonly<Record<string, readonly Json[]>>;
  readonly resource?: Bodies;
  readonly data?: Bodies;
  readonly ephemeral?: Bodies;
}

type Bodies = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** Maps whose keys are people's; every other object is a block. */
const MAPS = new Set(["body", "tags", "node_labels", "required_providers"]);

/**
 * The same stack in Terraform's own language, for programs that read no JSON. Terraform itself must be asked whether
 * the text is valid: which objects are blocks is known here by the names of the others.
 */
export function hclOf({ terraform, provider = {}, ...stack }: JsonStack): string {
  const { required_providers: required = {}, required_version: version } = terraform ?? {};
  return [
    block("terraform", {
      required_version: version,
      required_providers: versions(required as Bodies[string]),
    }),
    ...Object.entries(provider).flatMap(([name, all]) =>
      all.map((body) => block(`provider "${name}"`, body)),
    ),
    ...(["resource", "data", "ephemeral"] as const).flatMap((kind) =>
      Object.entries(stack[kind] ?? {}).flatMap(([type, bodies]) =>
        Object.entries(bodies).map(([name, body]) => block(`${kind} "${type}" "${name}"`, body)),
      ),
    ),
  ].join("\n\n");
}

function versions(required: Readonly<Record<string, Json>>): unknown {
  return new Raw(
    Object.entries(required).map(
      ([name, { source, version }]) => `${name} = { source = ${text(source)}, version = ${text(version)} }`,
    ),
  );
}

/** Lines that are in the language already. */
class Raw {
  constructor(readonly lines: readonly string[]) {}
}

function block(head: string, body: Json): string {
  const lines = Object.entries(body)
    .filter(([key, value]) => key !== "//" && value !== null && value !== undefined && !isEmpty(value))
    .flatMap(([key, value]) => member(key, value));
  return `${head} {\n${lines.join("\n")}\n}`;
}

function member(key: string, value: unknown): readonly string[] {
  if (value instanceof Raw) return [`${key} {`, ...value.lines, "}"];
  if (key === "depends_on" || key === "ignore_changes")
    return [`${key} = [${(value as string[]).join(", ")}]`];
  if (Array.isArray(value) && value.length > 0 && value.every(isObject)) {
    return value.map((each) => block(key, each));
  }
  if (isObject(value) && !MAPS.has(key)) return [block(key, value)];
  return [`${key} = ${text(value)}`];
}

function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(", ")}]`;
  if (typeof value === "string") return `"${value.split(EXPRESSION).map(piece).join("")}"`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)} = ${text(each)}`)
    .join(", ")} }`;
}

/** `${…}`, in which quotes stand as they are. */
const EXPRESSION = /((?<!\$)\$\{[^{}]*\})/;

function piece(part: string, index: number): string {
  return index % 2 === 1 ? part : JSON.stringify(part).slice(1, -1);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** No blocks of a kind: there is no way to write none. */
function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
