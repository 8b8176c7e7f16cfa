/** One entry of a configuration: `name args;`, or `name args { block }`. */
export interface NginxDirective {
  readonly name: string;
  readonly args: readonly string[];
  readonly block?: readonly NginxEntry[];
}

/** A line for the person who reads the file in a pod. */
export interface NginxComment {
  readonly comment: string;
}

export type NginxEntry = NginxDirective | NginxComment;

export function directive(name: string, ...args: readonly (string | number)[]): NginxDirective {
  return { name, args: args.map(String) };
}

export function block(
  name: string,
  args: readonly (string | number)[],
  entries: readonly NginxEntry[],
): NginxDirective {
  return { name, args: args.map(String), block: entries };
}

export function comment(text: string): NginxComment {
  return { comment: text };
}

/** The entries as the text of a configuration file, ending in a line break. */
export function printNginx(entries: readonly NginxEntry[]): string {
  return lines(entries, "").join("\n") + "\n";
}

function lines(entries: readonly NginxEntry[], indent: string): string[] {
  return entries.flatMap((entry, index) => {
    const gap = index > 0 && startsSection(entry, entries[index - 1]) ? [""] : [];
    return [...gap, ...entryLines(entry, indent)];
  });
}

function entryLines(entry: NginxEntry, indent: string): string[] {
  if ("comment" in entry) return [`${indent}# ${entry.comment}`];
  const head = indent + [entry.name, ...entry.args].map(printArgument).join(" ");
  if (entry.block === undefined) return [`${head};`];
  return [`${head} {`, ...lines(entry.block, `${indent}    `), `${indent}}`];
}

function startsSection(entry: NginxEntry, previous: NginxEntry | undefined): boolean {
  if (previous === undefined || "comment" in previous) return false;
  return "comment" in entry || entry.block !== undefined || previous.block !== undefined;
}

const PLAIN = /^[^\s"'\\;{}#]+$/;

/** Quotes what would otherwise end the argument. NGINX still expands `$name` within quotes. */
function printArgument(argument: string): string {
  if (PLAIN.test(argument)) return argument;
  const quote = argument.includes('"') && !argument.includes("'") ? "'" : '"';
  const escaped = argument.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll(quote, `\\${quote}`);
  return quote + escaped + quote;
}
