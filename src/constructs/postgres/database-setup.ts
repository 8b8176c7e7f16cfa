import { Construct } from "constructs";
import { imageReference } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import { clusterOf } from "../kubernetes/cluster";
import { ConfigFiles, hashOf } from "../kubernetes/config-files";
import type { IConnectable } from "../kubernetes/connections";
import type { INamespace } from "../kubernetes/namespace";
import type { EnvValue } from "../kubernetes/pod";
import type { ISecret } from "../kubernetes/secret";
import { Workload } from "../kubernetes/workload";
import { authorityOf } from "./libpq-authority";
import type { PostgresEndpoint, PostgresTls } from "./postgres-database";
import { SETUP_FOLDER, setupFiles } from "./setup-script";

export interface DatabaseSetupProps {
  readonly namespace: INamespace;
  /** The writer itself, no pooler. */
  readonly server: PostgresEndpoint;
  /** Who may create roles and databases: a Secret with `username` and `password`. */
  readonly administrator: ISecret;
  /** The application's login: a Secret with `username` and `password`. */
  readonly credentials: ISecret;
  readonly database: string;
  /** Role of the application; the Secret must name the same. */
  readonly owner: string;
  readonly extensions: readonly string[];
  /** Locale by the server's name. @default "en_US.utf8" */
  readonly locale?: string;
  /** @default verify-full with the authorities of the system */
  readonly tls?: PostgresTls;
  /** What the job connects to. */
  readonly target: IConnectable;
}

const NAME = "postgres-setup";

/** User of the image. */
const POSTGRES_USER = 26;

/**
 * A job that makes the application's role and database on a server without an operator. Its name ends in a hash of
 * everything it reads, so that a change runs it again and nothing else does.
 */
export class DatabaseSetup extends Construct {
  public constructor(scope: Construct, id: string, props: DatabaseSetupProps) {
    super(scope, id);
    const { namespace, tls = { mode: "verify-full" } } = props;
    const files = new ConfigFiles(this, "Files", {
      namespace,
      name: NAME,
      files: setupFiles({ ...props, locale: props.locale ?? "en_US.utf8" }),
    });
    const authority = authorityOf(tls);
    const env = { ...loginOf(props), PGSSLMODE: tls.mode, PGSSLROOTCERT: authority.file };
    const job = new Workload(this, "Job", {
      name: `${NAME}-${this.fingerprint(props, files)}`,
      namespace,
      controller: { kind: "Job" },
      pod: {
        user: { uid: POSTGRES_USER },
        volumes: { setup: { files }, ...authority.volumes },
        containers: [
          {
            name: "setup",
            image: IMAGES.postgres18,
            command: ["/bin/sh", `${SETUP_FOLDER}/setup.sh`],
            env,
            resources: { cpu: "50m", memory: "128Mi" },
            scratch: ["/tmp"],
            mounts: [{ volume: "setup", path: SETUP_FOLDER }, ...authority.mounts],
          },
        ],
      },
    });
    job.connections.allowTo(props.target, "role, database and extensions");
  }

  private fingerprint(
    { administrator, credentials, server, tls }: DatabaseSetupProps,
    files: ConfigFiles,
  ): string {
    const version = ({ secretName, revision }: ISecret) => `${secretName} ${String(revision)}`;
    const hash = hashOf({
      files: files.hash,
      image: imageReference(IMAGES.postgres18, clusterOf(this).registry),
      server: `${server.host}:${String(server.port)} ${tls?.mode ?? ""}`,
      administrator: version(administrator),
      credentials: version(credentials),
    });
    return hash.slice(0, 8);
  }
}

function loginOf({
  administrator,
  credentials,
  server,
}: DatabaseSetupProps): Readonly<Record<string, EnvValue>> {
  return {
    HOME: "/tmp",
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGCONNECT_TIMEOUT: "10",
    PGAPPNAME: NAME,
    PGUSER: { secret: administrator.key("username") },
    PGPASSWORD: { secret: administrator.key("password") },
    OWNER_NAME: { secret: credentials.key("username") },
    OWNER_PASSWORD: { secret: credentials.key("password") },
  };
}
