import { RULES } from "../../../src/site/rules";
import { CONNECTIVITY_CASES } from "./cases/connectivity";
import { DATABASE_CASES } from "./cases/database";
import { IDENTITY_CASES } from "./cases/identity";
import { LICENCE_CASES } from "./cases/licence";
import { OBJECT_STORE_CASES } from "./cases/object-store";
import { PROXY_CASES } from "./cases/proxy";
import { SCALE_CASES } from "./cases/scale";
import { SETTING_CASES, SETTING_NEED_CASES } from "./cases/settings";
import { VERSION_CASES } from "./cases/version";
import { problemsAfter, type RuleCase } from "./sites";

const CASES: readonly RuleCase[] = [
  ...IDENTITY_CASES,
  ...LICENCE_CASES,
  ...VERSION_CASES,
  ...SETTING_CASES,
  ...SETTING_NEED_CASES,
  ...DATABASE_CASES,
  ...OBJECT_STORE_CASES,
  ...PROXY_CASES,
  ...CONNECTIVITY_CASES,
  ...SCALE_CASES,
];

describe("rules on a site", () => {
  test("the base site keeps them all", () => {
    expect(problemsAfter()).toEqual([]);
  });

  test.each(CASES)("$code: $what", ({ code, breaks, keeps, paths, shows }) => {
    const found = problemsAfter(breaks).filter((problem) => problem.code === code);
    expect(found.map((problem) => problem.path)).toEqual(paths);
    expect(found.map((problem) => problem.message).join("\n")).toContain(shows);
    expect(problemsAfter(keeps).map((problem) => problem.code)).not.toContain(code);
  });

  test("each rule has a failing site, and no case names a code that is gone", () => {
    const codes = RULES.map((rule) => rule.code);
    expect([...new Set(CASES.map(({ code }) => code))].sort()).toEqual([...codes].sort());
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("every text is whole: no placeholder, nothing undefined, lower-case, with fix and reference", () => {
    for (const { breaks } of CASES) {
      for (const problem of problemsAfter(breaks)) {
        const { message, expected, fix, reference } = problem;
        expect(`${message} ${expected} ${fix} ${reference}`).not.toMatch(/\$\{|undefined|NaN|\[object/);
        expect(message).not.toMatch(/hunter2|admin:pw/);
        expect(fix).toMatch(/^[^A-Z]/);
        expect(reference).toMatch(/\S/);
        expect(problem.path).toMatch(/^[a-z]/);
      }
    }
  });

  test("titles are sentences and codes are in the range of rules", () => {
    for (const { code, title } of RULES) {
      expect(code).toMatch(/^HF2\d{3}$/);
      expect(title).toMatch(/^\S.*\.$/);
    }
  });

  test("several problems come together", () => {
    const codes = problemsAfter((spec) => {
      spec.mattermost.siteUrl = "http://chat.example/";
      spec.mattermost.replicas = 9;
      spec.timeSources = [];
    }).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["HF2002", "HF2003", "HF2005", "HF2702"]));
  });
});
