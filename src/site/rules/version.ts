import { compare, satisfies } from "semver";
import {
  findRelease,
  MATTERMOST_RELEASES,
  REFUSED_UPGRADES,
  RELEASES_CHECKED,
  type MattermostRelease,
} from "../../catalog/mattermost-releases";
import { rules } from "./rule";

const RELEASES = "Mattermost docs, server releases and release policy";
const UPGRADES = "Mattermost docs, important upgrade notes";

/** Rules on the server's version and on where an upgrade comes from. */
export const VERSION_RULES = rules(
  {
    code: "HF2110",
    severity: "warning",
    title: "The server's release line is not in the catalogue.",
    fix: "choose a version of a supported line",
    reference: RELEASES,
    path: "mattermost.version",
    when: ({ mattermost }) => findRelease(mattermost.version) === undefined,
    message: ({ mattermost }) =>
      `mattermost.version is ${mattermost.version}, whose settings, plugins and limits are not known here`,
    expected: () => `a version of ${supportedLines()}`,
  },
  {
    code: "HF2111",
    severity: "warning",
    title: "The server's release line is past its support.",
    fix: "choose a version of a supported line",
    reference: RELEASES,
    path: "mattermost.version",
    when: ({ mattermost }) => isPastSupport(findRelease(mattermost.version)),
    message: ({ mattermost }) =>
      `mattermost.version is ${mattermost.version}, supported until ${findRelease(mattermost.version)?.supportEnds ?? "unknown"} (catalogue of ${RELEASES_CHECKED})`,
    expected: () => `a version of ${supportedLines()}`,
  },
  {
    code: "HF2112",
    severity: "error",
    title: "The vendor forbids this upgrade.",
    fix: "upgrade to a later version",
    reference: UPGRADES,
    find: ({ mattermost }) => {
      const from = mattermost.upgradingFrom;
      const refused =
        from === undefined
          ? undefined
          : REFUSED_UPGRADES.find(
              (upgrade) => satisfies(from, upgrade.from) && satisfies(mattermost.version, upgrade.to),
            );
      return refused
        ? [
            {
              path: "mattermost.version",
              message: `upgrade from ${from} to ${mattermost.version}: ${refused.reason}`,
              expected: refused.instead,
            },
          ]
        : [];
    },
  },
  {
    code: "HF2113",
    severity: "error",
    title: "The new version is older than the running one.",
    fix: "go back by restoring the database and files of that time, not by a downgrade",
    reference: `${UPGRADES}: a newer schema and newer password hashes do not fit an older server`,
    path: "mattermost.version",
    when: ({ mattermost: { version, upgradingFrom } }) =>
      upgradingFrom !== undefined && compare(version, upgradingFrom) < 0,
    message: ({ mattermost }) =>
      `mattermost.version is ${mattermost.version}, upgradingFrom is ${mattermost.upgradingFrom ?? "absent"}`,
    expected: ({ mattermost }) => `${mattermost.upgradingFrom ?? "the same version"} or later`,
  },
  {
    code: "HF2114",
    severity: "warning",
    title: "The upgrade skips releases that the vendor tests upgrades through.",
    fix: "upgrade line by line, or from one extended support release to the next",
    reference: `${UPGRADES}; high availability: versions at most one minor apart`,
    path: "mattermost.version",
    when: ({ mattermost: { version, upgradingFrom } }) =>
      upgradingFrom !== undefined &&
      compare(version, upgradingFrom) > 0 &&
      skipsReleases(upgradingFrom, version),
    message: ({ mattermost }) =>
      `upgrade from ${mattermost.upgradingFrom ?? "absent"} to ${mattermost.version} is not one step`,
    expected: () =>
      `one release line at a time, or between the extended support releases ${extendedLines().join(", ")}`,
  },
  {
    code: "HF2115",
    severity: "warning",
    title: "The server is not the newest patch of its line.",
    fix: "choose the newest patch; patches carry security fixes",
    reference: RELEASES,
    path: "mattermost.version",
    when: ({ mattermost: { version } }) => compare(version, findRelease(version)?.latest ?? version) < 0,
    message: ({ mattermost }) => `mattermost.version is ${mattermost.version}`,
    expected: ({ mattermost }) => findRelease(mattermost.version)?.latest ?? mattermost.version,
  },
);

function isPastSupport(release: MattermostRelease | undefined): boolean {
  return release !== undefined && release.supportEnds < RELEASES_CHECKED;
}

function supportedLines(): string {
  return MATTERMOST_RELEASES.filter((release) => !isPastSupport(release))
    .map((release) => release.line)
    .join(", ");
}

function extendedLines(): readonly string[] {
  return MATTERMOST_RELEASES.filter((release) => release.extendedSupport).map((release) => release.line);
}

function line(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** More than one minor release, and not from one extended support release to the next. */
function skipsReleases(from: string, to: string): boolean {
  const [fromMajor = 0, fromMinor = 0] = from.split(".").map(Number);
  const [toMajor = 0, toMinor = 0] = to.split(".").map(Number);
  if (fromMajor === toMajor && toMinor - fromMinor <= 1) return false;
  const extended = extendedLines();
  const start = extended.indexOf(line(from));
  return start < 0 || extended[start + 1] !== line(to);
}
