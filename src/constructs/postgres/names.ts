/** Names that a cluster of CloudNativePG has or gets from the operator. */
export interface PostgresNames {
  readonly cluster: string;
  /** Service of the primary. */
  readonly writer: string;
  /** Secret with `ca.crt`, and with the authority's key: mount `ca.crt` only. */
  readonly ca: string;
  /** Secret with the client certificate of the user that standbys stream as. */
  readonly replication: string;
  readonly pooler: string;
  /** Cluster of the search replicas. */
  readonly search: string;
  /** Pod of an instance, counted from 1. */
  readonly instance: (number: number) => string;
  /** Service of one instance of this cluster. */
  readonly reader: (number: number) => string;
}

/** The names that belong to a cluster's name. */
export function postgresNames(cluster: string): PostgresNames {
  return {
    cluster,
    writer: `${cluster}-rw`,
    ca: `${cluster}-ca`,
    replication: `${cluster}-replication`,
    pooler: `${cluster}-pooler`,
    search: `${cluster}-search`,
    instance: (number) => `${cluster}-${String(number)}`,
    reader: (number) => `${cluster}-reader-${String(number)}`,
  };
}

/** Labels of every pod of a cluster, its bootstrap jobs included, its poolers not. */
export function databasePodLabels(cluster: string): Readonly<Record<string, string>> {
  return { "cnpg.io/cluster": cluster, "app.kubernetes.io/component": "database" };
}

/** Labels of the pod of one instance. A join job carries the instance's name too, but not the role. */
export function instanceLabels(cluster: string, number: number): Readonly<Record<string, string>> {
  return {
    "cnpg.io/cluster": cluster,
    "cnpg.io/instanceName": postgresNames(cluster).instance(number),
    "cnpg.io/podRole": "instance",
  };
}

/** Labels of the pods of a pooler. */
export function poolerPodLabels(pooler: string): Readonly<Record<string, string>> {
  return { "cnpg.io/poolerName": pooler };
}

/** Every name by which pods may call a Service, shortest first; certificates carry all of them. */
export function serviceDnsNames(service: string, namespace: string, domain: string): readonly string[] {
  const inNamespace = `${service}.${namespace}`;
  return [service, inNamespace, `${inNamespace}.svc`, `${inNamespace}.svc.${domain}`];
}
