import { isProblemError } from "../../src/errors/problem";
import { explainSite } from "../../src/site/explain";
import { resolveSample } from "./resolve/sample";

const resolved = resolveSample({
  users: 800,
  nodes: 3,
  mattermost: { replicas: 3, settings: { TeamSettings: { MaxUsersPerTeam: 1000 } } },
});
const paths = (path?: string) => explainSite(resolved, path).map((decision) => decision.path);

test("explains everything, a part or one value", () => {
  expect(paths()).toEqual(resolved.decisions.map(({ path }) => path));
  expect(paths("")).toEqual(paths());
  expect(paths("database.maxConnections")).toEqual(["database.maxConnections"]);
  expect(paths("database.pooler").sort()).toEqual([
    "database.pooler.instances",
    "database.pooler.maxClientConnections",
    "database.pooler.poolSize",
  ]);
  expect(explainSite(resolved, "mattermost.replicas")).toEqual([
    expect.objectContaining({ by: "site", value: 3 }),
  ]);
});

test("explains a member of a value by the whole value", () => {
  expect(paths("mattermost.settings.TeamSettings.MaxUsersPerTeam")).toEqual(["mattermost.settings"]);
});

test.each([
  ["database.maxConections", "database.maxConnections"],
  ["databse", "database"],
  ["database.max", "database"],
  ["database.storage.size", "database.storage"],
])("fails on %s and suggests something near", (path, suggestion) => {
  try {
    explainSite(resolved, path);
    throw new Error("a problem was expected");
  } catch (error) {
    if (!isProblemError(error)) throw error;
    expect(error.problems).toEqual([
      expect.objectContaining({ code: "HF4401", path, fix: expect.stringContaining(suggestion) as string }),
    ]);
  }
});
