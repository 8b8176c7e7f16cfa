import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ALL_PROBLEMS, PROBLEM_GROUPS } from "../../src/errors/all";
import { documentProblems } from "../../src/errors/document";

describe("the catalogue of problems", () => {
  test("every code is used once", () => {
    const codes = ALL_PROBLEMS.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test("every code of the source is in the catalogue", () => {
    const source = join(__dirname, "..", "..", "src");
    const used = readdirSync(source, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => [
        ...readFileSync(join(source, name), "utf8").matchAll(/(?:code: |(?:error|refusal)\(\s*)"(HF\d{4})"/g),
      ])
      .map((match) => match[1] ?? "");
    const known = new Set(ALL_PROBLEMS.map(({ code }) => code));
    expect([...new Set(used)].filter((code) => !known.has(code))).toEqual([]);
    expect(used.length).toBeGreaterThan(50);
  });

  test.each(ALL_PROBLEMS.map((kind) => [kind.code, kind] as const))(
    "%s says what and what to do",
    (code, kind) => {
      expect(code).toMatch(/^HF[1-4]\d{3}$/);
      expect(kind.title.length).toBeGreaterThan(10);
      expect(kind.fix.length).toBeGreaterThan(5);
    },
  );

  test("docs/errors.md is current (npm run generate)", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "errors.md"), "utf8");
    expect(page).toBe(documentProblems(PROBLEM_GROUPS));
  });
});
