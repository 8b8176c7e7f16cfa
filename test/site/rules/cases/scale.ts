import { all, settings, type Change, type RuleCase } from "../sites";

const nodes =
  (count: number): Change =>
  ({ cluster }) => {
    cluster.nodes.count = count;
  };
const replicas =
  (count: number): Change =>
  ({ mattermost }) => {
    mattermost.replicas = count;
  };
const users =
  (count: number): Change =>
  ({ people }) => {
    people.users = count;
    people.growthPerYear = 0;
  };
const centers: Change = ({ cluster }) => {
  cluster.nodes.dataCenters = ["north", "south"];
};
const redis = settings({ CacheSettings: { CacheType: "redis", RedisAddress: "valkey:6379", RedisDB: 0 } });
const posts =
  (postsPerUserPerDay: number): Change =>
  ({ people }) => {
    people.postsPerUserPerDay = postsPerUserPerDay;
  };

export const SCALE_CASES: readonly RuleCase[] = [
  { code: "HF2701", what: "one node", breaks: nodes(1), paths: ["cluster.nodes.count"], shows: "is 1" },
  {
    code: "HF2702",
    what: "more servers than nodes",
    breaks: replicas(5),
    keeps: replicas(4),
    paths: ["mattermost.replicas"],
    shows: "is 5, cluster.nodes.count is 4",
  },
  {
    code: "HF2703",
    what: "arm nodes",
    breaks: ({ cluster }) => (cluster.nodes.architecture = "arm64"),
    paths: ["cluster.nodes.architecture"],
    shows: "arm64, but there is none for mattermost/mattermost-enterprise-edition",
  },
  {
    code: "HF2704",
    what: "a cluster over two data centres",
    breaks: all(centers, replicas(2)),
    keeps: all(centers, replicas(1)),
    paths: ["cluster.nodes.dataCenters"],
    shows: "north, south with 2 servers",
  },
  {
    code: "HF2705",
    what: "one server on four nodes",
    breaks: replicas(1),
    keeps: all(nodes(1), replicas(1)),
    paths: ["mattermost.replicas"],
    shows: "1 on 4 nodes",
  },
  {
    code: "HF2801",
    what: "many posts without a search engine",
    breaks: posts(100),
    keeps: all(
      posts(100),
      settings({ ElasticsearchSettings: { EnableIndexing: true, EnableSearching: true } }),
    ),
    paths: ["people.postsPerUserPerDay"],
    shows: "100",
  },
  {
    code: "HF2802",
    what: "many users without Redis",
    breaks: users(100_001),
    keeps: all(users(100_001), redis),
    paths: ["people.users"],
    shows: "100,001",
  },
  {
    code: "HF2803",
    what: "one server for 2,001 users",
    breaks: all(users(2001), replicas(1)),
    keeps: all(users(2000), replicas(1)),
    paths: ["mattermost.replicas"],
    shows: "1 for 2,001",
  },
  {
    code: "HF2804",
    what: "Redis for few users",
    breaks: redis,
    keeps: all(users(100_000), redis),
    paths: ["mattermost.settings.CacheSettings.CacheType"],
    shows: "redis",
  },
  {
    code: "HF2805",
    what: "a team smaller than the site",
    breaks: settings({ TeamSettings: { MaxUsersPerTeam: 199 } }),
    keeps: settings({ TeamSettings: { MaxUsersPerTeam: 200 } }),
    paths: ["mattermost.settings.TeamSettings.MaxUsersPerTeam"],
    shows: "199",
  },
  {
    code: "HF2806",
    what: "400,000 users without the large hub",
    breaks: users(400_000),
    keeps: users(399_000),
    paths: ["people.users"],
    shows: "200,000 concurrent users",
  },
];
