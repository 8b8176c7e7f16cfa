import { Construct } from "constructs";
import { postgresImage } from "../../catalog/images";
import { ConfigFiles } from "../kubernetes/config-files";
import type { Guarded } from "../kubernetes/guard";
import type { INamespace } from "../kubernetes/namespace";
import { refuse } from "../kubernetes/problems";
import { Workload } from "../kubernetes/workload";
import { FileVolume } from "../object-store/file-volume";
import { copiesScript } from "./copies-script";
import { authorityOf } from "./libpq-authority";
import type { IPostgresDatabase } from "./postgres-database";
import { POSTGRES_PROBLEMS } from "./problems";

export interface DatabaseCopiesProps extends Guarded {
  readonly namespace: INamespace;
  /** A small one: each copy is whole. Without a pooler before it. */
  readonly database: IPostgresDatabase;
  /** Name of the job and its volume. */
  readonly name: string;
  /** Five-field schedule. @default "47 1 * * *" */
  readonly schedule?: string;
  /** Copies that are kept. @default 14 */
  readonly keep?: number;
  /** Kubernetes quantity. @default "5Gi" */
  readonly size?: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
}

const DEFAULTS = { schedule: "47 1 * * *", keep: 14, size: "5Gi" } as const;

/** Any user but root; a high one is nobody on a node. */
const USER = 10_001;
const PATHS = { script: "/holdfast/script", copies: "/holdfast/copies" } as const;

/**
 * Copies a small database every night to a volume of its own, as its owner. It goes back an hour or a day, not a second:
 * what a whole site loses is the business of its PostgreSQL's own backup.
 */
export class DatabaseCopies extends Construct {
  public readonly job: Workload;

  public constructor(scope: Construct, id: string, props: DatabaseCopiesProps) {
    super(scope, id);
    const { database, name, namespace, storageClass } = props;
    const { credentials, majorVersion, pooling, tls, writer, ...reference } = database.postgres;
    const image = postgresImage(majorVersion);
    if (image === undefined || pooling === "transaction") {
      refuse(this, POSTGRES_PROBLEMS.copies, {
        message: `PostgreSQL is ${String(majorVersion)}, pooling is ${pooling}`,
        expected: "a version of the catalogue, without a pooler",
      });
    }
    const volume = new FileVolume(this, "Copies", {
      namespace,
      name,
      size: props.size ?? DEFAULTS.size,
      access: "ReadWriteOnce",
      storageClass,
      preventDestroy: props.preventDestroy,
    });
    const keep = props.keep ?? DEFAULTS.keep;
    const files = new ConfigFiles(this, "Script", {
      namespace,
      name,
      files: { "copy.sh": copiesScript({ folder: PATHS.copies, keep }) },
    });
    const authority = authorityOf(tls);
    this.job = new Workload(this, "Job", {
      name,
      namespace,
      controller: { kind: "CronJob", schedule: props.schedule ?? DEFAULTS.schedule },
      pod: {
        user: { uid: USER },
        volumes: { script: { files }, copies: { claim: volume.claimName }, ...authority.volumes },
        containers: [
          {
            name: "copy",
            image,
            command: ["/bin/sh", `${PATHS.script}/copy.sh`],
            env: {
              HOME: "/tmp",
              PGHOST: writer.host,
              PGPORT: String(writer.port),
              PGDATABASE: reference.database,
              PGAPPNAME: name,
              PGCONNECT_TIMEOUT: "10",
              PGSSLMODE: tls.mode,
              PGSSLROOTCERT: authority.file,
              PGUSER: { secret: credentials.key("username") },
              PGPASSWORD: { secret: credentials.key("password") },
            },
            resources: { cpu: "50m", memory: "128Mi" },
            scratch: ["/tmp"],
            mounts: [
              { volume: "script", path: PATHS.script },
              { volume: "copies", path: PATHS.copies },
              ...authority.mounts,
            ],
          },
        ],
      },
    });
    this.job.node.addDependency(volume, database);
    this.job.connections.allowTo(database, "copies of the database");
  }
}
