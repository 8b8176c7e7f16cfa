import type { EnvValue } from "../kubernetes/pod";

/** A text of the environment that refers to a variable which is not defined before it. */
export interface UndefinedReference {
  readonly variable: string;
  readonly reference: string;
}

/** References `$(NAME)` that Kubernetes would leave unexpanded: it knows only the variables that stand before. */
export function undefinedReferences(env: Readonly<Record<string, EnvValue>>): readonly UndefinedReference[] {
  const defined = new Set<string>();
  return Object.entries(env).flatMap(([variable, value]) => {
    const missing = typeof value === "string" ? referencesIn(value).filter((name) => !defined.has(name)) : [];
    defined.add(variable);
    return missing.map((reference) => ({ variable, reference }));
  });
}

/** Names in `$(NAME)`; `$$(NAME)` is plain text. */
function referencesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$(?:\$|\(([A-Za-z_][\w.-]*)\))/g)].flatMap((match) => match[1] ?? []);
}
