import { z } from "zod";
import { documented, resources, secretReference, settingValue } from "./fields";

/** The Mattermost servers. */
export const mattermostSpec = z.strictObject({
  siteUrl: documented(z.url(), "Address that users type.", {
    examples: ["https://chat.outpost-kestrel.example"],
  }),
  version: documented(
    z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, "an exact version such as 11.7.9")
      .optional(),
    "Exact server version.",
    { default: "the newest extended support release of the catalogue", examples: ["11.7.9"] },
  ),
  upgradingFrom: documented(
    z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, "an exact version such as 10.11.16")
      .optional(),
    "Version that runs now, when this synth is an upgrade.",
  ),
  edition: documented(
    z.enum(["enterprise", "fips", "team"]).optional(),
    "Which image: enterprise, its FIPS build, or team.",
    {
      default: "enterprise",
    },
  ),
  licence: documented(
    secretReference
      .extend({
        key: documented(z.string().min(1).optional(), "Key of the Secret that holds the licence text.", {
          default: "license",
        }),
        tier: documented(
          z.enum(["entry", "professional", "enterprise", "advanced"]),
          "What the licence allows.",
        ),
      })
      .optional(),
    "Licence. Clustering, metrics, search engines and compliance need the tier enterprise.",
    { default: "none: Mattermost Entry" },
  ),
  replicas: documented(z.int().min(1).max(50).optional(), "Servers.", {
    default: "sized from people, one more than needed; 1 on one node or without an enterprise licence",
  }),
  resources: documented(resources.optional(), "Resources of one server.", { default: "sized from people" }),
  maxFileSize: documented(z.int().min(1).max(10_000).optional(), "Largest upload in mebibytes.", {
    default: 100,
  }),
  maxOpenConnections: documented(
    z.int().min(5).max(1000).optional(),
    "Database connections of one server to one database endpoint.",
    {
      default: "sized from people",
    },
  ),
  playbooks: documented(z.boolean().optional(), "Enable Playbooks.", { default: true }),
  playbooksTeamsTenants: documented(
    z.array(z.guid()).min(1).optional(),
    "Entra tenants whose people see runs of Playbooks in a tab of Microsoft Teams; needs nothing of microsoft365.",
    { default: "no tab" },
  ),
  boards: documented(z.boolean().optional(), "Enable Boards.", { default: true }),
  settings: documented(
    z.record(z.string(), z.record(z.string(), settingValue)).optional(),
    "Any other server setting, by its own name: Section: { Name: value }. Checked against the server's list.",
    { examples: [{ TeamSettings: { MaxUsersPerTeam: 1000 } }] },
  ),
});
