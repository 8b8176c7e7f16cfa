import type { Image } from "../../catalog/image";
import type { Port } from "../kubernetes/connections";
import type {
  ContainerProps,
  ContainerResources,
  EnvValue,
  Mount,
  PodProps,
  Probe,
  Volume,
} from "../kubernetes/pod";
import type { ISecret } from "../kubernetes/secret";
import type { PostgresReference } from "../postgres/postgres-database";

/** Ports of Keycloak. The members of its cache talk on the last two: data, and who is still there. */
export const KEYCLOAK_PORTS = {
  https: { name: "https", port: 8443 },
  management: { name: "management", port: 9000 },
  cache: { name: "cache", port: 7800 },
  detection: { name: "detection", port: 57_800 },
} as const satisfies Record<string, Port>;

const HOME = "/opt/keycloak";

/** Where the server's files are seen inside. */
const PATHS = {
  certificate: "/holdfast/certificate",
  databaseCa: "/holdfast/ca/database",
  trusted: "/holdfast/ca/trusted",
  built: "/built",
} as const;

export interface KeycloakPodOptions {
  readonly image: Image | string;
  readonly resources: ContainerResources;
  readonly spread: "required" | "preferred";
  /** Address that people type. */
  readonly url: string;
  readonly database: PostgresReference;
  /** Secret of type `kubernetes.io/tls`. */
  readonly certificate: ISecret;
  /** Secret with `username` and `password` of the first administrator. */
  readonly admin: ISecret;
  /** Authority of the directory, under `ca.crt`. */
  readonly directoryCa?: ISecret;
  readonly connectionPool: number;
  /** Address of the administration console. @default - the address that people type */
  readonly adminUrl?: string;
}

/**
 * Keycloak in production mode on a read-only root. Its own build step, which adapts the program to the database, runs
 * before it into a volume that the server then only reads.
 */
export function keycloakPod(options: KeycloakPodOptions): PodProps {
  const { databaseCa, ...volumes } = volumesOf(options);
  const environment = { ...buildEnvironment() };
  const program: Mount = { volume: "program", path: `${HOME}/lib/quarkus`, readOnly: false };
  const common = { image: options.image, scratch: [`${HOME}/data`, "/tmp"] } as const;
  return {
    user: { uid: 1000 },
    spread: options.spread,
    terminationGraceSeconds: 60,
    volumes: { program: { scratch: {} }, ...volumes, ...(databaseCa && { "ca-database": databaseCa }) },
    initContainers: [
      {
        ...common,
        name: "program",
        command: ["cp", "-R", `${HOME}/lib/quarkus/.`, PATHS.built],
        resources: { cpu: "100m", memory: "128Mi" },
        mounts: [{ volume: "program", path: PATHS.built, readOnly: false }],
      },
      {
        ...common,
        name: "build",
        command: [`${HOME}/bin/kc.sh`, "build"],
        env: environment,
        resources: options.resources,
        mounts: [program],
      },
    ],
    containers: [server(options, { ...program, readOnly: true })],
  };
}

function server(options: KeycloakPodOptions, program: Mount): ContainerProps {
  return {
    name: "keycloak",
    image: options.image,
    command: [`${HOME}/bin/kc.sh`, "start", "--optimized"],
    env: { ...buildEnvironment(), ...serverEnvironment(options) },
    ports: Object.values(KEYCLOAK_PORTS),
    resources: options.resources,
    scratch: [`${HOME}/data`, "/tmp"],
    mounts: [
      program,
      { volume: "certificate", path: PATHS.certificate },
      ...(options.database.tls.ca ? [{ volume: "ca-database", path: PATHS.databaseCa }] : []),
      ...(options.directoryCa ? [{ volume: "ca-directory", path: PATHS.trusted }] : []),
    ],
    startup: { ...probe("started"), periodSeconds: 5, failureThreshold: 120 },
    readiness: { ...probe("ready"), periodSeconds: 5 },
    liveness: { ...probe("live"), periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 },
  };
}

function probe(path: string): Probe {
  return {
    check: {
      http: { path: `/health/${path}`, port: KEYCLOAK_PORTS.management.port, scheme: "HTTPS" },
    },
  };
}

