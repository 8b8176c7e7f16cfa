import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";
import { siteTemplate } from "../../src/cli/site-template";
import { siteJsonSchema } from "../../src/site/json-schema";
import { VALID } from "./load/memory-files";

describe("the JSON Schema of the site file", () => {
  const accepts = new Ajv2020({ strict: false, validateFormats: false }).compile(siteJsonSchema());

  test.each([
    ["the smallest site", VALID, true],
    ["the file that init writes", siteTemplate(), true],
    ["a section that is left empty", `${VALID}proxy:\n`, true],
    ["a database without its kind", `${VALID}database: {instances: 3}\n`, true],
    ["a key of another kind", `${VALID}database: {instances: 3, pooling: none}\n`, false],
    ["a typing error", `${VALID}proxi: {}\n`, false],
    ["a missing key", "name: a\n", false],
    [
      "an override",
      "extends: ../base.yaml\nname: a\npeople: {existingPosts: 5}\ndatabase: {version: 17}\n",
      true,
    ],
    ["an override that removes", "extends: ../base.yaml\npeople: {users: null}\n", true],
    ["a typing error in an override", "extends: ../base.yaml\ndatabase: {versoin: 17}\n", false],
    ["an incomplete item of a list", "extends: ../base.yaml\naccept: [{code: HF2101}]\n", false],
  ])("%s", (_, text, valid) => {
    expect(accepts(parse(text))).toBe(valid);
  });

  test("no phrase stands where an editor takes a value from", () => {
    const schema = JSON.stringify(siteJsonSchema());
    expect(schema).not.toMatch(/"default":"(sized|the |true,)/);
    expect(schema).toContain("Default: sized from people.");
  });
});
