import { rmSync } from "node:fs";
import { azureOpenings, unexplainedAddresses } from "../support/azure-openings";
import type { Json } from "../support/terraform-json";
import { exampleNames, synthesizeExample } from "./example";

describe.each(exampleNames())("the example %s", (name) => {
  const { stacks, site, folder } = synthesizeExample(name);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const all = Object.values(stacks) as readonly Json[];

  test("opens nothing to everybody", () => {
    expect(azureOpenings(all)).toEqual([]);
  });

  test("has a public address for its way out, and for each way in that it gives a reason for", () => {
    expect(unexplainedAddresses(site, all)).toEqual([]);
  });
});
