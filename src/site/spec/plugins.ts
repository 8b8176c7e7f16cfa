import { z } from "zod";
import { documented, secretReference, settingValue } from "./fields";

const settingName = z.string().regex(/^[A-Za-z0-9_-]+$/, "a setting of the plugin, e.g. TimeOfDay");

const plugin = z.strictObject({
  id: documented(
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,189}$/, "the id of the plugin's manifest"),
    "Id of its manifest.",
    { examples: ["com.mattermost.plugin-legal-hold"] },
  ),
  version: documented(
    z.string().regex(/^[0-9][\w.+-]*$/, "an exact version, e.g. 1.1.6"),
    "Version of its manifest.",
  ),
  image: documented(
    z.string().regex(/^[^\s@]+(:[^\s/@]+)?(@sha256:[0-9a-f]{64})?$/, "an image reference"),
    "Image that holds the bundle, and a shell, `sha256sum` and `cp`.",
    { examples: ["registry.outpost-kestrel.example/field/plugins:1.1.6@sha256:…"] },
  ),
  file: documented(
    z.string().regex(/^\/[\w./+-]+\.tar\.gz$/, "an absolute path that ends in .tar.gz"),
    "The bundle in the image; its signature lies beside it with `.sig` appended.",
  ),
  sha256: documented(z.string().optional(), "SHA-256 of the bundle, 64 hexadecimal digits. Required."),
  signed: documented(z.boolean().optional(), "Whether the signature is there.", { default: true }),
  uploadReason: documented(
    z.string().min(10).optional(),
    "Why the bundle is uploaded over the API instead; uploads stay open then, and no signature is asked for.",
    { default: "none: prepackaged, uploads off" },
  ),
  enabled: documented(z.boolean().optional(), "Whether it runs.", { default: true }),
  settings: documented(z.record(settingName, settingValue).optional(), "Its settings, nothing secret.", {
    default: "the plugin's own",
  }),
  secretSettings: documented(
    z
      .record(
        settingName,
        secretReference.extend({ key: documented(z.string().min(1), "Key in the Secret.") }),
      )
      .optional(),
    "Its secret settings, from Secrets. The values may hold no quotation mark and no backslash.",
    { default: "none" },
  ),
});

/** Plugins that are not in the server image. */
export const pluginsSpec = z.array(plugin);
