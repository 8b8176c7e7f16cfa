import type { Manifest } from "../kubernetes/custom-resources";
import type { ContainerResources } from "../kubernetes/pod";
import { bootstrapSql } from "./bootstrap-sql";
import { postgresNames } from "./names";

/** Volumes of one instance, as Kubernetes quantities. */
export interface PostgresStorage {
  readonly size: string;
  /** Volume of the write-ahead log, apart from the data so that neither fills the other's. */
  readonly walSize: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
}

/** Whether a commit waits for a standby; see {@link synchronousReplication}. */
export type SynchronousCommit = "required" | "preferred" | "off";

/** What the instances of a cluster and of its search replicas have in common. */
export interface InstancesOptions {
  readonly name: string;
  readonly instances: number;
  /** Exact reference. */
  readonly image: string;
  readonly pullSecret?: string;
  readonly resources: ContainerResources;
  readonly storage: PostgresStorage;
  /** PostgreSQL parameters as text. */
  readonly parameters: Readonly<Record<string, string>>;
  /** `required` leaves an instance pending rather than put two on one node. */
  readonly antiAffinity: "required" | "preferred";
  /** Names in the server certificate beside those of the operator's own Services. */
  readonly serverNames: readonly string[];
}

export interface ClusterManifestOptions extends InstancesOptions {
  readonly synchronous: SynchronousCommit;
  readonly database: string;
  readonly owner: string;
  /** Secret of the type `kubernetes.io/basic-auth`; its user name is the owner. */
  readonly credentialsSecret: string;
  /** Locale of sorting and of character classes. */
  readonly locale: string;
  readonly extensions: readonly string[];
  readonly textSearch?: string;
  /** Helm leaves it, with its volumes, when the release goes. */
  readonly preventDestroy: boolean;
}

/** The Cluster of CloudNativePG 1.30: primary and standbys, and the empty database on first start. */
export function clusterManifest(options: ClusterManifestOptions): Manifest {
  return {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Cluster",
    metadata: { name: options.name, ...(options.preventDestroy && { annotations: KEPT_BY_HELM }) },
    spec: {
      ...instancesSpec(options),
      certificates: { serverAltDNSNames: [...options.serverNames] },
      postgresql: {
        parameters: { ...options.parameters },
        pg_hba: [...ONLY_TLS],
        ...synchronousReplication(options.synchronous, options.instances),
      },
      bootstrap: {
        initdb: {
          database: options.database,
          owner: options.owner,
          secret: { name: options.credentialsSecret },
          encoding: "UTF8",
          localeCollate: options.locale,
          localeCType: options.locale,
          dataChecksums: true,
          postInitApplicationSQL: [...bootstrapSql(options)],
        },
      },
    },
  };
}

const KEPT_BY_HELM = { "helm.sh/resource-policy": "keep" } as const;

/** Passwords never cross the network in the clear, whatever a client asks for. */
export const ONLY_TLS = ["hostnossl all all all reject"] as const;

/** The part of a Cluster that does not depend on where its data come from. */
export function instancesSpec(options: InstancesOptions): Readonly<Record<string, unknown>> {
  const { storageClass } = options.storage;
  return {
    instances: options.instances,
    imageName: options.image,
    imagePullPolicy: "IfNotPresent",
    ...(options.pullSecret && { imagePullSecrets: [{ name: options.pullSecret }] }),
    resources: {
      requests: { cpu: options.resources.cpu, memory: options.resources.memory },
      limits: { memory: options.resources.memory },
    },
    storage: { size: options.storage.size, ...(storageClass && { storageClass }) },
    walStorage: { size: options.storage.walSize, ...(storageClass && { storageClass }) },
    affinity: {
      enablePodAntiAffinity: true,
      topologyKey: "kubernetes.io/hostname",
      podAntiAffinityType: options.antiAffinity,
    },
    // The budget of a single instance would block every node drain for ever.
    enablePDB: options.instances > 1,
    enableSuperuserAccess: false,
    replicationSlots: { highAvailability: { enabled: true } },
    primaryUpdateStrategy: "unsupervised",
    // `switchover` refuses an update that changes image and parameters at once, as an upgrade of a site does.
    primaryUpdateMethod: "restart",
    ...SHUTDOWN,
  };
}

/**
 * Seconds. The server holds connections open, so a smart shutdown only costs time; the other two are upper bounds for
 * a checkpoint on slow disks, after which writes that no standby has may be lost.
 */
const SHUTDOWN = { smartShutdownTimeout: 15, stopDelay: 600, switchoverDelay: 600 } as const;

/**
 * One standby confirms each commit. `required` stops writing when no standby is left and fails over only to a standby
 * that has everything; `preferred` goes on without standbys.
 */
function synchronousReplication(
  synchronous: SynchronousCommit,
  instances: number,
): { readonly synchronous?: Readonly<Record<string, unknown>> } {
  if (synchronous === "off" || instances < 2) return {};
  return {
    synchronous: {
      method: "any",
      number: 1,
      dataDurability: synchronous,
      ...(synchronous === "required" && { failoverQuorum: true }),
    },
  };
}

/** Where search replicas stream from, and the certificates they share with it. */
export interface SearchClusterOptions extends InstancesOptions {
  /** Name of the cluster whose data they serve, in the same namespace. */
  readonly source: string;
  /** A name of the source's writer Service that its certificate carries. */
  readonly sourceHost: string;
}

/**
 * A replica cluster that only serves searches. It streams from the writer's Service and so follows every failover,
 * never votes and never becomes a primary. Its certificates come from the source's authority: one `ca.crt` for all.
 */
export function searchClusterManifest(options: SearchClusterOptions): Manifest {
  const source = postgresNames(options.source);
  const instances = instancesSpec(options);
  return {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Cluster",
    metadata: { name: options.name },
    spec: {
      ...instances,
      affinity: { ...(instances.affinity as object), ...awayFrom(options.source) },
      certificates: {
        serverCASecret: source.ca,
        clientCASecret: source.ca,
        replicationTLSSecret: source.replication,
        serverAltDNSNames: [...options.serverNames],
      },
      postgresql: { parameters: { ...options.parameters }, pg_hba: [...ONLY_TLS] },
      bootstrap: { pg_basebackup: { source: options.source } },
      replica: { enabled: true, source: options.source },
      externalClusters: [
        {
          name: options.source,
          connectionParameters: {
            host: options.sourceHost,
            user: "streaming_replica",
            dbname: "postgres",
            sslmode: "verify-full",
          },
          sslCert: { name: source.replication, key: "tls.crt" },
          sslKey: { name: source.replication, key: "tls.key" },
          sslRootCert: { name: source.ca, key: "ca.crt" },
        },
      ],
    },
  };
}

/** Prefers nodes without an instance of the given cluster. */
function awayFrom(cluster: string): Readonly<Record<string, unknown>> {
  return {
    additionalPodAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 50,
          podAffinityTerm: {
            topologyKey: "kubernetes.io/hostname",
            labelSelector: { matchLabels: { "cnpg.io/cluster": cluster, "cnpg.io/podRole": "instance" } },
          },
        },
      ],
    },
  };
}
