import type { Manifest } from "../kubernetes/custom-resources";
import type { ContainerResources } from "../kubernetes/pod";
import { poolerPodLabels } from "./names";

export interface PoolerManifestOptions {
  readonly name: string;
  readonly cluster: string;
  readonly instances: number;
  /** Server connections of one PgBouncer. */
  readonly poolSize: number;
  /** Client connections of one PgBouncer. */
  readonly maxClientConnections: number;
  readonly image: string;
  readonly pullSecret?: string;
  readonly resources: ContainerResources;
}

/** The Pooler of CloudNativePG 1.30: PgBouncer in transaction mode before the primary. */
export function poolerManifest(options: PoolerManifestOptions): Manifest {
  return {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Pooler",
    metadata: { name: options.name },
    spec: {
      cluster: { name: options.cluster },
      type: "rw",
      instances: options.instances,
      deploymentStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      pgbouncer: {
        poolMode: "transaction",
        image: options.image,
        parameters: pgbouncerParameters(options),
      },
      template: {
        spec: {
          ...(options.pullSecret && { imagePullSecrets: [{ name: options.pullSecret }] }),
          // The operator adds the rest of the pod, with everything that Pod Security "restricted" wants.
          containers: [
            {
              name: "pgbouncer",
              resources: {
                requests: { cpu: options.resources.cpu, memory: options.resources.memory },
                limits: { memory: options.resources.memory },
              },
            },
          ],
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: "kubernetes.io/hostname",
              whenUnsatisfiable: "ScheduleAnyway",
              labelSelector: { matchLabels: poolerPodLabels(options.name) },
            },
          ],
        },
      },
    },
  };
}

/**
 * PgBouncer's own settings, times in seconds. The operator adds `extra_float_digits,options` to the start-up
 * parameters that are ignored; Go's PostgreSQL driver sends no other that PgBouncer does not know.
 */
export function pgbouncerParameters(
  options: Pick<PoolerManifestOptions, "poolSize" | "maxClientConnections">,
): Readonly<Record<string, string>> {
  return {
    max_client_conn: String(options.maxClientConnections),
    default_pool_size: String(options.poolSize),
    // Named statements work in transaction mode too: PgBouncer prepares them again where needed.
    max_prepared_statements: "200",
    client_tls_sslmode: "require",
    server_tls_sslmode: "verify-full",
    // Longer than the server's own query timeout of 30, shorter than a person's patience during a failover.
    query_wait_timeout: "60",
    server_idle_timeout: "600",
    server_lifetime: "3600",
    server_login_retry: "2",
    // A node that vanishes sends no goodbye: its connections end after about 30 seconds.
    tcp_keepalive: "1",
    tcp_keepidle: "15",
    tcp_keepintvl: "5",
    tcp_keepcnt: "3",
    // Milliseconds.
    tcp_user_timeout: "30000",
    log_connections: "0",
    log_disconnections: "0",
  };
}

/** PgBouncer has one thread; memory grows with its clients, each with a TLS session and buffers. */
export function poolerResources(maxClientConnections: number): ContainerResources {
  const memory = 192 + Math.ceil(maxClientConnections / 1000) * 128;
  return { cpu: "250m", memory: `${String(memory)}Mi` };
}
