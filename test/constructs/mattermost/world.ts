import { Construct } from "constructs";
import { ConfigFiles } from "../../../src/constructs/kubernetes/config-files";
import { Connections, type IConnections } from "../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { MattermostServer } from "../../../src/constructs/mattermost/mattermost-server";
import type { MattermostServerProps } from "../../../src/constructs/mattermost/server-options";
import type { IObjectStore, ObjectStoreReference } from "../../../src/constructs/object-store/object-store";
import type {
  IPostgresDatabase,
  PostgresReference,
} from "../../../src/constructs/postgres/postgres-database";
import { resourcesByName, synth, testStack } from "../../support/synth";

class Database extends Construct implements IPostgresDatabase {
  public readonly postgres: PostgresReference;
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, overrides: Partial<PostgresReference> = {}) {
    super(scope, id);
    this.connections = new Connections(this, "Connections", {
      name: "database",
      addresses: ["10.7.0.5/32"],
      ports: [{ name: "postgres", port: 5432 }],
    });
    new ConfigFiles(this, "Parameters", {
      namespace: Namespace.fromName(this, "Namespace", "outpost"),
      name: "database-parameters",
      files: {},
    });
    this.postgres = {
      database: "mattermost",
      credentials: Secret.fromName(this, "Login", { name: "database-login" }),
      writer: { host: "db.outpost.example", port: 5432 },
      readers: [
        { host: "r1.outpost.example", port: 5432 },
        { host: "r2.outpost.example", port: 5433 },
      ],
      searchReaders: [{ host: "s1.outpost.example", port: 5432 }],
      pooling: "none",
      tls: { mode: "verify-full", ca: Secret.fromName(this, "Ca", { name: "database-ca" }) },
      majorVersion: 17,
      extensions: [],
      ...overrides,
    };
  }
}

class Store extends Construct implements IObjectStore {
  public readonly objectStore: ObjectStoreReference;
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, reference?: ObjectStoreReference) {
    super(scope, id);
    this.connections = new Connections(this, "Connections", {
      name: "store",
      addresses: ["10.7.0.6/32"],
      ports: [{ name: "s3", port: 9000 }],
    });
    this.objectStore = reference ?? {
      kind: "s3",
      endpoint: "store.outpost.example:9000",
      bucket: "files",
      tls: true,
      ca: Secret.fromName(this, "Ca", { name: "store-ca" }),
      credentials: Secret.fromName(this, "Login", { name: "store-login" }),
    };
  }
}

export type WorldProps = Partial<MattermostServerProps> & {
  readonly tier?: "entry" | "professional" | "enterprise" | "advanced";
  readonly postgres?: Partial<PostgresReference>;
  readonly files?: ObjectStoreReference;
};

/** A server with a foreign database and file store around it. */
export function world({ tier, postgres, files, ...props }: WorldProps = {}) {
  const stack = testStack();
  const secret = Secret.fromName(stack, "Licence", { name: "licence" }).key("license");
  const all: MattermostServerProps = {
    namespace: new Namespace(stack, "Namespace", { name: "outpost" }),
    siteUrl: "https://chat.outpost.example",
    database: new Database(stack, "Database", postgres),
    objectStore: new Store(stack, "Store", files),
    ...(tier && { licence: { secret, tier } }),
    ...props,
  };
  return { stack, props: all, server: new MattermostServer(stack, "Mattermost", all) };
}

export interface EnvEntry {
  readonly name: string;
  readonly value?: string;
  readonly value_from?: { readonly secret_key_ref: { readonly name: string; readonly key: string } };
}

export interface ContainerJson {
  readonly image: string;
  readonly env: readonly EnvEntry[];
  readonly port: readonly Record<string, unknown>[];
  readonly volume_mount: readonly { readonly mount_path: string; readonly name: string }[];
  readonly startup_probe: { readonly period_seconds: number; readonly failure_threshold: number };
}

export interface DeploymentJson {
  readonly depends_on?: readonly string[];
  readonly spec: {
    readonly replicas: string;
    readonly strategy: Record<string, unknown>;
    readonly template: {
      readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
      readonly spec: { readonly container: readonly [ContainerJson]; readonly volume: readonly unknown[] };
    };
  };
}

/** The synthesized Deployment of the servers. */
export function deploymentOf({ stack }: ReturnType<typeof world>): DeploymentJson {
  return resourcesByName(synth(stack), "kubernetes_deployment_v1").mattermost as unknown as DeploymentJson;
}

/** Its environment: texts as they are, secrets as `secret name/key`. */
export function environmentOf(scene: ReturnType<typeof world>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    deploymentOf(scene).spec.template.spec.container[0].env.map(({ name, value, value_from }) => [
      name,
      value ?? `secret ${value_from!.secret_key_ref.name}/${value_from!.secret_key_ref.key}`,
    ]),
  );
}
