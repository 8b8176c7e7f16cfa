import { renderProblems } from "../../src/cli/render";
import { countLine, reportJson } from "../../src/cli/report";
import type { Problem } from "../../src/errors/problem";

const unknownKey: Problem = {
  code: "HF1020",
  severity: "error",
  file: "site.yaml",
  line: 2,
  column: 3,
  path: "proxy.hts",
  message: 'unknown key "hts"',
  expected: 'one of "hsts"',
  fix: 'write "hsts"',
};
const warning: Problem = {
  code: "HF2101",
  severity: "warning",
  path: "name",
  message: "m",
  expected: "e",
  fix: "f",
  reference: "a vendor's page",
};

describe("problems for people", () => {
  test("are aligned, with the line, a caret and the fix", () => {
    expect(renderProblems([unknownKey, warning], () => "proxy:\n  hts: true\n", false)).toBe(`\
error   HF1020  site.yaml:2:3  proxy.hts
  unknown key "hts"; expected one of "hsts"
  2 |   hts: true
    |   ^
  fix: write "hsts"

warning HF2101  -              name
  m; expected e
  fix: f
  see: a vendor's page
`);
  });

  test("are coloured only on request, and the file can't colour them", () => {
    const text = "proxy:\n  hts: \u001b[31mred\n";
    // eslint-disable-next-line no-control-regex
    const escape = /\u001b/;
    expect(renderProblems([unknownKey], () => text, false)).not.toMatch(escape);
    expect(renderProblems([unknownKey], () => text, true)).toMatch(escape);
  });

  test("show no secret of the line", () => {
    const shown = renderProblems([unknownKey], () => "proxy:\n  password: hunter2\n", false);
    expect(shown).toContain("password: ********");
  });
});

test("problems for programs have every field, in one order", () => {
  const { problems } = JSON.parse(reportJson([warning, unknownKey])) as {
    problems: Record<string, unknown>[];
  };
  const fields = [
    "code",
    "severity",
    "file",
    "line",
    "column",
    "path",
    "message",
    "expected",
    "fix",
    "reference",
  ];
  expect(problems.map((problem) => Object.keys(problem))).toEqual([fields, fields]);
  expect(problems[0]).toMatchObject({ file: null, line: null, column: null });
});

test.each([
  [[unknownKey, warning, warning], 3, "1 error, 2 warnings in 3 sites"],
  [[], 1, "no problems in 1 site"],
  [[unknownKey], 0, "1 error"],
])("the closing line", (problems, sites, line) => {
  expect(countLine(problems, sites)).toBe(line);
});
