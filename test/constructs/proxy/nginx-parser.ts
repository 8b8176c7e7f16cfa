/** A directive of nginx.conf as NGINX itself reads it: quotes and escapes gone, comments left out. */
export interface Parsed {
  readonly name: string;
  readonly args: readonly string[];
  readonly block?: readonly Parsed[];
}

const TOKEN = /\s+|#[^\n]*|[{};]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?:\\.|[^\s{};"'])+/gsy;

/** Reads nginx.conf by NGINX's own rules for tokens; throws on what NGINX would not accept. */
export function parseNginx(text: string): readonly Parsed[] {
  const tokens = tokenize(text);
  const entries = readBlock(tokens, false);
  if (tokens.length > 0) throw new Error(`unexpected "${tokens[0]}"`);
  return entries;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) throw new Error(`not a token: ${text.slice(at, at + 40)}`);
    if (!/^(\s|#)/.test(token)) tokens.push(token);
  }
  return tokens;
}

function readBlock(tokens: string[], isInner: boolean): readonly Parsed[] {
  const entries: Parsed[] = [];
  for (let token = tokens.shift(); token !== undefined; token = tokens.shift()) {
    if (token === "}" && isInner) return entries;
    entries.push(readDirective(token, tokens));
  }
  if (isInner) throw new Error('"}" is missing');
  return entries;
}

function readDirective(name: string, tokens: string[]): Parsed {
  if (/^[{};]$/.test(name)) throw new Error(`unexpected "${name}"`);
  const args: string[] = [];
  for (let token = tokens.shift(); token !== undefined; token = tokens.shift()) {
    if (token === ";") return { name: plain(name), args };
    if (token === "{") return { name: plain(name), args, block: readBlock(tokens, true) };
    if (token === "}") break;
    args.push(plain(token));
  }
  throw new Error(`"${name}" does not end`);
}

function plain(token: string): string {
  const inner = /^["']/.test(token) ? token.slice(1, -1) : token;
  const letters: Record<string, string> = { n: "\n", t: "\t", r: "\r", '"': '"', "'": "'", "\\": "\\" };
  return inner.replace(/\\(.)/gs, (whole, letter: string) => letters[letter] ?? whole);
}
