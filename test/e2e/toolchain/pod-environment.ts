interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly value_from?: {
    readonly field_ref?: { readonly field_path: string };
    readonly secret_key_ref?: { readonly key: string };
  };
}

/** What the cluster would fill in. */
export interface PodValues {
  /** By field of the pod: `status.podIP`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** By key, whatever the Secret. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A container's rendered environment as the kubelet makes it: earlier variables are expanded in later ones. */
export function podEnvironment(env: unknown, values: PodValues): Record<string, string> {
  const done: Record<string, string> = {};
  for (const { name, value, value_from: from } of env as readonly Variable[]) {
    const field = from?.field_ref?.field_path;
    const secret = from?.secret_key_ref?.key;
    if (field !== undefined) done[name] = values.fields![field]!;
    else if (secret !== undefined) done[name] = values.secrets![secret]!;
    else done[name] = expanded(value ?? "", done);
  }
  return done;
}

/** `$(NAME)` of arguments and values. */
export function expanded(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\((\w+)\)/g, (_, name: string) => variables[name]!);
}
