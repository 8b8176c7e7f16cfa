import {
  all,
  database,
  externalDatabase,
  settings,
  team,
  unlicensed,
  type Change,
  type RuleCase,
} from "../sites";

const path = (setting: string): readonly string[] => [`mattermost.settings.${setting}`];
const replicas =
  (count: number): Change =>
  ({ mattermost }) => {
    mattermost.replicas = count;
  };
const tier =
  (name: "entry" | "professional" | "enterprise" | "advanced"): Change =>
  ({ mattermost }) => {
    mattermost.licence = { secret: "mattermost-licence", tier: name };
  };
const search = settings({ ElasticsearchSettings: { EnableIndexing: true, EnableSearching: true } });

export const LICENCE_CASES: readonly RuleCase[] = [
  {
    code: "HF2101",
    what: "two servers with a professional licence",
    breaks: all(replicas(2), tier("professional")),
    keeps: all(replicas(2), tier("advanced")),
    paths: ["mattermost.replicas"],
    shows: "is 2 with edition enterprise, licence professional",
  },
  {
    code: "HF2101",
    what: "two servers without a licence",
    breaks: all(replicas(2), unlicensed),
    keeps: unlicensed,
    paths: ["mattermost.replicas"],
    shows: "no licence",
  },
  {
    code: "HF2102",
    what: "clustering without a licence",
    breaks: all(unlicensed, settings({ ClusterSettings: { Enable: true } })),
    keeps: settings({ ClusterSettings: { Enable: true } }),
    paths: path("ClusterSettings.Enable"),
    shows: "true",
  },
  {
    code: "HF2103",
    what: "Redis without a licence",
    breaks: all(
      unlicensed,
      settings({ CacheSettings: { CacheType: "redis", RedisAddress: "r:6379", RedisDB: 0 } }),
    ),
    keeps: settings({ CacheSettings: { CacheType: "redis", RedisAddress: "r:6379", RedisDB: 0 } }),
    paths: path("CacheSettings.CacheType"),
    shows: "redis",
  },
  {
    code: "HF2104",
    what: "a search engine with Entry",
    breaks: all(tier("entry"), search),
    keeps: search,
    paths: [
      ...path("ElasticsearchSettings.EnableIndexing"),
      ...path("ElasticsearchSettings.EnableSearching"),
    ],
    shows: "licence entry",
  },
  {
    code: "HF2105",
    what: "search replicas without a licence",
    breaks: all(unlicensed, database({ searchReplicas: 1 })),
    keeps: all(tier("entry"), database({ searchReplicas: 1 })),
    paths: ["database.searchReplicas"],
    shows: "1 replicas",
  },
  {
    code: "HF2105",
    what: "foreign readers without a licence",
    breaks: all(
      unlicensed,
      externalDatabase({ readers: [{ host: "db2.example" }, { host: "db3.example" }] }),
    ),
    keeps: all(unlicensed, externalDatabase()),
    paths: ["database.readers"],
    shows: "2 replicas",
  },
  {
    code: "HF2106",
    what: "a compliance export with a professional licence",
    breaks: all(tier("professional"), settings({ MessageExportSettings: { EnableExport: true } })),
    keeps: settings({ MessageExportSettings: { EnableExport: true } }),
    paths: path("MessageExportSettings.EnableExport"),
    shows: "true",
  },
  {
    code: "HF2106",
    what: "metrics with a professional licence",
    breaks: all(tier("professional"), settings({ MetricsSettings: { Enable: true } })),
    keeps: all(unlicensed, settings({ MetricsSettings: { Enable: true } })),
    paths: path("MetricsSettings.Enable"),
    shows: "professional",
  },
  {
    code: "HF2106",
    what: "OpenID on Team Edition",
    breaks: all(team, settings({ OpenIdSettings: { Enable: true } })),
    keeps: all(unlicensed, settings({ OpenIdSettings: { Enable: true } })),
    paths: path("OpenIdSettings.Enable"),
    shows: "edition team",
  },
  {
    code: "HF2107",
    what: "a licence on Team Edition",
    breaks: all(team, tier("professional")),
    keeps: team,
    paths: ["mattermost.licence"],
    shows: "professional",
  },
  {
    code: "HF2108",
    what: "a long history with Entry",
    breaks: unlicensed,
    keeps: all(unlicensed, ({ people }) => {
      people.postsPerUserPerDay = 0;
    }),
    paths: ["mattermost.licence"],
    shows: "posts are planned with edition enterprise, no licence",
  },
];
