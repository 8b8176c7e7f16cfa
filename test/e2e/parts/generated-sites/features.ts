import type { Site } from "../../../../src/site/site";

/** Sizes and consequences that must occur among the generated sites, beside every option of the site file. */
export const WANTED: readonly string[] = [
  "1 node",
  "many nodes",
  "a crew",
  "a ministry",
  "connected",
  "intermittent",
  "disconnected",
  "public registry",
  "platform: operators",
  "platform: none",
  "edition enterprise",
  "edition fips",
  "edition team",
  "tier none",
  "tier professional",
  "tier enterprise",
  "tier advanced",
  "pooler",
  "no pooler",
  "search replicas",
  "allow list",
  "identity none",
];

const MANY_NODES = 16;
const CREW = 100;
const MINISTRY = 50_000;

/** Words for what a site is made of. */
export function featuresOf(site: Site): readonly string[] {
  const { cluster, database, identity, mattermost, people, proxy } = site;
  const { cloudNativePg, certManager } = cluster.platform;
  const features: Readonly<Record<string, boolean>> = {
    "1 node": cluster.nodes.count === 1,
    "many nodes": cluster.nodes.count >= MANY_NODES,
    "a crew": people.users <= CREW,
    "a ministry": people.users >= MINISTRY,
    [site.connectivity]: true,
    "public registry": cluster.registry === undefined,
    [cloudNativePg || certManager ? "platform: operators" : "platform: none"]: true,
    [`edition ${mattermost.edition}`]: true,
    [`tier ${mattermost.licence?.tier ?? "none"}`]: true,
    pooler: database.kind === "cluster" && database.pooler !== undefined,
    "no pooler": database.kind === "cluster" && database.pooler === undefined,
    "search replicas": database.kind === "cluster" && database.searchReplicas > 0,
    "allow list": proxy.allowFrom.length > 0,
    "identity none": identity === undefined,
  };
  return Object.keys(features).filter((name) => features[name]);
}
