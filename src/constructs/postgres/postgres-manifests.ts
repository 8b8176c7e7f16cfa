import type { Manifest } from "../kubernetes/custom-resources";
import { clusterManifest, searchClusterManifest } from "./cluster-manifest";
import { postgresNames, serviceDnsNames } from "./names";
import { poolerManifest, poolerResources } from "./pooler-manifest";
import type { PostgresSettings } from "./postgres-cluster-props";

/** What a cluster of nodes adds to the settings. */
export interface ManifestSurroundings {
  readonly namespaceName: string;
  /** DNS domain of the cluster. */
  readonly domain: string;
  readonly pullSecret?: string;
  /** Exact reference of PostgreSQL. */
  readonly image: string;
  /** Exact reference of PgBouncer. */
  readonly poolerImage: string;
}

/** Domain for which the operator issues certificates without being told. */
const OPERATOR_DOMAIN = "cluster.local";

/** The custom resources of a cluster: instances, search replicas and pooler as far as there are any. */
export function postgresManifests(
  settings: Omit<PostgresSettings, "namespace" | "credentials"> & { readonly credentialsSecret: string },
  around: ManifestSurroundings,
): readonly Manifest[] {
  const names = postgresNames(settings.name);
  const search = postgresNames(names.search);
  const { pooler, searchReplicas } = settings;
  const common = { ...settings, image: around.image, pullSecret: around.pullSecret };
  const serverNames = (services: readonly string[]) =>
    services.flatMap((service) => serviceDnsNames(service, around.namespaceName, around.domain));

  const cluster = clusterManifest({
    ...common,
    serverNames: [
      ...writerNames(names.writer, around),
      ...serverNames([...numbers(settings.instances).slice(1).map(names.reader)]),
      ...serverNames(pooler ? [names.pooler] : []),
    ],
  });
  const replicas = searchClusterManifest({
    ...common,
    name: names.search,
    instances: searchReplicas,
    parameters: { ...settings.parameters, ...settings.searchParameters },
    serverNames: serverNames(numbers(searchReplicas).map(search.reader)),
    source: names.cluster,
    sourceHost: `${names.writer}.${around.namespaceName}.svc`,
  });
  const pool =
    pooler &&
    poolerManifest({
      ...pooler,
      name: names.pooler,
      cluster: names.cluster,
      image: around.poolerImage,
      pullSecret: around.pullSecret,
      resources: pooler.resources ?? poolerResources(pooler.maxClientConnections),
    });
  return [cluster, ...(searchReplicas > 0 ? [replicas] : []), ...(pool ? [pool] : [])];
}

/** 1 to the given number. */
export function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** The writer's full name where the operator would issue one for another domain. */
function writerNames(service: string, { namespaceName, domain }: ManifestSurroundings): readonly string[] {
  return domain === OPERATOR_DOMAIN ? [] : [`${service}.${namespaceName}.svc.${domain}`];
}
