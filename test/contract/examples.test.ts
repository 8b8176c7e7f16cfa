import { Testing } from "cdktf";
import { existsSync, rmSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { checkAgainstChartSchema } from "../support/chart-values";
import { checkAgainstCrd } from "../support/crd";
import { checkAgainstProviderSchema } from "../support/provider-schema";
import { referenceMissing } from "../support/reference";
import { at, podsOf, resourcesOf, textsOf } from "../support/terraform-json";
import { edgeDisagreements, policyCount } from "./edges";
import { exampleNames, ROOT, synthesizeExample } from "./example";
import { goldenDifference } from "./golden";
import { allowedImages, imagesOf } from "./images";
import { mattermostVariableProblems, unresolvedVariables } from "./mattermost-variables";
import { chartReleasesOf, manifestsOf } from "./releases";
import { secretLiterals } from "./secret-literals";

const withReference = referenceMissing === undefined ? test : test.skip;
const reason = referenceMissing === undefined ? "" : ` (skipped: ${referenceMissing})`;

test("there are examples", () => {
  expect(exampleNames().length).toBeGreaterThanOrEqual(2);
});

describe.each(exampleNames())("the example %s", (name) => {
  const example = synthesizeExample(name);
  const stacks = Object.entries(example.stacks);
  afterAll(() => {
    rmSync(example.folder, { recursive: true });
  });

  test("has a platform and a services stack, and those of Azure where it builds there", () => {
    expect(Object.keys(example.stacks)).toEqual([
      ...(example.site.azure?.access.gateway ? [`${example.site.name}-access`] : []),
      ...(example.site.entra || example.site.microsoft365?.application.kind === "create"
        ? [`${example.site.name}-directory`]
        : []),
      ...(example.site.azure || example.site.azureLocal ? [`${example.site.name}-foundation`] : []),
      `${example.site.name}-platform`,
      ...(example.site.database.kind === "azure" ? [`${example.site.name}-secrets`] : []),
      `${example.site.name}-services`,
    ]);
  });

  describe.each(stacks)("the stack %s", (stackName, stack) => {
    withReference(`is valid for the providers' schemas${reason}`, () => {
      expect(checkAgainstProviderSchema(stack)).toEqual([]);
    });

    withReference(`has custom resources that fit their definitions${reason}`, () => {
      expect(manifestsOf(stack).flatMap((manifest) => checkAgainstCrd(manifest))).toEqual([]);
    });

    withReference(`gives charts values that they know${reason}`, () => {
      const problems = chartReleasesOf(stack).flatMap(({ chart, values }) =>
        checkAgainstChartSchema(chart, values),
      );
      expect(problems).toEqual([]);
    });

    withReference(`sets Mattermost variables that exist, with values of their type${reason}`, () => {
      expect(mattermostVariableProblems(stack)).toEqual([]);
    });

    test("uses variables only after their definition", () => {
      expect(unresolvedVariables(stack)).toEqual([]);
    });

    test("holds no secret", () => {
      expect(secretLiterals(stack)).toEqual([]);
    });

    test("takes every image from the catalogue, exactly", () => {
      const allowed = allowedImages(example.site);
      expect(imagesOf(stack).filter(({ image }) => !allowed.has(image))).toEqual([]);
    });

    test("keeps state where it says, and no machine's path is in it", () => {
      const local = at(stack, "terraform", "backend", "local");
      expect(isAbsolute(local.path as string)).toBe(false);
      expect(local.path).toMatch(new RegExp(`/${stackName}\\.tfstate$`));
      const machine = textsOf(stack).filter(
        ({ text }) => text.includes(ROOT) || text.includes(example.folder),
      );
      expect(machine).toEqual([]);
    });

    test("asks for a Terraform that knows write-only arguments", () => {
      expect(at(stack, "terraform").required_version).toBe(">= 1.11.0");
    });

    test("brings the files it refers to", () => {
      const files = textsOf(stack).flatMap(({ text }) => (text.startsWith("./assets/") ? [text] : []));
      for (const file of files) {
        expect(existsSync(join(example.folder, "stacks", stackName, file, "Chart.yaml"))).toBe(true);
      }
    });

    test("looks as it did", () => {
      const text = example.files[`stacks/${stackName}/cdk.tf.json`]!;
      expect(goldenDifference(`${name}/${stackName}.json`, text)).toBeUndefined();
    });
  });

  test("has the construct tree that it had: ids are a contract", () => {
    expect(goldenDifference(`${name}.tree.txt`, Testing.renderConstructTree(example.app))).toBeUndefined();
  });

  test("has policies that say what its connections say, both ways", () => {
    expect(policyCount(example)).toBeGreaterThanOrEqual(8);
    expect(edgeDisagreements(example)).toEqual([]);
  });

  test("names no two objects of a kind alike", () => {
    const names = stacks.flatMap(([, stack]) =>
      resourcesOf(stack)
        // Names in Azure and Entra ID count inside what they belong to: a route in its table, a zone's link in its zone.
        .filter(({ type }) => !/^(azurerm|azuread)_/.test(type))
        .map(({ type, body }) => {
          const { name: objectName, namespace } = body.metadata ? at(body, "metadata") : body;
          return `${type} ${String(namespace)}/${String(objectName)}`;
        }),
    );
    expect(names.filter((each, index) => names.indexOf(each) !== index)).toEqual([]);
  });

  test("runs something", () => {
    expect(stacks.flatMap(([, stack]) => podsOf(stack)).length).toBeGreaterThanOrEqual(3);
  });

  test("is the same, byte for byte, when it is synthesized again", () => {
    const again = synthesizeExample(name);
    rmSync(again.folder, { recursive: true });
    expect(again.files).toEqual(example.files);
  });
});
