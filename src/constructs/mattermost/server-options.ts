import type { MattermostEdition } from "../../catalog/images";
import { DEFAULT_SERVER_VERSION } from "../../catalog/mattermost-releases";
import type { MattermostSettings } from "../../catalog/mattermost-settings.generated";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerResources } from "../kubernetes/pod";
import type { SecretKey } from "../kubernetes/secret";
import type { IObjectStore } from "../object-store/object-store";
import type { IPostgresDatabase } from "../postgres/postgres-database";
import type { MattermostLicence } from "./licence";
import type { IMattermostFeature } from "./mattermost-feature";
import type { Connectivity } from "./settings/air-gap-settings";
import type { CaBundle } from "./trust";

/** Secrets of the servers, the same for all of them and for ever. 32 characters or more each. */
export interface MattermostSecrets {
  /** Encrypts secrets in the database; without it they are lost. */
  readonly atRestEncryptKey: SecretKey;
  /** Signs public links to files. */
  readonly publicLinkSalt: SecretKey;
}

export interface MattermostServerProps {
  readonly namespace: INamespace;
  /** Address that users type: `https://`, a host name, at most a port. */
  readonly siteUrl: string;
  readonly database: IPostgresDatabase;
  readonly objectStore: IObjectStore;
  /**
   * Name of the Deployment, of its headless Service and of its generated Secret.
   * @default "mattermost"
   */
  readonly name?: string;
  /**
   * Name in the browser's title, at most 30 characters.
   * @default "Mattermost"
   */
  readonly siteName?: string;
  /**
   * Exact server version.
   * @default - the newest extended support release of the catalogue
   */
  readonly version?: string;
  /** @default "enterprise" */
  readonly edition?: MattermostEdition;
  /**
   * Clusters need the tier enterprise or advanced.
   * @default - none: Mattermost Entry
   */
  readonly licence?: MattermostLicence;
  /** @default 1 */
  readonly replicas?: number;
  /**
   * Resources of one server.
   * @default 2 CPU, 4Gi
   */
  readonly resources?: ContainerResources;
  /**
   * Features; `addFeature` adds to them.
   * @default - Playbooks and Boards (Boards on Team Edition)
   */
  readonly features?: readonly IMattermostFeature[];
  /**
   * Server settings of your own. They win over the toolkit's and the features', except where a property decides.
   * @default {}
   */
  readonly settings?: MattermostSettings;
  /**
   * `connected` lets the servers reach any address on port 443, for link previews and the vendor's notices.
   * @default "disconnected"
   */
  readonly connectivity?: Connectivity;
  /** @default - generated in the cluster */
  readonly secrets?: MattermostSecrets;
  /** @default - the certificate authorities of the system, and those of database and file store */
  readonly caBundle?: CaBundle;
  /**
   * Open connections of one server to one database endpoint.
   * @default 100
   */
  readonly maxOpenConnections?: number;
  /** @default 50 */
  readonly maxIdleConnections?: number;
  /**
   * Largest upload, mebibytes.
   * @default 100
   */
  readonly maxFileSize?: number;
  /**
   * Name by which servers of one database know each other.
   * @default - the namespace's name
   */
  readonly clusterName?: string;
}

const DEFAULTS = {
  name: "mattermost",
  siteName: "Mattermost",
  version: DEFAULT_SERVER_VERSION,
  edition: "enterprise",
  replicas: 1,
  resources: { cpu: "2", memory: "4Gi" },
  settings: {},
  connectivity: "disconnected",
  maxOpenConnections: 100,
  maxIdleConnections: 50,
  maxFileSize: 100,
} as const;

type Defaulted = keyof typeof DEFAULTS | "clusterName";

/** The properties with every default applied. */
export type ServerOptions = Omit<MattermostServerProps, Defaulted | "features" | "secrets"> &
  Readonly<Required<Pick<MattermostServerProps, Defaulted>>>;

/** Applies the defaults; an explicit `undefined` counts as left out. */
export function serverOptions(props: MattermostServerProps): ServerOptions {
  return {
    namespace: props.namespace,
    siteUrl: props.siteUrl,
    database: props.database,
    objectStore: props.objectStore,
    licence: props.licence,
    caBundle: props.caBundle,
    name: props.name ?? DEFAULTS.name,
    siteName: props.siteName ?? DEFAULTS.siteName,
    version: props.version ?? DEFAULTS.version,
    edition: props.edition ?? DEFAULTS.edition,
    replicas: props.replicas ?? DEFAULTS.replicas,
    resources: props.resources ?? DEFAULTS.resources,
    settings: props.settings ?? DEFAULTS.settings,
    connectivity: props.connectivity ?? DEFAULTS.connectivity,
    maxOpenConnections: props.maxOpenConnections ?? DEFAULTS.maxOpenConnections,
    maxIdleConnections: props.maxIdleConnections ?? DEFAULTS.maxIdleConnections,
    maxFileSize: props.maxFileSize ?? DEFAULTS.maxFileSize,
    clusterName: props.clusterName ?? props.namespace.namespaceName,
  };
}
