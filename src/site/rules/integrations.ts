import { callbackHosts, callbacks, reachedHosts, secretsOf, written } from "./integrations-read";
import { isPublicRegistry } from "./public-names";
import { hostOf, isInside, ownDomain } from "../addresses";
import { shown } from "./read";
import { rules, type Finding } from "./rule";

const SERVER = "Mattermost server 11.10.0, slash command providers and account names";
const NAMES = "Holdfast: every value that an integration obtains ends in a Secret of its name";
const EGRESS = "Holdfast: a disconnected site needs nothing outside";

/** Words that the server answers itself. */
const BUILT_IN = [
  ...["away", "code", "collapse", "dnd", "echo", "expand", "export", "groupmsg", "header", "help", "invite"],
  ...[
    "join",
    "kick",
    "leave",
    "logout",
    "me",
    "msg",
    "mute",
    "offline",
    "online",
    "open",
    "purpose",
    "remove",
  ],
  ...["rename", "search", "settings", "share-channel", "shortcuts", "shrug", "status", "secure-connection"],
];

/** Account names that the server or its plugins use. */
const TAKEN = ["all", "channel", "here", "system", "system-bot", "matterbot", "playbooks", "boards", "calls"];

/** Rules on bots, webhooks, commands, applications and services. */
export const INTEGRATION_RULES = rules(
  {
    code: "HF2650",
    severity: "error",
    title: "A callback goes nowhere, or to two places.",
    fix: "name either a service of this file or a url",
    reference: NAMES,
    find: (_, spec) =>
      written(spec.integrations)
        .filter(({ service, url }) => (service === undefined) === (url === undefined))
        .map(({ path, service, url }) => ({
          path,
          message: `the service is ${shown(service)} and the url is ${shown(url && hostOf(url))}`,
          expected: "one of them",
        })),
  },
  {
    code: "HF2651",
    severity: "error",
    title: "A callback goes to a service that the file does not have.",
    fix: "declare the service, or correct its name",
    reference: NAMES,
    find: (site) =>
      callbacks(site).flatMap(({ path, target }) => {
        const names = site.integrations?.services.map(({ name }) => name) ?? [];
        if (target.kind === "url" || names.includes(target.service)) return [];
        return [
          {
            path: `${path}.service`,
            message: `the service is ${shown(target.service)}`,
            expected: names.length > 0 ? `one of ${names.join(", ")}` : "a declared service",
          },
        ];
      }),
  },
  {
    code: "HF2652",
    severity: "error",
    title: "Two integrations would write one Secret, or two services have one name.",
    fix: "give each a name of its own",
    reference: NAMES,
    find: ({ integrations }) => (integrations ? repeated(secretsOf(integrations)) : []),
  },
  {
    code: "HF2653",
    severity: "error",
    title: "A slash command or a bot has a name that the server uses itself.",
    fix: "choose another word",
    reference: SERVER,
    find: ({ integrations }) => [
      ...reserved(
        "commands",
        "trigger",
        (integrations?.commands ?? []).map(({ trigger }) => trigger),
        BUILT_IN,
      ),
      ...reserved(
        "bots",
        "username",
        (integrations?.bots ?? []).map(({ username }) => username),
        [...TAKEN, "holdfast-setup", "holdfast-setup-second"],
      ),
    ],
  },
  {
    code: "HF2654",
    severity: "error",
    title: "A disconnected site calls or is called by a host outside.",
    fix: "use a service of this file, or a host of the site's own domain",
    reference: EGRESS,
    find: (site) =>
      site.connectivity === "disconnected"
        ? [...callbackHosts(site), ...reachedHosts(site)]
            .filter(({ host }) => !isInside(site, host))
            .map(({ path, host }) => ({
              path,
              message: `connectivity is disconnected, and the host is ${host}`,
              expected: `a host below ${ownDomain(site)}, a name of the cluster, or a private address`,
            }))
        : [],
  },
  {
    code: "HF2655",
    severity: "warning",
    title: "A callback outside the cluster goes over plain HTTP: its token can be read on the way.",
    fix: "use https",
    reference: "Mattermost docs, outgoing webhooks and slash commands: the token tells the caller",
    find: (site) =>
      callbacks(site).flatMap(({ path, target }) =>
        target.kind === "url" && target.url.startsWith("http://")
          ? [
              {
                path: `${path}.url`,
                message: `the url is ${shown(target.url)}`,
                expected: "an https address",
              },
            ]
          : [],
      ),
  },
  {
    code: "HF2656",
    severity: "error",
    title: "The image of a service comes from a public registry.",
    fix: "mirror the image into the site's registry and name it there",
    reference: EGRESS,
    find: ({ connectivity, integrations }) =>
      (integrations?.services ?? []).flatMap(({ image }, index) => {
        const named = /^[^/]+\.[^/]+\//.test(image);
        if (connectivity !== "disconnected" || (named && !isPublicRegistry(image))) return [];
        return [
          {
            path: `integrations.services[${index}].image`,
            message: `connectivity is disconnected, and the image is ${shown(image)}`,
            expected: "an image of the site's registry",
          },
        ];
      }),
  },
  {
    code: "HF2657",
    severity: "warning",
    title: "The image of a service has no digest, so it can change underneath.",
    fix: "append @sha256: and the digest of the image",
    reference: "Holdfast: same input, same bytes",
    find: ({ integrations }) =>
      (integrations?.services ?? []).flatMap(({ image }, index) =>
        image.includes("@sha256:")
          ? []
          : [
              {
                path: `integrations.services[${index}].image`,
                message: `the image is ${shown(image)}`,
                expected: "a digest",
              },
            ],
      ),
  },
);

function repeated(named: readonly { readonly path: string; readonly name: string }[]): readonly Finding[] {
  return named
    .filter(({ name }, index) => named.findIndex((other) => other.name === name) < index)
    .map(({ path, name }) => ({ path, message: `${name} is there already`, expected: "one of a name" }));
}

function reserved(
  list: string,
  field: string,
  names: readonly string[],
  taken: readonly string[],
): readonly Finding[] {
  return names.flatMap((name, index) =>
    taken.includes(name)
      ? [
          {
            path: `integrations.${list}[${index}].${field}`,
            message: `the ${field} is ${shown(name)}`,
            expected: "a word that is free",
          },
        ]
      : [],
  );
}
