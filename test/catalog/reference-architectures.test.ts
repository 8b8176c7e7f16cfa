import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REFERENCE_ARCHITECTURES, STORAGE_MODEL } from "../../src/catalog/reference-architectures";

const FACTS = join(__dirname, "../../../shared/reference/mattermost/sizing.json");

interface Facts {
  readonly architectures: readonly {
    readonly concurrentUsers: number;
    readonly app: { readonly nodes: number; readonly vcpu: number };
    readonly dbReader: { readonly nodes: number };
  }[];
}

test("architectures are in the order of their users", () => {
  const users = REFERENCE_ARCHITECTURES.map(({ concurrentUsers }) => concurrentUsers);
  expect([...users].sort((left, right) => left - right)).toEqual(users);
  expect(users).toHaveLength(9);
  expect(STORAGE_MODEL).toEqual({ baseMegabytes: 800, safetyFactor: 2 });
});

const whenFacts = existsSync(FACTS) ? test : test.skip;
whenFacts("the table is what the collected facts say (skipped without the folder of facts)", () => {
  const facts = JSON.parse(readFileSync(FACTS, "utf8")) as Facts;
  expect(
    REFERENCE_ARCHITECTURES.map((tier) => [tier.concurrentUsers, tier.app, tier.databaseReader.nodes]),
  ).toEqual(
    facts.architectures.map(({ concurrentUsers, app, dbReader }) => [
      concurrentUsers,
      expect.objectContaining({ nodes: app.nodes, vcpu: app.vcpu }) as unknown,
      dbReader.nodes,
    ]),
  );
});
