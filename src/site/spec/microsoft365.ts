import { z } from "zod";
import { NATIONAL_CLOUDS, type NationalCloud } from "../../catalog/national-clouds";
import { cidr, documented, lastDay } from "./fields";
import { secretValue } from "./identity-directory";

const guid = z.guid("a GUID, e.g. 00000000-0000-4000-8000-000000000001");

const httpsUrl = z.url({ protocol: /^https$/, error: "an address that begins with https://" }).max(2048);

const application = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: documented(z.literal("create").optional(), "Made by the stack `<name>-directory`."),
    clientId: documented(
      guid.optional(),
      "Its client id, once that stack was applied; until then the servers are left without the view.",
      { default: "not made yet" },
    ),
    displayName: documented(z.string().min(1).max(120).optional(), "Name that administrators see.", {
      default: "app.name and the host",
    }),
    owners: documented(z.array(guid).optional(), "Object ids of its owners.", { default: "none" }),
    grantConsent: documented(
      z.boolean().optional(),
      "Consent for the whole tenant by Terraform; otherwise an administrator does it in the portal.",
      { default: false },
    ),
  }),
  z.strictObject({
    kind: documented(z.literal("existing"), "Somebody else made it."),
    clientId: documented(guid, "Its client id."),
  }),
]);

const developer = z.strictObject({
  name: documented(z.string().min(1).max(32), "Who offers the app."),
  websiteUrl: documented(httpsUrl, "Page about them."),
  privacyUrl: documented(httpsUrl, "Page on privacy."),
  termsOfUseUrl: documented(httpsUrl, "Page with the terms of use."),
});

const teamsApp = z.strictObject({
  id: documented(guid.optional(), "Id in the tenant's catalogue; the same for ever.", {
    default: "derived from tenant and host",
  }),
  name: documented(z.string().min(1).max(30).optional(), "Name that people see.", {
    default: "Mattermost Embedded",
  }),
  version: documented(
    z
      .string()
      .regex(/^(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}$/, "major.minor.patch, e.g. 1.0.3")
      .optional(),
    "Version; raise it for each upload.",
    { default: "1.0.0" },
  ),
  shortDescription: documented(z.string().min(1).max(80).optional(), "One line about the app."),
  fullDescription: documented(z.string().min(1).max(4000).optional(), "More about the app."),
  developer: documented(developer.optional(), "Who offers the app.", {
    default: "the site's administrators, at the site's address",
  }),
  icons: documented(
    z
      .strictObject({
        color: documented(z.string().min(1).optional(), "PNG of 192 by 192 pixels in colour."),
        outline: documented(z.string().min(1).optional(), "PNG of 32 by 32 pixels, white on transparent."),
      })
      .optional(),
    "Icons of your own; paths start at the site file.",
    { default: "a bubble with three dots" },
  ),
});

/** Mattermost inside Teams, Outlook and Microsoft 365. */
export const microsoft365Spec = z.strictObject({
  tenantId: documented(guid, "Directory id of the tenant whose people see Mattermost."),
  cloud: documented(
    z.enum(Object.keys(NATIONAL_CLOUDS) as [NationalCloud, ...NationalCloud[]]),
    "Cloud of that tenant; `commercial` also for GCC. Where the site stands is another choice.",
  ),
  application: documented(application.optional(), "Application in Entra ID.", { default: "kind: create" }),
  clientSecret: documented(
    secretValue.extend({ expires: documented(lastDay, "Last day of the client secret.") }),
    "Client secret of the application, made beside Terraform.",
  ),
  pluginId: documented(
    z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,189}$/, "the id of the plugin's manifest")
      .optional(),
    "Id of the plugin, which is part of every address.",
    { default: "that of the plugin in plugins" },
  ),
  pluginInImage: documented(
    z.boolean().optional(),
    "Whether the server image is one of your own that has the plugin inside.",
    { default: false },
  ),
  activityNotifications: documented(
    z.boolean().optional(),
    "Tell people in the activity feed of Teams when somebody mentions them.",
    { default: true },
  ),
  frameAncestors: documented(
    z.array(z.string().regex(/^[^\s;,]+$/, "a host as frame-ancestors takes it")).optional(),
    "Further hosts that may show Mattermost in a frame.",
    { default: "none beside Microsoft's" },
  ),
  addresses: documented(z.array(cidr).min(1).optional(), "Networks of Microsoft's hosts.", {
    default: "any address, on port 443 only",
  }),
  app: documented(teamsApp.optional(), "The app in the catalogue of the tenant."),
});
