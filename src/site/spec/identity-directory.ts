import { z } from "zod";
import { cidr, documented, kubernetesName, lastDay, quantity, resources, secretReference } from "./fields";

/** A value of a Secret, and its last day. */
export const secretValue = secretReference.extend({
  key: documented(z.string().min(1).optional(), "Key of the Secret that holds the value.", {
    default: "secret",
  }),
  expires: documented(lastDay.optional(), "Last day of the value, where it has one."),
});

/** A directory that somebody else runs, for Keycloak. */
export const directory = z.strictObject({
  vendor: documented(z.enum(["openldap", "active-directory"]), "Schema of the directory."),
  urls: documented(
    z.array(z.string().regex(/^ldaps:\/\/[^/\s]+$/, "an address such as ldaps://dc1.outpost.example")).min(1),
    "Servers; the next is asked when one is silent.",
  ),
  bindDn: documented(z.string().min(3), "Account that reads the directory."),
  password: documented(secretValue, "Its password."),
  usersDn: documented(z.string().min(3), "Where people are.", {
    examples: ["ou=people,dc=outpost,dc=example"],
  }),
  groupsDn: documented(z.string().min(3).optional(), "Where groups are.", { default: "groups are not read" }),
  userFilter: documented(
    z
      .string()
      .regex(/^\(.+\)$/, "a filter in parentheses")
      .optional(),
    "Only who matches.",
    {
      default: "everybody",
    },
  ),
  caSecret: documented(kubernetesName.optional(), "Secret with the directory's authority under ca.crt.", {
    default: "the authorities of the system",
  }),
  addresses: documented(z.array(cidr).min(1).optional(), "Networks of the servers, for the network policy.", {
    default: "any address, on port 636 only",
  }),
});

/** The same for Mattermost, which reads people and groups below one entry. */
export const readDirectory = directory.omit({ usersDn: true, groupsDn: true }).extend({
  baseDn: documented(z.string().min(3), "Entry that people and groups are below.", {
    examples: ["dc=outpost,dc=example"],
  }),
});

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
