import { say } from "../sizing/sized";
import { effectiveSetting, settingPath, writtenSetting } from "./read";
import { rules } from "./rule";

const SEARCH_FROM_POSTS = 5_000_000;
const REDIS_FROM_USERS = 100_000;
const SINGLE_SERVER_USERS = 2000;
const CHANNEL_ITERATION_USERS = 200_000;

/** Rules on growth: what a site of this size needs. */
export const SCALE_RULES = rules(
  {
    code: "HF2801",
    severity: "warning",
    title: "The database can't search that many posts well.",
    fix: "plan a search engine, or shorten the retention",
    reference: "Mattermost docs, enterprise search: required above 5 million posts",
    path: "people.postsPerUserPerDay",
    when: (site) =>
      site.people.plannedPosts > SEARCH_FROM_POSTS &&
      writtenSetting(site, "ElasticsearchSettings.EnableSearching") !== true,
    message: ({ people }) =>
      `people.postsPerUserPerDay of ${people.postsPerUserPerDay} makes ${say(people.plannedPosts)} posts in ${people.planningYears} years, searched by the database`,
    expected: `a search engine above ${say(SEARCH_FROM_POSTS)} posts`,
  },
  {
    code: "HF2802",
    severity: "warning",
    title: "A site of this size wants a shared cache.",
    fix: "plan Redis",
    reference: "Mattermost docs, scale: Redis, above 100,000 users",
    path: "people.users",
    when: (site) =>
      site.people.plannedUsers > REDIS_FROM_USERS &&
      writtenSetting(site, "CacheSettings.CacheType") !== "redis",
    message: ({ people }) =>
      `people.users of ${say(people.users)} grows to ${say(people.plannedUsers)}, without Redis`,
    expected: `Redis above ${say(REDIS_FROM_USERS)} users`,
  },
  {
    code: "HF2803",
    severity: "warning",
    title: "One server carries more users than the vendor describes for one.",
    fix: "raise mattermost.replicas; several servers need an enterprise or advanced licence",
    reference: "Mattermost docs, software and hardware requirements: single server up to 2,000 users",
    path: "mattermost.replicas",
    when: ({ people, mattermost }) => people.plannedUsers > SINGLE_SERVER_USERS && mattermost.replicas === 1,
    message: ({ people, mattermost }) =>
      `mattermost.replicas is ${mattermost.replicas} for ${say(people.plannedUsers)} planned users`,
    expected: `several servers above ${say(SINGLE_SERVER_USERS)} users`,
  },
  {
    code: "HF2804",
    severity: "warning",
    title: "Redis is one more part that can fail, and a site of this size has no use for it.",
    fix: "remove CacheSettings",
    reference: "Mattermost docs, scale: Redis, not recommended below 100,000 users",
    path: settingPath("CacheSettings.CacheType"),
    when: (site) =>
      writtenSetting(site, "CacheSettings.CacheType") === "redis" &&
      site.people.plannedUsers < REDIS_FROM_USERS,
    message: ({ people }) => `CacheSettings.CacheType is redis for ${people.plannedUsers} planned users`,
    expected: "lru",
  },
  {
    code: "HF2805",
    severity: "warning",
    title: "A team holds fewer users than the site has.",
    fix: "raise or remove TeamSettings.MaxUsersPerTeam",
    reference: "Mattermost server: nobody joins a full team",
    path: settingPath("TeamSettings.MaxUsersPerTeam"),
    when: (site) => {
      const limit = writtenSetting(site, "TeamSettings.MaxUsersPerTeam");
      return typeof limit === "number" && limit < site.people.users;
    },
    message: (site) =>
      `TeamSettings.MaxUsersPerTeam is ${String(effectiveSetting(site, "TeamSettings.MaxUsersPerTeam"))}, people.users is ${site.people.users}`,
    expected: ({ people }) => `${people.plannedUsers} or more`,
  },
  {
    code: "HF2806",
    severity: "warning",
    title: "The server searches all connections for each message.",
    fix: "write ServiceSettings.EnableWebHubChannelIteration: true",
    reference: "Mattermost docs, scale: architecture for 200,000 users",
    path: "people.users",
    when: (site) =>
      site.people.concurrentUsers >= CHANNEL_ITERATION_USERS &&
      writtenSetting(site, "ServiceSettings.EnableWebHubChannelIteration") !== true,
    message: ({ people }) =>
      `people.users of ${say(people.users)} makes ${say(people.concurrentUsers)} concurrent users, EnableWebHubChannelIteration is absent`,
    expected: `EnableWebHubChannelIteration from ${say(CHANNEL_ITERATION_USERS)} concurrent users`,
  },
);
