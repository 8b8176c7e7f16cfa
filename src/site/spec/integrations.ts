import { z } from "zod";
import { cidr, documented, host, kubernetesName, port, resources } from "./fields";

const objectName = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "lower-case letters, digits and '-', e.g. weather")
  .min(2)
  .max(40);

const team = documented(objectName, "Name of the team, as in its address.");
const channel = z
  .string()
  .regex(/^[a-z0-9][-a-z0-9]*\/[a-z0-9][-a-z0-9_]*$/, "a team and a channel, e.g. operations/weather");
const description = documented(z.string().max(200).optional(), "What people read about it.", { default: "" });

/** Where a callback goes: a service of the site, or an address. */
const target = {
  service: documented(objectName.optional(), "Service of this file that is called."),
  path: documented(z.string().startsWith("/").optional(), "Path at the service.", { default: "/" }),
  url: documented(z.url().optional(), "Address that is called, when it is no service of this file."),
} as const;

const secretKey = z.strictObject({
  secret: documented(kubernetesName, "Secret in the site's namespace."),
  key: documented(z.string().min(1), "Its key."),
});

const service = z.strictObject({
  name: documented(objectName, "Name of the service, also its host name in the namespace."),
  image: documented(
    z.string().regex(/^[^\s@]+(:[^\s/@]+)?(@sha256:[0-9a-f]{64})?$/, "an image reference"),
    "Exact image, with the registry; with a digest it can't change underneath.",
    { examples: ["registry.outpost-kestrel.example/field/weather:1.4.2@sha256:…"] },
  ),
  port: documented(port.min(1024), "Port it listens on, plain HTTP."),
  replicas: documented(z.int().min(1).max(10).optional(), "Pods.", { default: 1 }),
  resources: documented(resources.optional(), "Resources of one pod.", { default: "100m and 128Mi" }),
  uid: documented(z.int().min(1).max(65535).optional(), "User it runs as.", { default: 65532 }),
  health: documented(z.string().startsWith("/").optional(), "Path that answers 2xx when it is well.", {
    default: "none: the open port counts",
  }),
  env: documented(
    z
      .record(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a variable's name"),
        z.union([z.string(), secretKey]),
      )
      .optional(),
    "Variables: texts, or keys of Secrets. What an integration obtains is in the Secret `integration-<name>`.",
  ),
  reaches: documented(
    z
      .array(
        z.strictObject({
          host: documented(host, "Host outside the cluster."),
          port: documented(port.optional(), "Port.", { default: 443 }),
          addresses: documented(z.array(cidr).min(1).optional(), "Its networks.", { default: "any address" }),
          why: documented(z.string().min(3), "One short phrase for the firewall matrix."),
        }),
      )
      .optional(),
    "What it calls outside the cluster, besides the Mattermost servers.",
  ),
});

/** Bots, webhooks, commands and applications, made over the servers' API; what they obtain ends in Secrets. */
export const integrationsSpec = z.strictObject({
  teams: documented(
    z
      .array(
        z.strictObject({
          name: team,
          displayName: documented(z.string().min(2).max(64).optional(), "Name people see.", {
            default: "the name",
          }),
          open: documented(z.boolean().optional(), "Whether anybody may join.", { default: false }),
        }),
      )
      .optional(),
    "Teams that must be there. Made when missing, never changed.",
  ),
  channels: documented(
    z
      .array(
        z.strictObject({
          channel: documented(channel, "Team and channel."),
          displayName: documented(z.string().min(1).max(64).optional(), "Name people see.", {
            default: "the channel's name",
          }),
          private: documented(z.boolean().optional(), "Whether only members see it.", { default: true }),
        }),
      )
      .optional(),
    "Channels that must be there. Made when missing, never changed.",
  ),
  bots: documented(
    z
      .array(
        z.strictObject({
          username: documented(
            z
              .string()
              .regex(/^[a-z][a-z0-9._-]{2,21}$/, "3 to 22 of a-z, 0-9, '.', '-', '_', a letter first"),
            "User name. Its token is in the Secret `integration-<user name>`, key `token`.",
          ),
          displayName: documented(z.string().min(1).max(64).optional(), "Name people see.", {
            default: "the user name",
          }),
          description,
          teams: documented(z.array(objectName).optional(), "Teams it is in.", { default: "none" }),
          channels: documented(z.array(channel).optional(), "Channels it is in.", { default: "none" }),
        }),
      )
      .optional(),
    "Bots, each with a token.",
  ),
  incomingWebhooks: documented(
    z
      .array(
        z.strictObject({
          name: documented(objectName, "Name. Its address is in the Secret `integration-<name>`, key `url`."),
          channel: documented(channel, "Where it posts."),
          description,
        }),
      )
      .optional(),
    "Addresses that post into a channel.",
  ),
  outgoingWebhooks: documented(
    z
      .array(
        z.strictObject({
          name: documented(objectName, "Name. Its token is in the Secret `integration-<name>`, key `token`."),
          team,
          channel: documented(channel.optional(), "Channel that it listens to.", {
            default: "every public channel of the team",
          }),
          triggerWords: documented(z.array(z.string().min(1)).min(1), "Words that call it."),
          description,
          ...target,
        }),
      )
      .optional(),
    "Calls of a service when a word is said.",
  ),
  commands: documented(
    z
      .array(
        z.strictObject({
          trigger: documented(
            z.string().regex(/^[a-z0-9][-a-z0-9_]{0,39}$/, "a word without the slash, e.g. weather"),
            "Word after the slash. Its token is in the Secret `integration-command-<trigger>`, key `token`.",
          ),
          team,
          description,
          hint: documented(z.string().max(100).optional(), "What may follow, e.g. [place]."),
          ...target,
        }),
      )
      .optional(),
    "Slash commands.",
  ),
  oauthApps: documented(
    z
      .array(
        z.strictObject({
          name: documented(
            objectName,
            "Name. Its credentials are in the Secret `integration-<name>`, keys `client-id` and `client-secret`.",
          ),
          homepage: documented(z.url(), "Address of the application."),
          callbackUrls: documented(z.array(z.url()).min(1), "Where it takes people back."),
          trusted: documented(z.boolean().optional(), "Whether people are not asked for consent.", {
            default: false,
          }),
          description,
        }),
      )
      .optional(),
    "Applications that sign people in through Mattermost (OAuth 2.0).",
  ),
  services: documented(z.array(service).optional(), "Services of your own, run beside the servers."),
});
