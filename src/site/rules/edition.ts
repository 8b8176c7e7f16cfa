import { satisfies } from "semver";
import {
  FIPS_PLUGINS,
  TEAM_EDITION_MAX_USERS,
  TEAM_EDITION_WITHOUT_PLAYBOOKS,
} from "../../catalog/mattermost-releases";
import type { Site } from "../site";
import { settingPath, writtenSetting } from "./read";
import { rules } from "./rule";

const TEAM = "Mattermost v11 changelog: Team Edition";
const FIPS = "Mattermost docs, FIPS and STIG images";
const FIPS_PASSWORD_LENGTH = 14;

/** Rules on which image the site runs. */
export const EDITION_RULES = rules(
  {
    code: "HF2120",
    severity: "error",
    title: "The FIPS image has no Calls plugin.",
    fix: "remove calls, or choose the edition enterprise",
    reference: FIPS,
    path: "calls",
    when: ({ mattermost, calls }) =>
      mattermost.edition === "fips" && calls !== undefined && !FIPS_PLUGINS.includes("calls"),
    message: ({ mattermost }) => `calls are on with edition ${mattermost.edition}`,
    expected: `no calls with edition fips, which brings ${FIPS_PLUGINS.join(", ")}`,
  },
  {
    code: "HF2121",
    severity: "error",
    title: "Team Edition holds fewer users than the site has.",
    fix: "choose the edition enterprise",
    reference: TEAM,
    path: "people.users",
    when: (site) => isCappedTeam(site) && site.people.users > TEAM_EDITION_MAX_USERS,
    message: ({ people, mattermost }) => `people.users is ${people.users} with edition ${mattermost.edition}`,
    expected: `at most ${TEAM_EDITION_MAX_USERS} users with edition team`,
  },
  {
    code: "HF2122",
    severity: "warning",
    title: "The site will outgrow Team Edition.",
    fix: "choose the edition enterprise",
    reference: TEAM,
    path: "people.users",
    when: (site) =>
      isCappedTeam(site) &&
      site.people.users <= TEAM_EDITION_MAX_USERS &&
      site.people.plannedUsers > TEAM_EDITION_MAX_USERS,
    message: ({ people }) =>
      `people.users is ${people.users} and grows to ${people.plannedUsers} in ${people.planningYears} years`,
    expected: `at most ${TEAM_EDITION_MAX_USERS} users with edition team`,
  },
  {
    code: "HF2123",
    severity: "error",
    title: "Team Edition has no Playbooks.",
    fix: "write `playbooks: false`, or choose the edition enterprise",
    reference: TEAM,
    path: "mattermost.playbooks",
    when: (site) => isCappedTeam(site) && site.mattermost.playbooks,
    message: ({ mattermost }) =>
      `mattermost.playbooks is ${mattermost.playbooks} with edition ${mattermost.edition}`,
    expected: `false with edition team from ${TEAM_EDITION_WITHOUT_PLAYBOOKS}`,
  },
  {
    code: "HF2124",
    severity: "error",
    title: "The FIPS image refuses passwords this short.",
    fix: "raise or remove PasswordSettings.MinimumLength",
    reference: FIPS,
    path: settingPath("PasswordSettings.MinimumLength"),
    when: (site) => site.mattermost.edition === "fips" && passwordLength(site) < FIPS_PASSWORD_LENGTH,
    message: (site) =>
      `PasswordSettings.MinimumLength is ${passwordLength(site)} with edition ${site.mattermost.edition}`,
    expected: `${FIPS_PASSWORD_LENGTH} to 72`,
  },
);

/** Whether this is a Team Edition of 11.0 or later, with its user limit and without Playbooks. */
function isCappedTeam({ mattermost }: Site): boolean {
  return (
    mattermost.edition === "team" && satisfies(mattermost.version, `>=${TEAM_EDITION_WITHOUT_PLAYBOOKS}`)
  );
}

/** The written minimum; infinite when the site file has none. */
function passwordLength(site: Site): number {
  const value = writtenSetting(site, "PasswordSettings.MinimumLength");
  return typeof value === "number" ? value : Infinity;
}
