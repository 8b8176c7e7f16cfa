import { z } from "zod";
import { NATIONAL_CLOUDS, type NationalCloud } from "../../catalog/national-clouds";
import { documented } from "./fields";

const guid = z.guid("a GUID, e.g. 00000000-0000-4000-8000-000000000001");

/** The application of Entra ID by which people sign in. */
export const entraSpec = z.strictObject({
  tenantId: documented(guid, "Directory id of the tenant; identity names the same."),
  cloud: documented(
    z.enum(Object.keys(NATIONAL_CLOUDS) as [NationalCloud, ...NationalCloud[]]),
    "Cloud of that tenant; `commercial` also for GCC.",
  ),
  displayName: documented(z.string().min(1).max(120).optional(), "Name that administrators see.", {
    default: "Mattermost and the host",
  }),
  assignmentRequired: documented(
    z.boolean().optional(),
    "Only people and groups that are assigned to the application.",
    { default: true },
  ),
  groups: documented(z.array(guid).optional(), "Object ids of groups to assign.", {
    default: "none: assign them in the portal",
  }),
  owners: documented(z.array(guid).optional(), "Object ids of its owners.", { default: "none" }),
  grantConsent: documented(
    z.boolean().optional(),
    "Consent for the whole tenant by Terraform; otherwise an administrator does it in the portal.",
    { default: false },
  ),
  notify: documented(z.array(z.email()).optional(), "Who is told before a SAML certificate ends.", {
    default: "nobody",
  }),
});
