import { PLUGINS } from "../../catalog/plugins";
import type { Site } from "../site";
import type { SitePlugin } from "../site-plugins";
import { isPublicRegistry } from "./public-names";
import { shown } from "./read";
import { rules, type Finding } from "./rule";

const BUNDLES = "Holdfast: what comes in is known by its digest";
const SIGNATURES = "Mattermost docs, manage-plugins; server 11.10.0, channels/app/plugin.go";
const FIPS = "Mattermost docs, fips-stig: other plugins run in non-FIPS mode";

/** Names of settings that hold secrets. */
const SECRET_NAME = /(secret|password|passphrase|token|api_?key|private_?key)$/i;

/** Rules on plugins that are not in the server image. */
export const PLUGIN_RULES = rules(
  {
    code: "HF2658",
    severity: "error",
    title: "A plugin's bundle has no digest, so nobody knows what comes in.",
    fix: "write the SHA-256 of the .tar.gz file",
    reference: BUNDLES,
    find: each("sha256", ({ sha256 }) =>
      /^[0-9a-f]{64}$/.test(sha256)
        ? undefined
        : {
            message: `the digest is ${shown(sha256)}`,
            expected: "64 hexadecimal digits, a to f in lower case",
          },
    ),
  },
  {
    code: "HF2659",
    severity: "error",
    title: "The server installs no prepackaged plugin without a signature.",
    fix: "put the .sig file beside the bundle, or give uploadReason",
    reference: SIGNATURES,
    find: each("signed", ({ signed, uploadReason }) =>
      signed || uploadReason !== undefined
        ? undefined
        : { message: "signed is false, and uploadReason is absent", expected: "a signature, or a reason" },
    ),
  },
  {
    code: "HF2660",
    severity: "error",
    title:
      "The image with a plugin's bundle can change underneath: the next pod would find another bundle and stop.",
    fix: "name an exact tag, better with the image's digest",
    reference: BUNDLES,
    find: each("image", ({ image }) =>
      image.includes("@sha256:") || /:[^/:]*\d+[.-]\d+[^/:]*$/.test(image)
        ? undefined
        : { message: `the image is ${shown(image)}`, expected: "a digest, or a tag such as 1.1.6" },
    ),
  },
  {
    code: "HF2661",
    severity: "error",
    title: "The image with a plugin's bundle comes from a public registry.",
    fix: "mirror the image into the site's registry and name it there",
    reference: "Holdfast: a disconnected site needs nothing outside",
    find: (site) =>
      site.connectivity === "disconnected"
        ? each("image", ({ image }) =>
            /^[^/]+[.:][^/]*\//.test(image) && !isPublicRegistry(image)
              ? undefined
              : {
                  message: `connectivity is disconnected, and the image is ${shown(image)}`,
                  expected: "an image of the site's registry",
                },
          )(site)
        : [],
  },
  {
    code: "HF2662",
    severity: "error",
    title: "A plugin comes twice.",
    fix: "leave one of them out",
    reference: "Mattermost server 11.10.0: one version of a plugin is installed",
    find: each("id", ({ id }, index, plugins) => {
      const first = plugins.findIndex((other) => other.id.toLowerCase() === id.toLowerCase());
      return first < index
        ? { message: `${shown(id)} is plugins[${first}] already`, expected: "one of an id" }
        : undefined;
    }),
  },
  {
    code: "HF2663",
    severity: "error",
    title:
      "A plugin of the server image would come a second time, at a version that the server was not released with.",
    fix: "leave it out, and switch on the part of the site file that it belongs to",
    reference: "Mattermost docs, server changelog: prepackaged plugins",
    find: each("id", ({ id }) =>
      Object.values<string>(PLUGINS).includes(id.toLowerCase())
        ? { message: `the id is ${shown(id)}`, expected: "a plugin that is not in the image" }
        : undefined,
    ),
  },
  {
    code: "HF2664",
    severity: "warning",
    title:
      "Uploads are open: every administrator can bring code into the servers, and no signature is asked for.",
    fix: "have the bundle signed and leave uploadReason out",
    reference: SIGNATURES,
    find: each("uploadReason", ({ uploadReason }) =>
      uploadReason === undefined
        ? undefined
        : { message: `uploadReason is ${shown(uploadReason)}`, expected: "a signed bundle" },
    ),
  },
  {
    code: "HF2665",
    severity: "error",
    title: "A plugin's secret stands in the site file.",
    fix: "move it to secretSettings",
    reference: "Holdfast: nothing secret is in a site file",
    find: ({ plugins }) =>
      plugins.flatMap(({ settings }, index) =>
        Object.entries(settings)
          .filter(([name, value]) => SECRET_NAME.test(name) && typeof value === "string" && value !== "")
          .map(([name]) => ({
            path: `plugins[${index}].settings.${name}`,
            message: `${name} has a value (hidden)`,
            expected: "a key of a Secret",
          })),
      ),
  },
  {
    code: "HF2666",
    severity: "warning",
    title: "A plugin from outside runs beside the validated cryptography, not with it.",
    fix: "leave the plugin out, or accept the warning with the reason that your assessors know",
    reference: FIPS,
    find: (site) =>
      site.mattermost.edition === "fips"
        ? each("id", ({ id, enabled }) =>
            enabled
              ? {
                  message: `the edition is fips, and ${shown(id)} runs`,
                  expected: "plugins of the image alone",
                }
              : undefined,
          )(site)
        : [],
  },
  {
    code: "HF2667",
    severity: "error",
    title: "A plugin's setting is given twice, as a text and from a Secret.",
    fix: "leave one of them out",
    reference: "Mattermost server 11.10.0: keys of plugin settings are stored in lower case",
    find: ({ plugins }) =>
      plugins.flatMap(({ secretSettings, settings }, index) => {
        const secret = Object.keys(secretSettings).map((name) => name.toLowerCase());
        return Object.keys(settings)
          .filter((name) => secret.includes(name.toLowerCase()))
          .map((name) => ({
            path: `plugins[${index}].settings.${name}`,
            message: `${name} is in secretSettings too`,
            expected: "one of them",
          }));
      }),
  },
);

type Judge = (
  plugin: SitePlugin,
  index: number,
  plugins: readonly SitePlugin[],
) => Omit<Finding, "path"> | undefined;

/** Looks at one field of every plugin. */
function each(field: keyof SitePlugin, judge: Judge): (site: Site) => readonly Finding[] {
  return ({ plugins }) =>
    plugins.flatMap((plugin, index) => {
      const found = judge(plugin, index, plugins);
      return found ? [{ path: `plugins[${index}].${field}`, ...found }] : [];
    });
}
