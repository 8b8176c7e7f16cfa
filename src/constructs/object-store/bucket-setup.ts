import { Construct } from "constructs";
import { imageReference, type Image } from "../../catalog/image";
import { clusterOf } from "../kubernetes/cluster";
import { ConfigFiles, hashOf } from "../kubernetes/config-files";
import type { INamespace } from "../kubernetes/namespace";
import type { Mount, Volume } from "../kubernetes/pod";
import type { ISecret } from "../kubernetes/secret";
import { Workload } from "../kubernetes/workload";
import { CLIENT_ALIAS, SETUP_PATHS, setupFiles } from "./setup-script";

export interface BucketSetupProps {
  readonly namespace: INamespace;
  /** Name of the store. */
  readonly name: string;
  readonly bucket: string;
  /** `host:port` of the store. */
  readonly endpoint: string;
  /** Secret with the store's certificate authority under `ca.crt`. @default - the system's */
  readonly ca?: ISecret;
  /** Secret with `username` and `password`. */
  readonly rootCredentials: ISecret;
  /** Secret with `accesskey` and `secretkey`. */
  readonly credentials: ISecret;
  readonly clientImage: Image | string;
  readonly server: Workload;
}

/**
 * A job that makes the bucket and its user. Its name ends in a hash of everything it reads, so a change runs it again
 * and nothing else does.
 */
export class BucketSetup extends Construct {
  public constructor(scope: Construct, id: string, props: BucketSetupProps) {
    super(scope, id);
    const { namespace, rootCredentials, credentials, ca } = props;
    const files = new ConfigFiles(this, "Files", {
      namespace,
      name: `${props.name}-setup`,
      files: setupFiles(props.bucket),
    });
    const { volumes, mounts } = authority(ca);
    const job = new Workload(this, "Job", {
      name: `${props.name}-setup-${this.fingerprint(props, files)}`,
      namespace,
      controller: { kind: "Job" },
      pod: {
        user: { uid: 1000 },
        volumes: { setup: { files }, ...volumes },
        containers: [
          {
            name: "setup",
            image: props.clientImage,
            command: ["/bin/sh", `${SETUP_PATHS.files}/setup.sh`],
            env: {
              HOME: SETUP_PATHS.client,
              ROOT_USER: { secret: rootCredentials.key("username") },
              ROOT_PASSWORD: { secret: rootCredentials.key("password") },
              [`MC_HOST_${CLIENT_ALIAS}`]: `https://$(ROOT_USER):$(ROOT_PASSWORD)@${props.endpoint}`,
              USER_ACCESS_KEY: { secret: credentials.key("accesskey") },
              USER_SECRET_KEY: { secret: credentials.key("secretkey") },
            },
            resources: { cpu: "50m", memory: "128Mi" },
            scratch: [SETUP_PATHS.client, "/tmp"],
            mounts: [{ volume: "setup", path: SETUP_PATHS.files }, ...mounts],
          },
        ],
      },
    });
    job.node.addDependency(props.server);
    job.connections.allowTo(props.server, "bucket and user", { port: "s3" });
  }

  private fingerprint(props: BucketSetupProps, files: ConfigFiles): string {
    const { rootCredentials, credentials, clientImage, endpoint } = props;
    const image =
      typeof clientImage === "string" ? clientImage : imageReference(clientImage, clusterOf(this).registry);
    const hash = hashOf({
      files: files.hash,
      image,
      endpoint,
      root: `${rootCredentials.secretName} ${String(rootCredentials.revision)}`,
      user: `${credentials.secretName} ${String(credentials.revision)}`,
    });
    return hash.slice(0, 8);
  }
}

/** Where the client looks for authorities beside those of the system. */
function authority(ca: ISecret | undefined): {
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly mounts: readonly Mount[];
} {
  if (!ca) return { volumes: {}, mounts: [] };
  return {
    volumes: { authority: { secret: ca, items: { "ca.crt": "ca.crt" } } },
    mounts: [{ volume: "authority", path: `${SETUP_PATHS.client}/certs/CAs` }],
  };
}
