import type { Site } from "../../../../src/site/site";

/** What must occur among the generated sites; a generator that stops drawing one of them fails. */
export const WANTED: ReadonlySet<string> = new Set([
  "1 node",
  "many nodes",
  "a crew",
  "a ministry",
  "connected",
  "intermittent",
  "disconnected",
  "load-balancer",
  "node-port",
  "public registry",
  "private registry",
  "pull secret",
  "own authorities",
  "platform: operators",
  "platform: none",
  "edition enterprise",
  "edition fips",
  "edition team",
  "tier none",
  "tier professional",
  "tier enterprise",
  "tier advanced",
  "database cluster",
  "database external",
  "database readers",
  "pooler",
  "no pooler",
  "search replicas",
  "store cluster",
  "store external-s3",
  "store shared-files",
  "store existing claim",
  "store local-files",
  "tls site-authority",
  "tls secret",
  "tls issuer",
  "allow list",
  "existing secrets",
  "identity keycloak",
  "identity directory",
  "identity openid",
  "identity saml",
  "calls",
  "recording",
  "agents",
  "search by meaning",
  "integrations",
]);

const MANY_NODES = 16;
const CREW = 100;
const MINISTRY = 50_000;

/** Words for what a site is made of. */
export function featuresOf(site: Site): readonly string[] {
  const { cluster, database, identity, mattermost, objectStore, people, proxy, secrets } = site;
  const features: Readonly<Record<string, boolean>> = {
    "1 node": cluster.nodes.count === 1,
    "many nodes": cluster.nodes.count >= MANY_NODES,
    "a crew": people.users <= CREW,
    "a ministry": people.users >= MINISTRY,
    [site.connectivity]: true,
    [cluster.exposure.kind]: true,
    [cluster.registry === undefined ? "public registry" : "private registry"]: true,
    "pull secret": cluster.registry?.pullSecret !== undefined,
    "own authorities": cluster.caBundle !== undefined,
    [cluster.platform.cloudNativePg || cluster.platform.certManager
      ? "platform: operators"
      : "platform: none"]: true,
    [`edition ${mattermost.edition}`]: true,
    [`tier ${mattermost.licence?.tier ?? "none"}`]: true,
    [`database ${database.kind}`]: true,
    "database readers": database.kind === "external" && database.readers.length > 0,
    "search replicas": database.kind === "cluster" && database.searchReplicas > 0,
    pooler: database.kind === "cluster" && database.pooler !== undefined,
    "no pooler": database.kind === "cluster" && database.pooler === undefined,
    [`store ${objectStore.kind}`]: true,
    "store existing claim": objectStore.kind === "shared-files" && objectStore.existingClaim !== undefined,
    [`tls ${proxy.tls.kind}`]: true,
    "allow list": proxy.allowFrom.length > 0,
    "existing secrets": Object.values(secrets).some(({ kind }) => kind === "existing"),
    [`identity ${identity?.kind ?? "none"}`]: true,
    calls: site.calls !== undefined,
    recording: site.calls?.recording !== undefined,
    agents: site.agents !== undefined,
    "search by meaning": site.agents?.search !== undefined,
    integrations: site.integrations !== undefined,
    "identity directory": identity?.kind === "keycloak" && identity.directory !== undefined,
  };
  return Object.keys(features).filter((name) => features[name]);
}
