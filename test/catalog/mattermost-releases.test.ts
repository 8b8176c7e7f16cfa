import { satisfies, valid } from "semver";
import {
  DEFAULT_SERVER_VERSION,
  findRelease,
  MATTERMOST_RELEASES,
  MINIMUM_POSTGRES,
  REFUSED_UPGRADES,
  RELEASES_CHECKED,
} from "../../src/catalog/mattermost-releases";

test("the default server is the newest patch of an extended support release that is still supported", () => {
  const release = findRelease(DEFAULT_SERVER_VERSION);
  expect(release).toMatchObject({ latest: DEFAULT_SERVER_VERSION, extendedSupport: true });
  expect(release && release.supportEnds > RELEASES_CHECKED).toBe(true);
});

test("finds a release by any of its patches", () => {
  expect(findRelease("11.10.3")?.line).toBe("11.10");
  expect(findRelease("11.1.0")).toBeUndefined();
});

test("dates and versions are well formed, lines in order", () => {
  for (const { line, latest, released, supportEnds } of MATTERMOST_RELEASES) {
    expect(valid(latest)).toBe(latest);
    expect(latest.startsWith(`${line}.`)).toBe(true);
    expect(`${released} ${supportEnds}`).toMatch(/^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
    expect(released < supportEnds).toBe(true);
    expect(MINIMUM_POSTGRES.filter(({ server }) => satisfies(latest, server))).toHaveLength(1);
  }
  const dates = MATTERMOST_RELEASES.map(({ released }) => released);
  expect([...dates].sort()).toEqual(dates);
});

test.each([
  ["10.11.16", "11.7.0", false],
  ["10.11.17", "11.7.0", true],
  ["10.11.23", "11.7.2", true],
  ["10.11.23", "11.7.3", false],
  ["11.6.0", "11.7.1", false],
])("upgrade from %s to %s refused: %s", (from, to, refused) => {
  const hits = REFUSED_UPGRADES.filter((window) => satisfies(from, window.from) && satisfies(to, window.to));
  expect(hits.length > 0).toBe(refused);
});
