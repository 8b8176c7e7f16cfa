import { Composer, LineCounter, Parser, type CST, type Document, type YAMLError } from "yaml";
import { problem, type ProblemKind } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import { FILE_PROBLEMS } from "./problems";
import type { Place } from "./sourced";

/** Deepest nesting that is composed. The composer recurses, so depth is bounded before it runs. */
const MAX_DEPTH = 64;
/** Most values in one file. */
export const MAX_VALUES = 20_000;
/** Syntax errors reported for one file; more of them are echoes of the first. */
const MAX_ERRORS = 10;

/** A composed document with the means to find places in it. */
export interface Syntax {
  readonly document?: Document.Parsed;
  readonly placeAt: (offset: number) => Place;
  readonly problems: readonly Problem[];
}

/** Turns text into a YAML document: syntax only, no values. Never throws. */
export function parseSyntax(file: string, text: string): Syntax {
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, text.length)));
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const excess = findExcess(tokens);
  if (excess) {
    const occurrence = {
      path: "",
      message: excess.message,
      expected: excess.expected,
      ...placeAt(excess.offset),
    };
    return { placeAt, problems: [problem(FILE_PROBLEMS.explosion, occurrence)] };
  }
  // Keys are compared by our own reader: the composer's comparison takes quadratic time.
  const composer = new Composer({ uniqueKeys: false, strict: true, prettyErrors: false });
  const documents = [...composer.compose(tokens, true, text.length)] as Document.Parsed[];
  const document = documents[0];
  const faults = documents.flatMap((one) => [...one.errors, ...one.warnings]).slice(0, MAX_ERRORS);
  const problems = faults.map((fault) => syntaxProblem(fault, placeAt));
  const second = documents[1];
  if (second) {
    problems.push(
      problem(FILE_PROBLEMS.documents, {
        path: "",
        message: `the file holds ${documents.length} documents`,
        expected: "one document in a file",
        ...placeAt(second.range[0]),
      }),
    );
  }
  return { document, placeAt, problems };
}

interface Excess {
  readonly offset: number;
  readonly message: string;
  readonly expected: string;
}

/** Looks for the limits without recursion. */
function findExcess(tokens: readonly CST.Token[]): Excess | undefined {
  const pending = tokens.map((token): readonly [CST.Token, number] => [token, 0]);
  let values = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [token, depth] = next;
    values += 1;
    if (depth > MAX_DEPTH) {
      return {
        offset: token.offset,
        message: `nested deeper than ${MAX_DEPTH} levels`,
        expected: `at most ${MAX_DEPTH} levels`,
      };
    }
    if (values > MAX_VALUES) {
      return {
        offset: token.offset,
        message: `more than ${MAX_VALUES} values`,
        expected: `at most ${MAX_VALUES} values`,
      };
    }
    if (token.type === "document" && token.value) pending.push([token.value, depth]);
    if ("items" in token) {
      for (const item of token.items) {
        if (item.key) pending.push([item.key, depth + 1]);
        if (item.value) pending.push([item.value, depth + 1]);
      }
    }
  }
  return undefined;
}

function syntaxProblem(fault: YAMLError, placeAt: (offset: number) => Place): Problem {
  const kind: ProblemKind = fault.code === "TAB_AS_INDENT" ? FILE_PROBLEMS.tab : FILE_PROBLEMS.syntax;
  return problem(kind, {
    path: "",
    message: fault.code === "TAB_AS_INDENT" ? "a tab in the indentation" : describe(fault.message),
    expected: fault.code === "TAB_AS_INDENT" ? "spaces" : "valid YAML",
    ...placeAt(fault.pos[0]),
  });
}

/** The parser's words without the text it quotes, which might be a secret. */
function describe(message: string): string {
  const words = message.replace(/: .*$/s, "").replace(/sequence \\.*$/s, "sequence");
  return words.charAt(0).toLowerCase() + words.slice(1);
}
