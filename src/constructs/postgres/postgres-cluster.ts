import { Construct } from "constructs";
import { imageReference } from "../../catalog/image";
import { IMAGES, postgresImage } from "../../catalog/images";
import { ProblemError } from "../../errors/problem";
import { clusterOf } from "../kubernetes/cluster";
import type { Connections, IConnections } from "../kubernetes/connections";
import { CustomResources } from "../kubernetes/custom-resources";
import { DisruptionBudget } from "../kubernetes/disruption-budget";
import { Secret } from "../kubernetes/secret";
import { Service } from "../kubernetes/service";
import { checkPostgresCluster } from "./checks";
import { instanceLabels, poolerPodLabels, postgresNames } from "./names";
import { postgresSettings, type PostgresClusterProps, type PostgresSettings } from "./postgres-cluster-props";
import { connectPostgres, SQL_PORT } from "./postgres-connections";
import type { IPostgresDatabase, PostgresEndpoint, PostgresReference } from "./postgres-database";
import { numbers, postgresManifests } from "./postgres-manifests";

/**
 * PostgreSQL on CloudNativePG 1.30: automatic failover, one Service per reader, TLS with the cluster's own authority,
 * and PgBouncer before the primary if wanted. The operator must be there before it.
 */
export class PostgresCluster extends Construct implements IPostgresDatabase {
  public readonly postgres: PostgresReference;
  /** What a client of the database connects to: the pooler or the primary, and the readers. */
  public readonly connections: IConnections;
  /** The instances themselves, for backup, monitoring and maintenance. */
  public readonly instances: Connections;
  /** The pooler's pods, when there are any. */
  public readonly pooler?: Connections;
  /** The search replicas' pods, when there are any. */
  public readonly search?: Connections;

  public constructor(scope: Construct, id: string, props: PostgresClusterProps) {
    super(scope, id);
    const settings = postgresSettings(props);
    const names = postgresNames(settings.name);
    const image = this.checkedImage(settings);
    this.node.addDependency(props.namespace, props.credentials);

    this.createResources(settings, image);
    this.postgres = {
      database: settings.database,
      credentials: props.credentials,
      writer: this.writer(settings),
      readers: numbers(settings.instances)
        .slice(1)
        .map((number) => this.reader(`Reader${String(number)}`, settings, names.cluster, number)),
      searchReaders: numbers(settings.searchReplicas).map((number) =>
        this.reader(`SearchReader${String(number)}`, settings, names.search, number),
      ),
      pooling: props.pooler ? "transaction" : "none",
      tls: { mode: "verify-full", ca: Secret.fromName(this, "Ca", { name: names.ca }) },
      majorVersion: settings.majorVersion,
      extensions: [...settings.extensions],
    };

    const sides = connectPostgres(this, {
      namespaceName: props.namespace.namespaceName,
      names,
      pooler: props.pooler !== undefined,
      readers: settings.instances > 1,
      search: settings.searchReplicas > 0,
    });
    this.connections = sides.clients;
    this.instances = sides.instances;
    this.pooler = sides.pooler;
    this.search = sides.search;
  }

  private checkedImage(settings: PostgresSettings): string {
    const given = settings.image ?? postgresImage(settings.majorVersion);
    const image =
      given === undefined || typeof given === "string"
        ? given
        : imageReference(given, clusterOf(this).registry);
    const poolerInstances = settings.pooler?.instances;
    const problems = checkPostgresCluster(this.node.path, { ...settings, image, poolerInstances });
    if (problems.length > 0 || image === undefined) throw new ProblemError(problems);
    return image;
  }

  private createResources(settings: PostgresSettings, image: string): void {
    const { domain, registry } = clusterOf(this);
    const { namespace, pooler } = settings;
    const names = postgresNames(settings.name);
    new CustomResources(this, "Resources", {
      name: names.cluster,
      namespace,
      preventDestroy: settings.preventDestroy,
      manifests: postgresManifests(
        { ...settings, credentialsSecret: settings.credentials.secretName },
        {
          namespaceName: namespace.namespaceName,
          domain,
          pullSecret: registry?.pullSecret,
          image,
          poolerImage: imageReference(IMAGES.pgbouncer, registry),
        },
      ),
    });
    if (pooler && pooler.instances > 1) {
      new DisruptionBudget(this, "PoolerDisruptionBudget", {
        name: names.pooler,
        namespace,
        selector: poolerPodLabels(names.pooler),
      });
    }
  }

  private writer({ name, namespace, pooler }: PostgresSettings): PostgresEndpoint {
    const names = postgresNames(name);
    const service = pooler ? names.pooler : names.writer;
    return {
      host: `${service}.${namespace.namespaceName}.svc.${clusterOf(this).domain}`,
      port: SQL_PORT.port,
    };
  }

  private reader(id: string, settings: PostgresSettings, cluster: string, number: number): PostgresEndpoint {
    const service = new Service(this, id, {
      name: postgresNames(cluster).reader(number),
      namespace: settings.namespace,
      selector: instanceLabels(cluster, number),
      ports: [{ port: SQL_PORT.port, target: SQL_PORT }],
    });
    return { host: service.host, port: SQL_PORT.port };
  }
}
