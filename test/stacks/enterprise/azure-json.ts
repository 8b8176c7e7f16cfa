import { resourcesOf, textsOf, type Json, type TerraformResourceJson } from "../../support/terraform-json";

/** What a stack has of a type. */
export function of(stack: Json, type: string): readonly TerraformResourceJson[] {
  return resourcesOf(stack).filter((each) => each.type === type);
}

export const addressOf = ({ type, id }: TerraformResourceJson): string => `${type}.${id}`;

/** The resource of the stack that an expression such as `${azurerm_subnet.x.id}` names first. */
export function referred(stack: Json, expression: unknown): TerraformResourceJson | undefined {
  const [, type, id] = /\$\{([a-z]+_[a-z0-9_]+)\.([A-Za-z0-9_-]+)\./.exec(String(expression)) ?? [];
  return resourcesOf(stack).find((each) => each.type === type && each.id === id);
}

/** Addresses of everything that a stack has: resources, data, what lives for one run, and variables. */
function declared(stack: Json): ReadonlySet<string> {
  const blocks = (section: string, prefix: string) =>
    Object.entries((stack[section] ?? {}) as Readonly<Record<string, Json>>).flatMap(([type, byId]) =>
      Object.keys(byId).map((id) => `${prefix}${type}.${id}`),
    );
  const named = (section: string, prefix: string) =>
    Object.keys((stack[section] ?? {}) as Json).map((name) => `${prefix}.${name}`);
  return new Set([
    ...blocks("resource", ""),
    ...blocks("data", "data."),
    ...blocks("ephemeral", "ephemeral."),
    ...named("variable", "var"),
    ...named("locals", "local"),
  ]);
}

const REFERENCE =
  /(?<![\w.-])((?:data|ephemeral)\.)?((?:azurerm|azuread|azapi|kubernetes|helm|random)_[a-z0-9_]+|var|local)\.([A-Za-z0-9_-]+)/g;

/** References of a stack to what it doesn't have, each with its place. */
export function danglingReferences(stack: Json): readonly string[] {
  const there = declared(stack);
  const bodies = {
    resource: stack.resource,
    data: stack.data,
    output: stack.output,
    provider: stack.provider,
  };
  return textsOf(bodies).flatMap(({ path, text }) => {
    const isOrder = /\.depends_on\[\d+\]$/.test(path);
    const expressions = isOrder
      ? [text]
      : [...text.matchAll(/(?<!\$)\$\{([^}]*)\}/g)].map(([, inside]) => inside!);
    return expressions
      .flatMap((each) => [...each.matchAll(REFERENCE)])
      .map(([, section = "", type, id]) => `${section}${type}.${id}`)
      .filter((address) => !there.has(address))
      .map((address) => `${path} names ${address}`);
  });
}
