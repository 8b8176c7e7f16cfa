import { NATIONAL_CLOUDS, type NationalCloud } from "../../src/catalog/national-clouds";

describe.each(Object.keys(NATIONAL_CLOUDS) as NationalCloud[])("the cloud %s", (cloud) => {
  const facts = NATIONAL_CLOUDS[cloud];
  const sovereign = cloud !== "commercial";

  test("has its login, Graph and portal in one jurisdiction", () => {
    const ending = sovereign ? /\.us$/ : /\.com$/;
    for (const host of [facts.loginHost, facts.graphHost, facts.teamsHost, facts.portalHost]) {
      expect(host).toMatch(ending);
    }
    expect(facts.jwksUrl.startsWith(`https://${facts.loginHost}/`)).toBe(true);
  });

  test("lets its own Teams show Mattermost, and no other cloud's", () => {
    expect(facts.frameAncestors).toContain(facts.teamsHost);
    const others = Object.entries(NATIONAL_CLOUDS).filter(([name]) => name !== cloud);
    for (const [, other] of others) expect(facts.frameAncestors).not.toContain(other.teamsHost);
  });

  test("names sources that a policy takes: hosts, at most with a wildcard in front", () => {
    for (const source of facts.frameAncestors) expect(source).toMatch(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$/);
    expect(new Set(facts.frameAncestors).size).toBe(facts.frameAncestors.length);
  });
});

test("no two clouds share an environment of the provider or a Graph host", () => {
  const all = Object.values(NATIONAL_CLOUDS);
  expect(new Set(all.map((each) => each.azureadEnvironment)).size).toBe(all.length);
  expect(new Set(all.map((each) => each.graphHost)).size).toBe(all.length);
});
