import { readFileSync } from "node:fs";
import { join } from "node:path";
import { siteJsonSchema } from "../../src/site/json-schema";

test("the schema that the examples point at is the one that `holdfast schema` prints", () => {
  const file = join(__dirname, "..", "..", "examples", "site.schema.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(siteJsonSchema())));
});
