import { problem, type ProblemKind } from "../../src/errors/catalogue";
import { ProblemError } from "../../src/errors/problem";
import { mayBuild, openSitesWith, type Pipeline } from "../../src/site/opening";
import type { ResolvedSite } from "../../src/site/site";
import { memoryFiles, VALID } from "./load/memory-files";

const kind = (code: string, severity: ProblemKind["severity"]): ProblemKind => ({
  code,
  severity,
  title: "t",
  fix: "f",
});
const found = (code: string, severity: ProblemKind["severity"], path: string) =>
  problem(kind(code, severity), { path, message: "m", expected: "e" });

const pipeline = (check: Pipeline["check"]): Pipeline => ({
  resolve: (spec) => ({ site: spec, decisions: [] }) as unknown as ResolvedSite,
  check,
});

const open = (steps: Pipeline, text: string) =>
  openSitesWith(steps, ["site.yaml"], { files: memoryFiles({ "site.yaml": text }) });

describe("opening sites", () => {
  test("what a rule finds gets the place of its path", () => {
    const steps = pipeline(() => [
      found("HF2101", "error", "people.users"),
      found("HF2102", "warning", "proxy.replicas"),
    ]);
    const { sites, problems } = open(steps, VALID);
    expect(problems.map(({ code, line, column }) => [code, line, column])).toEqual([
      ["HF2102", 1, 1],
      ["HF2101", 8, 10],
    ]);
    expect(sites).toHaveLength(1);
    expect(mayBuild(problems)).toBe(false);
  });

  test("a warning can be accepted, an error can't", () => {
    const steps = pipeline(() => [found("HF2101", "error", "name"), found("HF2102", "warning", "name")]);
    const accept =
      "accept:\n  - {code: HF2101, reason: it is only a test}\n  - {code: HF2102, reason: it is only a test}\n";
    const { problems, accepted } = open(steps, VALID + accept);
    expect(problems.map(({ code }) => code)).toEqual(["HF2101"]);
    expect(accepted).toMatchObject([{ problem: { code: "HF2102", line: 1 }, reason: "it is only a test" }]);
  });

  test("problems that resolving throws are problems of the file, other errors are defects", () => {
    const refusing = (error: Error): Pipeline => ({
      resolve: () => {
        throw error;
      },
      check: () => [],
    });
    const { sites, problems } = open(refusing(new ProblemError([found("HF2103", "error", "people")])), VALID);
    expect(sites).toEqual([]);
    expect(problems).toMatchObject([{ code: "HF2103", file: "site.yaml", line: 7 }]);
    expect(() => open(refusing(new TypeError("ours")), VALID)).toThrow("ours");
  });
});
