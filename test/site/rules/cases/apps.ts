import type { SiteSpec } from "../../../../src/site/spec";
import { all, settings, unlicensed, type Change, type RuleCase } from "../sites";

type Apps = NonNullable<SiteSpec["apps"]>;
type Push = NonNullable<Apps["push"]>;

const connected: Change = (spec) => {
  spec.connectivity = "connected";
};
const apps =
  (written: Apps): Change =>
  (spec) => {
    spec.apps = written;
  };
const push = (written: Push): Change => all(connected, apps({ push: written }));
const hosted: Push = { kind: "hosted", region: "eu" };
const own: Push = { kind: "own", android: { serviceAccount: { secret: "push", key: "firebase" } } };
const server =
  (version: string): Change =>
  ({ mattermost }) => {
    mattermost.version = version;
  };

export const APPS_CASES: readonly RuleCase[] = [
  {
    code: "HF2670",
    what: "notifications from a site that is cut off",
    breaks: apps({ push: hosted }),
    keeps: push(hosted),
    paths: ["apps.push"],
    shows: "hosted",
  },
  {
    code: "HF2671",
    what: "the vendor's proxy without a licence",
    breaks: all(push({ ...hosted, contents: "generic_no_channel" }), unlicensed),
    keeps: all(push({ ...own, contents: "generic_no_channel" }), unlicensed),
    paths: ["apps.push.kind"],
    shows: "no licence",
  },
  {
    code: "HF2672",
    what: "ids only with a licence that can't",
    breaks: all(push(hosted), ({ mattermost }) => (mattermost.licence!.tier = "professional")),
    keeps: push(hosted),
    paths: ["apps.push.contents"],
    shows: "professional",
  },
  {
    code: "HF2673",
    what: "whole texts",
    breaks: push({ ...hosted, contents: "full" }),
    keeps: push({ ...hosted, contents: "generic_no_channel" }),
    paths: ["apps.push.contents"],
    shows: "full",
  },
  {
    code: "HF2674",
    what: "a proxy without apps",
    breaks: push({ kind: "own" }),
    keeps: push(own),
    paths: ["apps.push"],
    shows: "neither apple nor android",
  },
  {
    code: "HF2675",
    what: "a server that refuses no desktop app",
    breaks: all(apps({ desktop: { minimumVersion: "6.0.0" } }), server("11.5.0")),
    keeps: all(apps({ desktop: { minimumVersion: "6.0.0" } }), server("11.7.9")),
    paths: ["apps.desktop.minimumVersion"],
    shows: "11.5.0",
  },
  {
    code: "HF2676",
    what: "versions by hand, too",
    breaks: all(
      apps({ mobile: { minimumIos: "2.30.0" } }),
      settings({ ClientRequirements: { IosMinVersion: "2.0.0", AndroidMinVersion: "2.0.0" } }),
    ),
    keeps: apps({ mobile: { minimumIos: "2.30.0" } }),
    paths: ["mattermost.settings.ClientRequirements.IosMinVersion"],
    shows: "apps.mobile.minimumIos",
  },
  {
    code: "HF2676",
    what: "notifications by hand, too",
    breaks: all(push(hosted), settings({ EmailSettings: { SendPushNotifications: false } })),
    keeps: push(hosted),
    paths: ["mattermost.settings.EmailSettings.SendPushNotifications"],
    shows: "apps.push",
  },
];
