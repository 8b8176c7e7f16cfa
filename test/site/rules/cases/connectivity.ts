import { all, externalDatabase, externalStore, settings, type Change, type RuleCase } from "../sites";

const connectivity =
  (value: "connected" | "intermittent"): Change =>
  (spec) => {
    spec.connectivity = value;
  };
const registry =
  (host: string): Change =>
  ({ cluster }) => {
    cluster.registry = { host };
  };
const noRegistry: Change = ({ cluster }) => {
  delete cluster.registry;
};
const noCharts: Change = ({ cluster }) => {
  delete cluster.charts;
};
const charts =
  (url: string): Change =>
  ({ cluster }) => {
    cluster.charts = { registry: url };
  };
const online = connectivity("connected");
const path = (setting: string): string => `mattermost.settings.${setting}`;

export const CONNECTIVITY_CASES: readonly RuleCase[] = [
  {
    code: "HF2601",
    what: "no registry",
    breaks: noRegistry,
    keeps: all(noRegistry, online),
    paths: ["cluster.registry"],
    shows: "absent",
  },
  {
    code: "HF2602",
    what: "a public registry",
    breaks: registry("ghcr.io/outpost"),
    keeps: registry("ghcr.io.outpost-kestrel.example/mirror"),
    paths: ["cluster.registry.host"],
    shows: "ghcr.io/outpost",
  },
  {
    code: "HF2603",
    what: "public charts",
    breaks: noCharts,
    keeps: all(noCharts, ({ cluster }) => (cluster.platform = { cloudNativePg: false, certManager: false })),
    paths: ["cluster.charts"],
    shows: "public",
  },
  {
    code: "HF2604",
    what: "a public chart registry",
    breaks: charts("oci://quay.io/jetstack/charts"),
    keeps: charts("oci://registry.outpost-kestrel.example/charts"),
    paths: ["cluster.charts.registry"],
    shows: "oci://quay.io/jetstack/charts",
  },
  {
    code: "HF2605",
    what: "files on a public cloud",
    breaks: externalStore({ endpoint: "s3.eu-west-1.amazonaws.com" }),
    keeps: externalStore({ endpoint: "s3.eu-west-1.amazonaws.com", addresses: ["10.20.0.0/24"] }),
    paths: ["objectStore.endpoint"],
    shows: "s3.eu-west-1.amazonaws.com",
  },
  {
    code: "HF2605",
    what: "files at an address of the internet",
    breaks: externalStore({ endpoint: "8.8.8.8:9000" }),
    keeps: externalStore({ endpoint: "192.168.1.9:9000" }),
    paths: ["objectStore.endpoint"],
    shows: "8.8.8.8:9000",
  },
  {
    code: "HF2606",
    what: "a database of a public cloud",
    breaks: externalDatabase({ writer: { host: "kestrel.postgres.database.azure.com" } }),
    keeps: all(online, externalDatabase({ writer: { host: "kestrel.postgres.database.azure.com" } })),
    paths: ["database.writer.host"],
    shows: "kestrel.postgres.database.azure.com",
  },
  {
    code: "HF2607",
    what: "state on a public cloud",
    breaks: (spec) => (spec.backend = { kind: "s3", bucket: "states" }),
    keeps: (spec) =>
      (spec.backend = { kind: "s3", bucket: "states", endpoint: "https://s3.kestrel.example" }),
    paths: ["backend"],
    shows: "s3 on AWS region us-east-1",
  },
  {
    code: "HF2608",
    what: "a weak link and no registry",
    breaks: all(connectivity("intermittent"), noRegistry),
    keeps: connectivity("intermittent"),
    paths: ["cluster.registry"],
    shows: "intermittent, cluster.registry is absent",
  },
  {
    code: "HF2609",
    what: "an ordinary release without a link",
    breaks: ({ mattermost }) => (mattermost.version = "11.10.0"),
    keeps: all(online, ({ mattermost }) => (mattermost.version = "11.10.0")),
    paths: ["mattermost.version"],
    shows: "11.10.0",
  },
  {
    code: "HF2620",
    what: "settings that call outside",
    breaks: settings({
      EmailSettings: { SendPushNotifications: true },
      CloudSettings: { Disable: false },
      ServiceSettings: { EnableLinkPreviews: true },
    }),
    keeps: settings({ EmailSettings: { SendPushNotifications: false }, CloudSettings: { Disable: true } }),
    paths: [
      path("EmailSettings.SendPushNotifications"),
      path("ServiceSettings.EnableLinkPreviews"),
      path("CloudSettings.Disable"),
    ],
    shows: "SendPushNotifications is true",
  },
  {
    code: "HF2621",
    what: "a link to the vendor",
    breaks: settings({ SupportSettings: { HelpLink: "https://docs.mattermost.com/help" } }),
    keeps: settings({ SupportSettings: { HelpLink: "https://help.outpost-kestrel.example" } }),
    paths: [path("SupportSettings.HelpLink")],
    shows: "https://docs.mattermost.com/help",
  },
];
