import { gt, lt, valid } from "semver";
import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import { NATIONAL_CLOUDS } from "../../catalog/national-clouds";
import { MISSION_COLLABORATION_PLUGINS } from "../../catalog/plugins";
import type { Site } from "../site";
import type { SiteMicrosoft365 } from "../site-microsoft365";
import { licenceText, writtenSetting } from "./read";
import { rules, type Finding, type FindRule } from "./rule";

const PLUGIN = "Mattermost plugin for Microsoft 365, README and server/ at 7fcf637";
const FRAME_ANCESTORS = "ServiceSettings.FrameAncestors";
const OLDEST_SERVER = "10.7.1";
/** Last version of the plugin under its first name. */
const BEFORE_RENAMING = "0.8.0";

/** Rules on Mattermost inside Microsoft 365: what server, plugin and link must be. */
export const MICROSOFT_365_RULES = rules(
  {
    code: "HF2680",
    severity: "error",
    title:
      "The view inside Microsoft 365 can't work without a connection: browser and server both need the cloud.",
    fix: "remove microsoft365; people use the web, desktop and mobile apps there",
    reference: PLUGIN,
    find: embedded((_, { connectivity }) =>
      connectivity === "disconnected"
        ? one("", "microsoft365 is there, connectivity is disconnected", "connected or intermittent")
        : [],
    ),
  },
  {
    code: "HF2681",
    severity: "warning",
    title:
      "While the link is down, the view inside Microsoft 365 shows nothing, and no mention is told there.",
    fix: "have the desktop and mobile apps rolled out, and accept this with how people know",
    reference: PLUGIN,
    find: embedded((_, { connectivity }) =>
      connectivity === "intermittent"
        ? one("", "microsoft365 is there, connectivity is intermittent", "connected")
        : [],
    ),
  },
  {
    code: "HF2682",
    severity: "error",
    title:
      "The site URL can't be shown inside Microsoft 365: tokens name the host only, and frames need HTTPS.",
    fix: "write https:// and a host name, without path and port",
    reference: PLUGIN,
    find: embedded((_, { mattermost: { siteUrl } }) => {
      const url = URL.canParse(siteUrl) ? new URL(siteUrl) : undefined;
      if (url?.protocol === "https:" && siteUrl === `https://${url.hostname}`) return [];
      const shown = siteUrl.replace(/\/\/[^/@]*@/, "//(hidden)@");
      return [
        {
          path: "mattermost.siteUrl",
          message: `mattermost.siteUrl is ${shown}, and microsoft365 is there`,
          expected: "an address such as https://chat.agency.example",
        },
      ];
    }),
  },
  {
    code: "HF2683",
    severity: "error",
    title: "The plugin stops at its start without a licence of the tier enterprise or advanced.",
    fix: "give such a licence, or remove microsoft365",
    reference: PLUGIN,
    find: embedded((_, site) => {
      const { edition, licence } = site.mattermost;
      const tier = licence?.tier ?? "entry";
      if (edition !== "team" && (tier === "enterprise" || tier === "advanced")) return [];
      return [
        {
          path: "mattermost.licence",
          message: `microsoft365 is there with ${licenceText(site)}`,
          expected: "a licence of the tier enterprise or advanced",
        },
      ];
    }),
  },
  {
    code: "HF2684",
    severity: "error",
    title: "The plugin for Microsoft 365 needs a later server.",
    fix: "choose a later server",
    reference: PLUGIN,
    find: embedded((_, { mattermost: { version } }) =>
      lt(version, OLDEST_SERVER)
        ? [
            {
              path: "mattermost.version",
              message: `mattermost.version is ${version}, and microsoft365 is there`,
              expected: `${OLDEST_SERVER} or later`,
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2685",
    severity: "error",
    title: "Nobody brings the plugin that shows Mattermost inside Microsoft 365.",
    fix: "bring it by plugins, or say pluginInImage where the server image is your own",
    reference: "Mattermost server 11.10.0: the plugin is not in the server image",
    find: embedded((microsoft365, site) =>
      microsoft365.pluginInImage || broughtPlugin(microsoft365, site)
        ? []
        : one(
            "pluginId",
            `plugins has no ${microsoft365.pluginId}, and pluginInImage is false`,
            "a bundle of this id in plugins",
          ),
    ),
  },
  {
    code: "HF2686",
    severity: "error",
    title: "What microsoft365 decides of its plugin is written in plugins too.",
    fix: "leave enabled, settings and secretSettings out there",
    reference: "Holdfast: what one key decides is written in one place",
    find: embedded((microsoft365, site) => {
      const brought = broughtPlugin(microsoft365, site);
      if (brought === undefined) return [];
      const { enabled, index, secretSettings, settings } = brought;
      const written = [
        ...Object.keys(settings),
        ...Object.keys(secretSettings),
        ...(enabled ? [] : ["enabled"]),
      ];
      return written.map((name) => ({
        path: `plugins[${index}]`,
        message: `plugins[${index}] writes ${name} of ${microsoft365.pluginId}`,
        expected: "id, version, image, file and sha256 only",
      }));
    }),
  },
  {
    code: "HF2687",
    severity: "error",
    title: "The plugin has another id at this version: it was renamed after version 0.8.0.",
    fix: "write the id that the bundle's manifest has; the tenant then needs the new package",
    reference: PLUGIN,
    find: embedded((microsoft365, site) => {
      const brought = broughtPlugin(microsoft365, site);
      const version = brought && valid(brought.version);
      if (!version) return [];
      const { after080, upTo080 } = MISSION_COLLABORATION_PLUGINS;
      const right = gt(version, BEFORE_RENAMING) ? after080 : upTo080;
      const known = brought.id === after080 || brought.id === upTo080;
      if (!known || brought.id === right) return [];
      return [
        {
          path: `plugins[${brought.index}].id`,
          message: `plugins[${brought.index}] is ${brought.id} at version ${version}`,
          expected: right,
        },
      ];
    }),
  },
  {
    code: "HF2688",
    severity: "error",
    title:
      "Which hosts may show Mattermost in a frame is written by hand, and would shut Microsoft 365 out or in.",
    fix: "remove the setting; microsoft365.frameAncestors adds hosts to Microsoft's",
    reference: PLUGIN,
    find: embedded((_, site) => {
      const written = writtenSetting(site, FRAME_ANCESTORS);
      if (written === undefined) return [];
      return [
        {
          path: `mattermost.settings.${FRAME_ANCESTORS}`,
          message: `${FRAME_ANCESTORS} is ${JSON.stringify(written)}, and microsoft365 is there`,
          expected: "the setting left out",
        },
      ];
    }),
  },
  {
    code: "HF2689",
    severity: "warning",
    title: "The site stands in a cloud of one government, and the people's Microsoft 365 in another's.",
    fix: "correct cloud, or accept this with who is responsible for each",
    reference: "Azure Government documentation, identity: tenant and subscription may be in different clouds",
    find: embedded(({ cloud }, { substrate }) => {
      if (substrate !== "azure" && substrate !== "azure-government") return [];
      const { loginHost, title } = AZURE_CLOUDS[substrate];
      return NATIONAL_CLOUDS[cloud].loginHost === loginHost
        ? []
        : one(
            "cloud",
            `microsoft365.cloud is ${cloud}, substrate is ${substrate} (${title})`,
            substrate === "azure" ? "commercial" : "gcchigh or dod",
          );
    }),
  },
  {
    code: "HF2695",
    severity: "error",
    title: "A tab of Microsoft Teams would show runs of Playbooks that it can't reach.",
    fix: "remove mattermost.playbooksTeamsTenants",
    reference: "Playbooks plugin: enableTeamsTabApp; Teams is reached over the internet",
    path: "mattermost.playbooksTeamsTenants",
    when: ({ connectivity, mattermost: { playbooks, playbooksTeamsTenants } }) =>
      playbooksTeamsTenants.length > 0 && (!playbooks || connectivity === "disconnected"),
    message: ({ connectivity, mattermost: { playbooks, playbooksTeamsTenants } }) =>
      `${playbooksTeamsTenants.length} tenants, mattermost.playbooks is ${playbooks}, connectivity is ${connectivity}`,
    expected: "Playbooks on, and a link",
  },
);

/** What a rule on Microsoft 365 finds; nothing on a site without it. */
export function embedded(
  find: (microsoft365: SiteMicrosoft365, site: Site) => readonly Finding[],
): FindRule["find"] {
  return (site) => (site.microsoft365 ? find(site.microsoft365, site) : []);
}

/** One finding below `microsoft365`, or about all of it. */
export function one(key: string, message: string, expected: string): readonly Finding[] {
  return [{ path: key === "" ? "microsoft365" : `microsoft365.${key}`, message, expected }];
}

function broughtPlugin({ pluginId }: SiteMicrosoft365, { plugins }: Site) {
  return plugins.map((plugin, index) => ({ ...plugin, index })).find(({ id }) => id === pluginId);
}
