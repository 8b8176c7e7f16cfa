import { resolveSite } from "../../../src/site/resolve";
import { judgeSite, RULES } from "../../../src/site/rules";
import { AGENTS_CASES } from "./cases/agents";
import { APPS_CASES } from "./cases/apps";
import { AZURE_CASES } from "./cases/azure";
import { AZURE_ACCESS_CASES } from "./cases/azure-access";
import { AZURE_ENTRANCE_CASES } from "./cases/azure-entrances";
import { AZURE_LOCAL_CASES } from "./cases/azure-local";
import { AZURE_DATABASE_CASES } from "./cases/azure-database";
import { AZURE_MONITORING_CASES } from "./cases/azure-monitoring";
import { AZURE_OPEN_AI_CASES } from "./cases/azure-open-ai";
import { CALLS_CASES } from "./cases/calls";
import { CONNECTIVITY_CASES } from "./cases/connectivity";
import { DATABASE_CASES } from "./cases/database";
import { ENTRA_CASES } from "./cases/entra";
import { IDENTITY_CASES } from "./cases/identity";
import { IDENTITY_DEX_CASES } from "./cases/identity-dex";
import { IDENTITY_EXPOSURE_CASES } from "./cases/identity-exposure";
import { IDENTITY_PROVIDER_CASES } from "./cases/identity-provider";
import { INTEGRATION_CASES } from "./cases/integrations";
import { LICENCE_CASES } from "./cases/licence";
import { LOAD_BALANCER_CASES } from "./cases/load-balancers";
import { MICROSOFT_365_CASES } from "./cases/microsoft365";
import { NODE_PORT_CASES } from "./cases/node-ports";
import { OBJECT_STORE_CASES } from "./cases/object-store";
import { AZURE_OBJECT_STORE_CASES } from "./cases/object-store-azure";
import { PLUGIN_CASES } from "./cases/plugins";
import { PROXY_CASES } from "./cases/proxy";
import { SCALE_CASES } from "./cases/scale";
import { SETTING_ADVICE_CASES, SETTING_CASES, SETTING_NEED_CASES } from "./cases/settings";
import { VAULT_SECRET_CASES } from "./cases/secrets-vault";
import { VERSION_CASES } from "./cases/version";
import { baseSpec, problemsAfter, type RuleCase } from "./sites";

const CASES: readonly RuleCase[] = [
  ...IDENTITY_CASES,
  ...INTEGRATION_CASES,
  ...PLUGIN_CASES,
  ...LICENCE_CASES,
  ...VERSION_CASES,
  ...SETTING_CASES,
  ...SETTING_NEED_CASES,
  ...SETTING_ADVICE_CASES,
  ...DATABASE_CASES,
  ...OBJECT_STORE_CASES,
  ...AZURE_OBJECT_STORE_CASES,
  ...PROXY_CASES,
  ...NODE_PORT_CASES,
  ...IDENTITY_PROVIDER_CASES,
  ...IDENTITY_EXPOSURE_CASES,
  ...IDENTITY_DEX_CASES,
  ...AGENTS_CASES,
  ...CALLS_CASES,
  ...AZURE_CASES,
  ...LOAD_BALANCER_CASES,
  ...AZURE_ACCESS_CASES,
  ...AZURE_ENTRANCE_CASES,
  ...AZURE_DATABASE_CASES,
  ...AZURE_LOCAL_CASES,
  ...ENTRA_CASES,
  ...APPS_CASES,
  ...MICROSOFT_365_CASES,
  ...CONNECTIVITY_CASES,
  ...VAULT_SECRET_CASES,
  ...AZURE_MONITORING_CASES,
  ...AZURE_OPEN_AI_CASES,
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

  test("an accepted warning is set apart with its reason, an accepted error stays", () => {
    const spec = baseSpec();
    spec.timeSources = [];
    spec.mattermost.replicas = 9;
    spec.accept = [
      { code: "HF2002", reason: "the radio sets the time" },
      { code: "HF2702", reason: "we hope for more nodes" },
    ];
    const judged = judgeSite(resolveSite(spec, { directory: "/sites" }), spec);
    expect(judged.accepted.map(({ problem, reason }) => [problem.code, reason])).toEqual([
      ["HF2002", "the radio sets the time"],
    ]);
    expect(judged.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(["HF2702", "HF2091"]));
    expect(judged.problems.map(({ code }) => code)).not.toContain("HF2002");
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
