/**
 * A text that reaches the cluster as it was written: what Terraform would evaluate (`${…}`, `%{…}`) is escaped.
 * References that cdktf itself put into the text stay references.
 */
export function literal(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)|%\{/g, (opening) => `${opening.charAt(0)}${opening}`);
}

/** {@link literal} for each value of a map. */
export function literals(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, literal(text)]));
}
