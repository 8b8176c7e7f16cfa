import { z } from "zod";
import { cidr, documented } from "./fields";
import { secretValue } from "./identity-directory";

const version = z.string().regex(/^\d+\.\d+\.\d+$/, "an exact version such as 5.13.0");

const asciiName = z
  .string()
  .regex(/^(?! )[ !#-[\]-~]{1,64}$/, "printable ASCII without quotes and backslashes");

const httpsUrl = z.url({ protocol: /^https$/, error: "an address that begins with https://" });

const otherServers = documented(z.boolean().optional(), "Let people connect to further servers.", {
  default: false,
});

const desktop = z.strictObject({
  minimumVersion: documented(version.optional(), "Oldest desktop app; older ones are told to update.", {
    default: "every version",
  }),
  otherServers,
  updateNotifications: documented(z.boolean().optional(), "Let the app look for updates of its own.", {
    default: "true on a connected site",
  }),
  furtherServers: documented(
    z.array(z.strictObject({ name: asciiName, url: httpsUrl })).optional(),
    "Servers beside this site's, which managed machines know from the start.",
    { default: "none" },
  ),
});

const mobile = z.strictObject({
  minimumIos: documented(version.optional(), "Oldest iOS app, as the server tells it.", {
    default: "every version",
  }),
  minimumAndroid: documented(version.optional(), "Oldest Android app, as the server tells it.", {
    default: "every version",
  }),
  otherServers,
  jailbreakDetection: documented(z.boolean().optional(), "Refuse devices that were broken into.", {
    default: true,
  }),
  deviceOwnerOnly: documented(
    z.boolean().optional(),
    "Ask for fingerprint or passcode when the app opens, and after five minutes in the background.",
    { default: false },
  ),
  blurScreen: documented(
    z.boolean().optional(),
    "Hide the app in the background; no screenshots on Android.",
    {
      default: true,
    },
  ),
  copyPasteProtection: documented(z.boolean().optional(), "Forbid copying from and pasting into texts.", {
    default: false,
  }),
  vpn: documented(z.boolean().optional(), "Reach the server by a per-app VPN (iOS).", { default: false }),
  vendor: documented(z.string().min(1).max(60).optional(), "Who hands the apps out, as people read it."),
});

const notifications = {
  contents: documented(
    z.enum(["id_loaded", "generic_no_channel", "generic", "full"]).optional(),
    "What passes through Apple and Google: the post's id only, or ever more of it.",
    { default: "id_loaded" },
  ),
  addresses: documented(
    z.array(cidr).min(1).optional(),
    "Networks of the vendor's proxy, or of Apple and Google.",
    { default: "any address, on port 443 only" },
  ),
} as const;

const push = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: documented(z.literal("hosted"), "By the vendor's proxy, for the apps of the stores."),
    region: documented(z.enum(["us", "eu", "ap", "global"]), "Where the vendor's proxy stands."),
    ...notifications,
  }),
  z.strictObject({
    kind: documented(z.literal("own"), "By a proxy of the site's own, for apps that you built and signed."),
    apple: documented(
      z
        .strictObject({
          keyId: z.string().regex(/^[A-Z0-9]{10}$/, "10 capital letters and digits"),
          teamId: z.string().regex(/^[A-Z0-9]{10}$/, "10 capital letters and digits"),
          topic: z.string().regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, "the bundle id of your app"),
          sandbox: documented(z.boolean().optional(), "Apple's sandbox.", { default: false }),
          key: documented(secretValue, "Signing key of APNs (.p8)."),
        })
        .optional(),
      "Your own iOS app.",
    ),
    android: documented(
      z
        .strictObject({ serviceAccount: documented(secretValue, "Service account of Firebase, JSON.") })
        .optional(),
      "Your own Android app.",
    ),
    ...notifications,
  }),
]);

/** Desktop and mobile apps. */
export const appsSpec = z.strictObject({
  serverName: documented(asciiName.optional(), "Name of the server in managed apps.", {
    default: "displayName, or name where that is not plain ASCII",
  }),
  desktop: documented(desktop.optional(), "Managed desktop apps."),
  mobile: documented(mobile.optional(), "Managed mobile apps."),
  push: documented(push.optional(), "Notifications to phones.", { default: "none" }),
});
