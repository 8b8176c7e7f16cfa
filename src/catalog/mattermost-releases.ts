/** Day on which this table was last compared with the vendor's pages (ISO date). */
export const RELEASES_CHECKED = "2026-11-22";

/** Server that a site gets when it names none: the newest extended support release. */
export const DEFAULT_SERVER_VERSION = "11.7.9";

/** Versions of the plugins inside the server image. Absent where the vendor's changelog names none. */
export interface PrepackagedPlugins {
  readonly calls?: string;
  readonly agents?: string;
  readonly playbooks?: string;
  readonly boards?: string;
}

/** One release line of the Mattermost server. Dates are ISO dates. */
export interface MattermostRelease {
  /** Major and minor version, e.g. `11.7`. */
  readonly line: string;
  /** Newest patch known on the day of the check. */
  readonly latest: string;
  readonly released: string;
  /** Last day of support. */
  readonly supportEnds: string;
  /** Extended support release. */
  readonly extendedSupport: boolean;
  /** Plugins of `latest`. */
  readonly plugins: PrepackagedPlugins;
}

/** Oldest first. Source: Mattermost docs, mattermost-server-releases.md and mattermost-v11-changelog.md, 2026-08-21. */
export const MATTERMOST_RELEASES: readonly MattermostRelease[] = [
  {
    line: "10.11",
    latest: "10.11.23",
    released: "2025-08-15",
    supportEnds: "2026-08-15",
    extendedSupport: true,
    plugins: {},
  },
  {
    line: "11.7",
    latest: "11.7.9",
    released: "2026-05-15",
    supportEnds: "2027-05-15",
    extendedSupport: true,
    plugins: { calls: "1.11.6", agents: "2.0.4", playbooks: "2.9.4", boards: "9.2.7" },
  },
  {
    line: "11.8",
    latest: "11.8.5",
    released: "2026-06-16",
    supportEnds: "2026-09-15",
    extendedSupport: false,
    plugins: { calls: "1.11.6", agents: "2.0.5", playbooks: "2.9.1", boards: "9.2.4" },
  },
  {
    line: "11.9",
    latest: "11.9.1",
    released: "2026-07-16",
    supportEnds: "2026-10-15",
    extendedSupport: false,
    plugins: { calls: "1.12.2", agents: "2.4.2", playbooks: "2.10.1", boards: "9.3.1" },
  },
  {
    line: "11.10",
    latest: "11.10.0",
    released: "2026-08-14",
    supportEnds: "2026-11-15",
    extendedSupport: false,
    plugins: { calls: "1.12.2", agents: "2.5.1", playbooks: "2.11.1", boards: "9.3.1" },
  },
];

/** Upgrades that the vendor forbids, as semver ranges. Source: important-upgrade-notes.rst, 2026-08-21. */
export const REFUSED_UPGRADES = [
  {
    from: ">=10.11.17 <10.12.0",
    to: ">=11.7.0 <=11.7.2",
    reason: "migration numbers collide",
    instead: "11.7.3 or later",
  },
] as const;

/** Oldest PostgreSQL major version by server range, as the server itself enforces it. Source: the same docs, sizing pages. */
export const MINIMUM_POSTGRES = [
  { server: "<10.6.0", postgres: 11 },
  { server: ">=10.6.0 <11.0.0", postgres: 13 },
  { server: ">=11.0.0", postgres: 14 },
] as const;

/** Plugins inside the FIPS image; Calls is not among them. Source: fips-stig.rst, 2026-08-21. */
export const FIPS_PLUGINS: readonly (keyof PrepackagedPlugins)[] = ["boards", "playbooks", "agents"];

/** First server version whose Team Edition has no Playbooks. Source: mattermost-v11-changelog.md. */
export const TEAM_EDITION_WITHOUT_PLAYBOOKS = "11.0.0";

/** Largest number of users of Team Edition from 11.0. Source: mattermost-v11-changelog.md. */
export const TEAM_EDITION_MAX_USERS = 250;

/** The release line of a version such as `11.7.9`; undefined for a line that is not in the table. */
export function findRelease(version: string): MattermostRelease | undefined {
  const line = version.split(".").slice(0, 2).join(".");
  return MATTERMOST_RELEASES.find((release) => release.line === line);
}