function volumesOf(options: KeycloakPodOptions): {
  readonly certificate: Volume;
  readonly databaseCa?: Volume;
  readonly "ca-directory"?: Volume;
} {
  const only = (secret: ISecret): Volume => ({ secret, items: { "ca.crt": "ca.crt" } });
  return {
    certificate: { secret: options.certificate, items: { "tls.crt": "tls.crt", "tls.key": "tls.key" } },
    ...(options.database.tls.ca && { databaseCa: only(options.database.tls.ca) }),
    ...(options.directoryCa && { "ca-directory": only(options.directoryCa) }),
  };
}

/** What the build step bakes in; the server must see the same. */
function buildEnvironment(): Readonly<Record<string, string>> {
  return {
    KC_DB: "postgres",
    KC_CACHE: "ispn",
    // Members find each other in the database: no multicast, no access to the Kubernetes API.
    KC_CACHE_STACK: "jdbc-ping",
    KC_HEALTH_ENABLED: "true",
    KC_METRICS_ENABLED: "true",
    // Caches, threads and TLS live outside the heap.
    JAVA_OPTS_KC_HEAP: "-XX:MaxRAMPercentage=60 -XX:InitialRAMPercentage=30",
  };
}

function serverEnvironment(options: KeycloakPodOptions): Readonly<Record<string, EnvValue>> {
  const { database, admin } = options;
  return {
    KC_DB_URL: jdbcUrl(database),
    KC_DB_USERNAME: { secret: database.credentials.key("username") },
    KC_DB_PASSWORD: { secret: database.credentials.key("password") },
    KC_DB_POOL_MIN_SIZE: "5",
    KC_DB_POOL_MAX_SIZE: String(options.connectionPool),
    KC_HOSTNAME: options.url,
    KC_HOSTNAME_STRICT: "true",
    ...(options.adminUrl !== undefined && {
      KC_HOSTNAME_ADMIN: options.adminUrl,
      // From the proxy: the only one besides Mattermost and the realm's job that the network lets in.
      KC_PROXY_HEADERS: "xforwarded",
    }),
    // Inside the cluster Mattermost asks the Service, and gets addresses of the Service back for its own requests.
    KC_HOSTNAME_BACKCHANNEL_DYNAMIC: "true",
    KC_HTTP_ENABLED: "false",
    KC_HTTPS_CERTIFICATE_FILE: `${PATHS.certificate}/tls.crt`,
    KC_HTTPS_CERTIFICATE_KEY_FILE: `${PATHS.certificate}/tls.key`,
    KC_HTTPS_CERTIFICATES_RELOAD_PERIOD: "1h",
    KC_CACHE_EMBEDDED_MTLS_ENABLED: "true",
    KC_CACHE_EMBEDDED_NETWORK_BIND_ADDRESS: { field: "status.podIP" },
    ...(options.directoryCa && { KC_TRUSTSTORE_PATHS: PATHS.trusted }),
    KC_BOOTSTRAP_ADMIN_USERNAME: { secret: admin.key("username") },
    KC_BOOTSTRAP_ADMIN_PASSWORD: { secret: admin.key("password") },
    // A provider behind a dead link costs its own users seconds, and holds no thread for long.
    KC_SPI_CONNECTIONS_HTTP_CLIENT__DEFAULT__ESTABLISH_CONNECTION_TIMEOUT_MILLIS: "3000",
    KC_SPI_CONNECTIONS_HTTP_CLIENT__DEFAULT__SOCKET_TIMEOUT_MILLIS: "5000",
    KC_SPI_EVENTS_LISTENER__JBOSS_LOGGING__SUCCESS_LEVEL: "info",
    KC_LOG_CONSOLE_OUTPUT: "json",
  };
}

/** Behind a transaction pooler the driver must not keep prepared statements. */
function jdbcUrl({ writer, database, tls, pooling }: PostgresReference): string {
  const options = [
    `sslmode=${tls.mode}`,
    ...(tls.ca ? [`sslrootcert=${PATHS.databaseCa}/ca.crt`] : systemAuthorities(tls.mode)),
    ...(pooling === "transaction" ? ["prepareThreshold=0"] : []),
  ];
  return `jdbc:postgresql://${writer.host}:${String(writer.port)}/${database}?${options.join("&")}`;
}

/** Without it the driver looks for a file of libpq. */
function systemAuthorities(mode: PostgresReference["tls"]["mode"]): readonly string[] {
  return mode.startsWith("verify") ? ["sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"] : [];
}
