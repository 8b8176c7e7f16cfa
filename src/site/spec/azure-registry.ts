import { z } from "zod";
import { documented } from "./fields";

/** A registry of the site's own in Azure; the images of every part come from it. */
export const azureRegistrySpec = z.strictObject({
  cache: documented(
    z.boolean().optional(),
    "Whether it fetches images from their publishers when they are first asked for; else people bring them.",
    { default: true },
  ),
});
