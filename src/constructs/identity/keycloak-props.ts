import type { Image } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import type { IConnectable } from "../kubernetes/connections";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerResources } from "../kubernetes/pod";
import type { ISecret, SecretKey } from "../kubernetes/secret";
import type { IPostgresDatabase } from "../postgres/postgres-database";
import type { KeycloakTls } from "./keycloak-tls";
import type { RealmProps } from "./realm/realm-props";

/** How people outside the cluster reach Keycloak. */
export type KeycloakExposure =
  /**
   * Not by itself: a proxy leads there, which overwrites `X-Forwarded-*`. The administration console answers at
   * `https://localhost:8443` only, by `kubectl port-forward service/keycloak 8443:443`.
   */
  | { readonly kind: "cluster" }
  | {
      readonly kind: "load-balancer";
      readonly address?: string;
      readonly annotations?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "node-port"; readonly https: number };

export interface KeycloakProps {
  readonly namespace: INamespace;
  /** A database of its own; its owner makes the tables. */
  readonly database: IPostgresDatabase;
  /** Address that people are sent to: `https://`, a host name, at most a port. */
  readonly url: string;
  readonly tls: KeycloakTls;
  readonly realm: RealmProps;
  /** Name of everything it makes. @default "keycloak" */
  readonly name?: string;
  /** @default 2 */
  readonly replicas?: number;
  /** Of one server. @default 1 CPU, 2Gi */
  readonly resources?: ContainerResources;
  /** @default - the catalogue's Keycloak */
  readonly image?: Image | string;
  /** By a load balancer or a node port people reach the administration console, too. @default - cluster */
  readonly exposure?: KeycloakExposure;
  /** Networks that may connect, where it is exposed by itself. @default - everyone */
  readonly allowFrom?: readonly string[];
  /** Whether two servers may share a node. @default "preferred" */
  readonly spread?: "required" | "preferred";
  /** Connections of one server to the database, at most. @default 30 */
  readonly connectionPool?: number;
  /**
   * Secret with `username` and `password` of the first administrator.
   * @default - generated in the cluster
   */
  readonly admin?: ISecret;
  /**
   * Secret of Mattermost's client, URL-safe.
   * @default - generated in the cluster
   */
  readonly clientSecret?: SecretKey;
  /** What `realm.directory` needs. */
  readonly directory?: KeycloakDirectory;
  /** What `realm.broker` needs. */
  readonly broker?: KeycloakBroker;
}

/** The directory that the realm reads. */
export interface KeycloakDirectory {
  /** Password of the reader. */
  readonly password: SecretKey;
  /** Who answers. */
  readonly peer: IConnectable;
  /** Secret with the directory's authority under `ca.crt`. @default - the authorities of the system */
  readonly ca?: ISecret;
}

/** The provider that the realm brokers. */
export interface KeycloakBroker {
  readonly secret: SecretKey;
  /** Who answers. */
  readonly peer: IConnectable;
}

const DEFAULTS = {
  name: "keycloak",
  replicas: 2,
  resources: { cpu: "1", memory: "2Gi" },
  image: IMAGES.keycloak,
  exposure: { kind: "cluster" },
  spread: "preferred",
  connectionPool: 30,
} as const;

type Optional = "allowFrom" | "admin" | "clientSecret" | "directory" | "broker";

/** Props with nothing left open but what is truly optional. */
export type KeycloakOptions = Required<Omit<KeycloakProps, Optional>> & Pick<KeycloakProps, Optional>;

/** Applies the defaults; an explicit `undefined` counts as left out. */
export function keycloakOptions(props: KeycloakProps): KeycloakOptions {
  return {
    ...props,
    name: props.name ?? DEFAULTS.name,
    replicas: props.replicas ?? DEFAULTS.replicas,
    resources: props.resources ?? DEFAULTS.resources,
    image: props.image ?? DEFAULTS.image,
    exposure: props.exposure ?? DEFAULTS.exposure,
    spread: props.spread ?? DEFAULTS.spread,
    connectionPool: props.connectionPool ?? DEFAULTS.connectionPool,
  };
}

/** The near end of `kubectl port-forward service/keycloak 8443:443`. */
const ADMIN_URL = "https://localhost:8443";

/** Where administrators reach the console, when it isn't at the address of the people. */
export function adminUrl({ exposure }: KeycloakOptions): string | undefined {
  return exposure.kind === "cluster" ? ADMIN_URL : undefined;
}
