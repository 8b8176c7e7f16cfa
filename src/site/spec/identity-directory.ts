import { z } from "zod";
import { documented, quantity, resources } from "./fields";

/** A directory that the site runs itself. */
export const openLdap = z.strictObject({
  baseDn: documented(
    z
      .string()
      .regex(/^dc=[a-z0-9-]+(,dc=[a-z0-9-]+)*$/, "domain components such as dc=outpost,dc=example")
      .optional(),
    "Suffix of the directory. It can't be changed later.",
    { examples: ["dc=outpost,dc=example"], default: "the domain of mattermost.siteUrl" },
  ),
  replicas: documented(z.int().min(1).max(5).optional(), "Servers; every one takes changes.", {
    default: "sized: 1 on one node, else 2",
  }),
  storage: documented(quantity.optional(), "Volume of one server.", { default: "sized from people" }),
  resources: documented(resources.optional(), "Resources of one server.", { default: "sized" }),
});
