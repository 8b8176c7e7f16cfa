import type { Image } from "../../catalog/image";
import type { Guarded } from "../kubernetes/guard";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerResources } from "../kubernetes/pod";
import type { ISecret } from "../kubernetes/secret";
import type { PostgresStorage, SynchronousCommit } from "./cluster-manifest";

/** PgBouncer pods before the primary. */
export interface PostgresPoolerProps {
  readonly instances: number;
  /** Server connections of one PgBouncer. */
  readonly poolSize: number;
  /** Client connections of one PgBouncer. */
  readonly maxClientConnections: number;
  /** @default - 250m CPU; memory grows with maxClientConnections */
  readonly resources?: ContainerResources;
}

/** Guarded, the primary's cluster also outlives its release: Helm keeps it when the resource is no longer written down. */
export interface PostgresClusterProps extends Guarded {
  readonly namespace: INamespace;
  /**
   * Secret with `username` (the owner) and `password`, of {@link CREDENTIALS_TYPE} and with
   * {@link CREDENTIALS_LABELS}.
   */
  readonly credentials: ISecret;
  /** @default "postgres" */
  readonly name?: string;
  /** @default "mattermost" */
  readonly database?: string;
  /** Role that owns the database. @default "mattermost" */
  readonly owner?: string;
  /** Instances that can become the primary. From the second on they serve reads. @default 1 */
  readonly instances?: number;
  /** Replicas that only serve searches. @default 0 */
  readonly searchReplicas?: number;
  /** Whether a commit waits for a standby. @default "preferred" with several instances, else "off" */
  readonly synchronous?: SynchronousCommit;
  /** @default 18 */
  readonly majorVersion?: number;
  /** Image of your own, with the major version in front of its tag. @default - the catalogue's */
  readonly image?: Image | string;
  /** Of one instance. @default 1 CPU and 2Gi */
  readonly resources?: ContainerResources;
  /** Of one instance. @default 20Gi, and 5Gi for the log */
  readonly storage?: PostgresStorage;
  /** PostgreSQL parameters as text. @default - the operator's, and hot_standby_feedback on */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What search replicas have instead. @default work_mem 16MB */
  readonly searchParameters?: Readonly<Record<string, string>>;
  /** @default - none; clients reach the primary itself */
  readonly pooler?: PostgresPoolerProps;
  /** `required` leaves an instance pending rather than put two on one node. @default "preferred" */
  readonly antiAffinity?: "required" | "preferred";
  /** Extensions that the superuser creates on the first start. @default ["vector"] */
  readonly extensions?: readonly string[];
  /** Locale of sorting and character classes, fixed on the first start. @default "en_US.UTF-8" */
  readonly locale?: string;
  /** Text search configuration, e.g. `pg_catalog.german`, fixed on the first start. @default - by locale */
  readonly textSearch?: string;
}

/** Type of the Secret that a PostgresCluster takes. */
export const CREDENTIALS_TYPE = "kubernetes.io/basic-auth";

/** With this label the operator changes the role's password when the Secret changes. */
export const CREDENTIALS_LABELS = { "cnpg.io/reload": "true" } as const;

const DEFAULTS = {
  name: "postgres",
  database: "mattermost",
  owner: "mattermost",
  instances: 1,
  searchReplicas: 0,
  majorVersion: 18,
  resources: { cpu: "1", memory: "2Gi" },
  storage: { size: "20Gi", walSize: "5Gi" },
  parameters: { hot_standby_feedback: "on" },
  searchParameters: { work_mem: "16MB" },
  antiAffinity: "preferred",
  extensions: ["vector"],
  // The vendor's, and tested by the vendor. The catalogue's images contain every locale.
  locale: "en_US.UTF-8",
  preventDestroy: false,
} as const;

/** Props with nothing left open, but what is truly optional. */
export type PostgresSettings = Required<Omit<PostgresClusterProps, Optional>> &
  Pick<PostgresClusterProps, Optional>;

type Optional = "image" | "pooler" | "textSearch";

/** Applies the defaults. */
export function postgresSettings(props: PostgresClusterProps): PostgresSettings {
  const instances = props.instances ?? DEFAULTS.instances;
  return {
    namespace: props.namespace,
    credentials: props.credentials,
    name: props.name ?? DEFAULTS.name,
    database: props.database ?? DEFAULTS.database,
    owner: props.owner ?? DEFAULTS.owner,
    instances,
    searchReplicas: props.searchReplicas ?? DEFAULTS.searchReplicas,
    synchronous: props.synchronous ?? (instances > 1 ? "preferred" : "off"),
    majorVersion: props.majorVersion ?? DEFAULTS.majorVersion,
    image: props.image,
    resources: props.resources ?? DEFAULTS.resources,
    storage: props.storage ?? DEFAULTS.storage,
    parameters: { ...DEFAULTS.parameters, ...props.parameters },
    searchParameters: props.searchParameters ?? DEFAULTS.searchParameters,
    pooler: props.pooler,
    antiAffinity: props.antiAffinity ?? DEFAULTS.antiAffinity,
    extensions: props.extensions ?? DEFAULTS.extensions,
    locale: props.locale ?? DEFAULTS.locale,
    textSearch: props.textSearch,
    preventDestroy: props.preventDestroy ?? DEFAULTS.preventDestroy,
  };
}
