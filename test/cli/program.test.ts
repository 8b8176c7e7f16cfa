import { runProgram } from "../../src/cli/program";

async function run(...args: readonly string[]) {
  const said = { out: "", err: "" };
  const terminal = {
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    color: false,
    progress: false,
  };
  const exit = await runProgram(args, terminal, { version: "1.2.3", debug: false });
  return { exit, ...said };
}

test.each([
  [["--version"], 0, /^1\.2\.3\n$/],
  [["--help"], 0, /Examples:[^]*Exit codes:/],
  [["check", "--help"], 0, /--json/],
])("%j is answered", async (args, exit, out) => {
  const result = await run(...args);
  expect(result.exit).toBe(exit);
  expect(result.out).toMatch(out);
  expect(result.err).toBe("");
});

test.each([
  [[], /Usage/],
  [["chek"], /Did you mean check/],
  [["check"], /missing required argument/],
  [["check", "a", "--jsn"], /Did you mean --json/],
  [["synth", "a", "--out"], /argument missing/],
  [["init"], /missing required argument/],
  [["init", "a", "--topology", "mesh"], /edge/],
  [["explain", "a", "b", "c"], /too many arguments/],
  [["schema", "x"], /too many arguments/],
])("%j is misuse", async (args, err) => {
  const result = await run(...args);
  expect(result.exit).toBe(2);
  expect(result.err).toMatch(err);
  expect(result.out).toBe("");
});
