import type { Construct } from "constructs";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import { Secret } from "../../constructs/kubernetes/secret";
import { fromPostgresAttributes } from "../../constructs/postgres/foreign-postgres";
import { PostgresCluster } from "../../constructs/postgres/postgres-cluster";
import { CREDENTIALS_LABELS, CREDENTIALS_TYPE } from "../../constructs/postgres/postgres-cluster-props";
import type { IPostgresDatabase } from "../../constructs/postgres/postgres-database";
import type { Site, SiteClusterDatabase, SiteExternalDatabase } from "../../site/site";
import { secretOf } from "./secrets";

const OWNER = "mattermost";
const PASSWORD_LENGTH = 40;

/** The database of a site: a cluster of ours, or somebody's server. */
export function databaseOf(scope: Construct, site: Site, namespace: INamespace): IPostgresDatabase {
  return site.database.kind === "cluster"
    ? clusterDatabase(scope, site, site.database, namespace)
    : externalDatabase(scope, site.database);
}

function clusterDatabase(
  scope: Construct,
  site: Site,
  database: SiteClusterDatabase,
  namespace: INamespace,
): IPostgresDatabase {
  return new PostgresCluster(scope, "Database", {
    namespace,
    credentials: secretOf(scope, "DatabaseCredentials", site.secrets.database, {
      namespace,
      name: "postgres-credentials",
      type: CREDENTIALS_TYPE,
      labels: CREDENTIALS_LABELS,
      fields: { username: { value: OWNER }, password: { generate: { length: PASSWORD_LENGTH } } },
    }),
    owner: OWNER,
    majorVersion: database.version,
    instances: database.instances,
    searchReplicas: database.searchReplicas,
    synchronous: database.synchronous,
    resources: database.resources,
    storage: {
      size: database.storage,
      walSize: database.walStorage,
      storageClass: site.cluster.storageClasses.database,
    },
    parameters: database.parameters,
    pooler: database.pooler,
    preventDestroy: !site.disposable,
    antiAffinity: database.instances <= site.cluster.nodes.count ? "required" : "preferred",
  });
}

function externalDatabase(scope: Construct, database: SiteExternalDatabase): IPostgresDatabase {
  const { name, revision } = database.credentials;
  const { caSecret, mode } = database.tls;
  return fromPostgresAttributes(scope, "Database", {
    writer: database.writer,
    readers: database.readers,
    searchReaders: database.searchReaders,
    database: database.database,
    credentials: Secret.fromName(scope, "DatabaseCredentials", { name, revision }),
    majorVersion: database.version,
    pooling: database.pooling,
    extensions: database.extensions,
    tls: { mode, ca: caSecret ? Secret.fromName(scope, "DatabaseAuthority", { name: caSecret }) : undefined },
  });
}
