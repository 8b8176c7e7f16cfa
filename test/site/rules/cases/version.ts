import { all, settings, team, type Change, type RuleCase } from "../sites";

const version =
  (value: string, from?: string): Change =>
  ({ mattermost }) => {
    mattermost.version = value;
    if (from !== undefined) mattermost.upgradingFrom = from;
  };
const paths = ["mattermost.version"];
const fips: Change = ({ mattermost }) => {
  mattermost.edition = "fips";
};
const calls: Change = (spec) => {
  spec.calls = { router: { kind: "external", url: "http://media.outpost-kestrel.example:8045" } };
};
const users =
  (count: number): Change =>
  ({ people }) => {
    people.users = count;
  };

export const VERSION_CASES: readonly RuleCase[] = [
  { code: "HF2110", what: "an unknown line", breaks: version("12.0.0"), paths, shows: "12.0.0" },
  { code: "HF2110", what: "an ancient line", breaks: version("9.5.1"), paths, shows: "9.5.1" },
  {
    code: "HF2111",
    what: "a line past its support",
    breaks: version("11.8.5"),
    paths,
    shows: "11.8.5, supported until 2026-09-15",
  },
  {
    code: "HF2112",
    what: "the refused window",
    breaks: version("11.7.2", "10.11.17"),
    keeps: version("11.7.3", "10.11.17"),
    paths,
    shows: "from 10.11.17 to 11.7.2",
  },
  {
    code: "HF2112",
    what: "its other end",
    breaks: version("11.7.0", "10.11.23"),
    keeps: version("11.7.2", "10.11.16"),
    paths,
    shows: "from 10.11.23 to 11.7.0",
  },
  {
    code: "HF2113",
    what: "a downgrade",
    breaks: version("11.7.9", "11.8.0"),
    keeps: version("11.7.9", "11.7.9"),
    paths,
    shows: "11.7.9, upgradingFrom is 11.8.0",
  },
  {
    code: "HF2114",
    what: "a skipped line",
    breaks: version("11.10.0", "11.8.5"),
    keeps: version("11.10.0", "11.9.1"),
    paths,
    shows: "from 11.8.5 to 11.10.0",
  },
  {
    code: "HF2114",
    what: "a start before the last extended support release",
    breaks: version("11.7.9", "10.5.2"),
    keeps: version("11.7.9", "10.11.16"),
    paths,
    shows: "from 10.5.2",
  },
  { code: "HF2115", what: "an old patch", breaks: version("11.7.3"), paths, shows: "11.7.3" },
  {
    code: "HF2120",
    what: "Calls on the FIPS image",
    breaks: all(fips, calls),
    keeps: fips,
    paths: ["calls"],
    shows: "on with edition fips",
  },
  {
    code: "HF2121",
    what: "251 users on Team Edition",
    breaks: all(team, users(251)),
    keeps: all(team, users(250)),
    paths: ["people.users"],
    shows: "251",
  },
  {
    code: "HF2122",
    what: "growth beyond Team Edition",
    breaks: all(team, users(249)),
    keeps: all(team, users(200)),
    paths: ["people.users"],
    shows: "249",
  },
  {
    code: "HF2123",
    what: "Playbooks on Team Edition",
    breaks: all(team, ({ mattermost }) => (mattermost.playbooks = true)),
    keeps: team,
    paths: ["mattermost.playbooks"],
    shows: "true with edition team",
  },
  {
    code: "HF2124",
    what: "short passwords on the FIPS image",
    breaks: all(fips, settings({ PasswordSettings: { MinimumLength: 13 } })),
    keeps: all(fips, settings({ PasswordSettings: { MinimumLength: 14 } })),
    paths: ["mattermost.settings.PasswordSettings.MinimumLength"],
    shows: "13",
  },
];
