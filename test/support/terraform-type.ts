/** A type as `terraform providers schema -json` writes it. */
export type TerraformType =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", TerraformType]
  | readonly ["tuple", readonly TerraformType[]]
  | readonly ["object", Readonly<Record<string, TerraformType>>];

/** Whether Terraform evaluates a text of a JSON configuration; `$${` and `%%{` are escapes. */
export function isTemplate(text: string): boolean {
  return /(^|[^$])\$\{|(^|[^%])%\{/.test(text);
}

/** Whether a text is one interpolation and nothing else: its value may have any type. */
function isWholeExpression(text: string): boolean {
  return text.startsWith("${") && text.endsWith("}") && !text.slice(2).includes("${");
}

/**
 * Why a value can't become a value of the type, by Terraform's own conversions: numbers and truth values become
 * text, text becomes a number or a truth value where it reads like one, nothing else changes its type.
 * One entry a wrong place, each `path: reason`.
 */
export function conversionProblems(type: TerraformType, value: unknown, path: string): readonly string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === "string" && isWholeExpression(value)) return [];
  if (typeof type === "string") return primitiveProblems(type, value, path);
  switch (type[0]) {
    case "list":
    case "set": {
      const element = type[1];
      if (!Array.isArray(value)) return [`${path}: ${shown(value)} is no ${type[0]}`];
      return value.flatMap((each, index) => conversionProblems(element, each, `${path}[${index}]`));
    }
    case "tuple": {
      const elements = type[1];
      if (!Array.isArray(value) || value.length !== elements.length)
        return [`${path}: ${shown(value)} is no tuple`];
      return elements.flatMap((element, index) =>
        conversionProblems(element, value[index], `${path}[${index}]`),
      );
    }
    case "map": {
      const element = type[1];
      if (!isRecord(value)) return [`${path}: ${shown(value)} is no map`];
      return Object.entries(value).flatMap(([key, each]) =>
        conversionProblems(element, each, `${path}.${key}`),
      );
    }
    case "object":
      return objectProblems(type[1], value, path);
  }
}

/** Terraform drops unknown members of objects in silence; here they are wrong. */
function objectProblems(
  members: Readonly<Record<string, TerraformType>>,
  value: unknown,
  path: string,
): readonly string[] {
  if (!isRecord(value)) return [`${path}: ${shown(value)} is no object`];
  const missing = Object.keys(members).filter((name) => !(name in value));
  // The schemas were stored without descriptions, and lost the attributes of that name with them.
  const unknown = Object.keys(value).filter((name) => !(name in members) && name !== "description");
  return [
    ...missing.map((name) => `${path}.${name}: missing`),
    ...unknown.map((name) => `${path}.${name}: unknown attribute`),
    ...Object.entries(members).flatMap(([name, type]) =>
      conversionProblems(type, value[name], `${path}.${name}`),
    ),
  ];
}

function primitiveProblems(type: string, value: unknown, path: string): readonly string[] {
  if (type === "dynamic") return [];
  const template = typeof value === "string" && isTemplate(value);
  const fits = {
    string: ["string", "number", "boolean"].includes(typeof value),
    number: typeof value === "number" || template || (typeof value === "string" && isNumber(value)),
    bool:
      typeof value === "boolean" ||
      template ||
      (typeof value === "string" && /^(true|false|1|0)$/.test(value)),
  }[type];
  return fits ? [] : [`${path}: ${shown(value)} is no ${type}`];
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
