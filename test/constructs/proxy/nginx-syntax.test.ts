import fc from "fast-check";
import {
  block,
  comment,
  directive,
  printNginx,
  type NginxEntry,
} from "../../../src/constructs/proxy/nginx-syntax";
import { parseNginx, type Parsed } from "./nginx-parser";

const word = fc.string({ unit: "grapheme-ascii", minLength: 0, maxLength: 12 });
const name = fc.stringMatching(/^[a-z_]{1,10}$/);

const entries: fc.Memo<Parsed[]> = fc.memo((depth) =>
  fc.array(depth > 1 ? fc.oneof(leaf, inner(depth - 1)) : leaf, { maxLength: 4 }),
);
const leaf = fc.record({ name, args: fc.array(word, { maxLength: 4 }) });
const inner = (depth: number) =>
  fc.record({ name, args: fc.array(word, { maxLength: 2 }), block: entries(depth) });

describe("printNginx", () => {
  test("what is printed reads back as it was, whatever the arguments hold", () => {
    fc.assert(
      fc.property(entries(3), (tree) => {
        expect(parseNginx(printNginx(tree))).toEqual(tree);
      }),
    );
  });

  test.each<[string, readonly NginxEntry[], string]>([
    ["a directive", [directive("listen", 8443, "ssl")], "listen 8443 ssl;\n"],
    ["a block", [block("server", [], [directive("http2", "on")])], "server {\n    http2 on;\n}\n"],
    [
      "a comment above its directive",
      [directive("a", 1), comment("why"), directive("b", 2)],
      "a 1;\n\n# why\nb 2;\n",
    ],
    [
      "an empty argument",
      [directive("proxy_set_header", "Forwarded", "")],
      'proxy_set_header Forwarded "";\n',
    ],
    ["JSON without escapes", [directive("x", '{"a":"$b"}')], `x '{"a":"$b"}';\n`],
    ["both quotes and a line break", [directive("x", `"'\n`)], `x "\\"'\\n";\n`],
  ])("prints %s", (_, tree, text) => {
    expect(printNginx(tree)).toBe(text);
  });
});
