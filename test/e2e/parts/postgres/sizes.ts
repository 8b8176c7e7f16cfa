import { postgresSettings } from "../../../../src/constructs/postgres/postgres-cluster-props";
import { postgresManifests } from "../../../../src/constructs/postgres/postgres-manifests";
import type { Manifest } from "../../../../src/constructs/kubernetes/custom-resources";
import { resolveSite } from "../../../../src/site/resolve";
import type { SiteClusterDatabase } from "../../../../src/site/site";
import type { SiteSpec } from "../../../../src/site/spec";

/** A site by its people and nodes. */
export interface Size {
  readonly users: number;
  readonly nodes: number;
}

/** From a container of people to a ministry. */
export const SIZES: readonly Size[] = [
  { users: 50, nodes: 1 },
  { users: 250, nodes: 2 },
  { users: 800, nodes: 3 },
  { users: 2000, nodes: 3 },
  { users: 15_000, nodes: 5 },
  { users: 50_000, nodes: 10 },
  { users: 100_000, nodes: 16 },
  { users: 200_000, nodes: 24 },
];

export const IMAGE = "ghcr.io/cloudnative-pg/postgresql:18.6-202608170814-standard-trixie";

/** The database that a site of this size resolves to. */
export function databaseOf({ users, nodes }: Size): SiteClusterDatabase {
  const spec: SiteSpec = {
    name: "proof",
    topology: "edge",
    connectivity: "disconnected",
    cluster: { nodes: { count: nodes }, exposure: { kind: "load-balancer" } },
    people: { users },
    mattermost: {
      siteUrl: "https://chat.proof.example",
      licence: { secret: "licence", tier: "enterprise" },
    },
  };
  const { database } = resolveSite(spec, { directory: "/proof" }).site;
  if (database.kind !== "cluster") throw new Error("the default database is not a cluster");
  return database;
}

/** The custom resources of such a database. */
export function manifestsOf(
  database: SiteClusterDatabase,
  around: { readonly name: string; readonly namespaceName: string },
): readonly Manifest[] {
  const settings = postgresSettings({
    namespace: undefined as never,
    credentials: undefined as never,
    name: around.name,
    instances: database.instances,
    searchReplicas: database.searchReplicas,
    synchronous: database.synchronous,
    majorVersion: database.version,
    resources: database.resources,
    storage: { size: database.storage, walSize: database.walStorage },
    parameters: database.parameters,
    pooler: database.pooler,
  });
  return postgresManifests(
    { ...settings, credentialsSecret: "database" },
    {
      namespaceName: around.namespaceName,
      domain: "cluster.local",
      pullSecret: "registry",
      image: IMAGE,
      poolerImage: "ghcr.io/cloudnative-pg/pgbouncer:1.25.1",
    },
  );
}

/** What the operator hands to initdb. */
export interface Initdb {
  readonly encoding: string;
  readonly localeCollate: string;
  readonly localeCType: string;
}

export function initdbOf(database: SiteClusterDatabase): Initdb {
  const manifests = manifestsOf(database, { name: "postgres", namespaceName: "proof" });
  const cluster = manifests.find(({ metadata }) => metadata.name === "postgres");
  const { initdb } = cluster?.spec?.bootstrap as { readonly initdb: Initdb };
  return initdb;
}
