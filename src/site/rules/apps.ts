import { lt } from "semver";
import { flattenSettings } from "../../catalog/mattermost-settings";
import type { Site } from "../site";
import type { SitePush } from "../site-apps";
import { licenceText, settingPath } from "./read";
import { rules, type Finding, type FindRule } from "./rule";

const PUSH = "Mattermost docs, host your own push proxy service; server's public/model/license.go";
/** Server that first refuses old desktop apps. */
const DESKTOP_VERSION_SINCE = "11.6.0";

/** Rules on desktop and mobile apps, and on notifications to them. */
export const APPS_RULES = rules(
  {
    code: "HF2670",
    severity: "error",
    title: "A disconnected site reaches no push service.",
    fix: "remove apps.push; the apps fetch messages while they are open",
    reference: PUSH,
    find: pushed((push, { connectivity }) =>
      connectivity === "disconnected"
        ? [at("", `apps.push is ${push.kind}, connectivity is disconnected`, "connected or intermittent")]
        : [],
    ),
  },
  {
    code: "HF2671",
    severity: "error",
    title: "The vendor's push proxies refuse servers without a licence.",
    fix: "give a licence, or run a proxy of your own with apps of your own",
    reference: PUSH,
    find: pushed((push, site) =>
      push.kind === "hosted" && site.mattermost.licence === undefined
        ? [at("kind", `apps.push.kind is hosted with ${licenceText(site)}`, "a licence")]
        : [],
    ),
  },
  {
    code: "HF2672",
    severity: "error",
    title:
      "The licence does not send ids only; the server would send texts through Apple and Google without a word.",
    fix: "give a licence of the tier enterprise or advanced, or choose apps.push.contents yourself",
    reference: PUSH,
    find: pushed((push, site) => {
      const tier = site.mattermost.licence?.tier ?? "none";
      return push.contents === "id_loaded" && tier !== "enterprise" && tier !== "advanced"
        ? [
            at(
              "contents",
              `apps.push.contents is id_loaded with ${licenceText(site)}`,
              "a licence of the tier enterprise or advanced",
            ),
          ]
        : [];
    }),
  },
  {
    code: "HF2673",
    severity: "warning",
    title: "Names and texts of messages pass through Apple and Google.",
    fix: "remove apps.push.contents, or accept this with who has agreed to it",
    reference: PUSH,
    find: pushed(({ contents }) =>
      contents === "full" || contents === "generic"
        ? [at("contents", `apps.push.contents is ${contents}`, "id_loaded, or generic_no_channel")]
        : [],
    ),
  },
  {
    code: "HF2674",
    severity: "error",
    title: "A push proxy serves nobody without the credentials of at least one app.",
    fix: "give the credentials of Apple, of Google, or of both",
    reference: PUSH,
    find: pushed((push) =>
      push.kind === "own" && push.apple === undefined && push.android === undefined
        ? [at("", "apps.push has neither apple nor android", "the credentials of at least one app")]
        : [],
    ),
  },
  {
    code: "HF2675",
    severity: "error",
    title: "The server can't refuse old desktop apps yet.",
    fix: "choose a later server, or let device management update the apps",
    reference: "Mattermost server 11.6.0: ServiceSettings.MinimumDesktopAppVersion",
    path: "apps.desktop.minimumVersion",
    when: ({ apps, mattermost }) =>
      apps.desktop.minimumVersion !== undefined && lt(mattermost.version, DESKTOP_VERSION_SINCE),
    message: ({ apps, mattermost }) =>
      `apps.desktop.minimumVersion is ${apps.desktop.minimumVersion ?? "absent"}, mattermost.version is ${mattermost.version}`,
    expected: `a server from ${DESKTOP_VERSION_SINCE} on`,
  },
  {
    code: "HF2676",
    severity: "error",
    title: "A setting of apps or notifications is written by hand, and apps writes it too.",
    fix: "remove the setting",
    reference: "Holdfast: what one key decides is written in one place",
    find: (site) => {
      const decided = decidedSettings(site);
      return flattenSettings(site.mattermost.settings).flatMap(({ path }) => {
        const key = decided[path];
        if (key === undefined) return [];
        return [
          {
            path: settingPath(path),
            message: `${path} is written by hand, and ${key} decides it`,
            expected: key,
          },
        ];
      });
    },
  },
);

/** Settings that keys of the site file write, and these keys. */
function decidedSettings({ apps }: Site): Readonly<Record<string, string>> {
  const { desktop, mobile, push } = apps;
  const sent = ["SendPushNotifications", "PushNotificationServer", "PushNotificationContents"];
  return {
    ...(push && Object.fromEntries(sent.map((name) => [`EmailSettings.${name}`, "apps.push"]))),
    ...(desktop.minimumVersion !== undefined && {
      "ServiceSettings.MinimumDesktopAppVersion": "apps.desktop.minimumVersion",
    }),
    ...(mobile.minimumIos !== undefined && {
      "ClientRequirements.IosMinVersion": "apps.mobile.minimumIos",
    }),
    ...(mobile.minimumAndroid !== undefined && {
      "ClientRequirements.AndroidMinVersion": "apps.mobile.minimumAndroid",
    }),
  };
}

function pushed(find: (push: SitePush, site: Site) => readonly Finding[]): FindRule["find"] {
  return (site) => (site.apps.push ? find(site.apps.push, site) : []);
}

function at(key: string, message: string, expected: string): Finding {
  return { path: key === "" ? "apps.push" : `apps.push.${key}`, message, expected };
}
