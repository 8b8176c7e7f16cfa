import type { Construct } from "constructs";
import { AzurePostgres } from "../../constructs/azure/azure-postgres";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import { Secret } from "../../constructs/kubernetes/secret";
import { fromPostgresAttributes } from "../../constructs/postgres/foreign-postgres";
import { PostgresCluster } from "../../constructs/postgres/postgres-cluster";
import { CREDENTIALS_LABELS, CREDENTIALS_TYPE } from "../../constructs/postgres/postgres-cluster-props";
import type { IPostgresDatabase } from "../../constructs/postgres/postgres-database";
import type { Site, SiteClusterDatabase, SiteExternalDatabase } from "../../site/site";
import type { SiteAzureDatabase } from "../../site/site-azure-database";
import { AZURE_DATABASE_SECRETS, DATABASE_OWNER, DATABASE_PASSWORD_LENGTH } from "../database-secrets";
import { secretOf } from "./secrets";

/** The database of a site: a cluster of ours, servers of Azure, or somebody's server. */
export function databaseOf(scope: Construct, site: Site, namespace: INamespace): IPostgresDatabase {
  const { database } = site;
  if (database.kind === "cluster") return clusterDatabase(scope, site, database, namespace);
  if (database.kind === "azure") return azureDatabase(scope, site, database, namespace);
  return externalDatabase(scope, database);
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
      fields: {
        username: { value: DATABASE_OWNER },
        password: { generate: { length: DATABASE_PASSWORD_LENGTH } },
      },
    }),
    owner: DATABASE_OWNER,
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

/** Where a server's address lies, by how it is reached. */
const NETWORKS = { "delegated-subnet": "postgres", "private-endpoint": "privateEndpoints" } as const;

function azureDatabase(
  scope: Construct,
  site: Site,
  database: SiteAzureDatabase,
  namespace: INamespace,
): IPostgresDatabase {
  const { azure, secrets } = site;
  if (azure === undefined) throw new Error("a rule refuses a database of Azure without a subscription");
  const { administrator, application } = AZURE_DATABASE_SECRETS;
  const credentials = secrets.database.kind === "existing" ? secrets.database.name : application.secretName;
  return new AzurePostgres(scope, "Database", {
    namespace,
    site: site.name,
    cloud: azure.cloud,
    subscriptionId: azure.subscriptionId,
    range: azure.network.subnets[NETWORKS[database.network.kind]],
    administrator: Secret.fromName(scope, "DatabaseAdministrator", {
      name: administrator.secretName,
      revision: database.administratorRevision,
    }),
    credentials: Secret.fromName(scope, "DatabaseCredentials", {
      name: credentials,
      revision: secrets.database.revision,
    }),
    owner: DATABASE_OWNER,
    majorVersion: database.version,
    readReplicas: database.readReplicas,
    searchReplicas: database.searchReplicas,
    pooled: database.pooler !== undefined,
    writerName: database.writerName,
    extensions: ["vector"],
  });
}
