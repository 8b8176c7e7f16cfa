import { Construct } from "constructs";
import { imageReference, type Image } from "../../catalog/image";
import { clusterOf } from "../kubernetes/cluster";
import { ConfigFiles, hashOf } from "../kubernetes/config-files";
import type { INamespace } from "../kubernetes/namespace";
import type { ISecret, SecretKey } from "../kubernetes/secret";
import { Workload } from "../kubernetes/workload";
import { REALM_PATHS, realmFiles, realmVariable } from "./realm/realm-script";
import type { Realm } from "./realm/representation";

export interface RealmSetupProps {
  readonly namespace: INamespace;
  /** Name of Keycloak. */
  readonly name: string;
  readonly realm: Realm;
  /** Secrets of the realm by the variable whose placeholder they replace. */
  readonly secrets: Readonly<Record<string, SecretKey>>;
  /** Where administrators sign in. @default - at the address that people type */
  readonly adminUrl?: string;
  /** Address of Keycloak inside the cluster. */
  readonly address: string;
  /** Secret with Keycloak's certificate authority under `ca.crt`. @default - the system's */
  readonly ca?: ISecret;
  /** Secret with `username` and `password` of an administrator. */
  readonly admin: ISecret;
  readonly image: Image | string;
  readonly server: Workload;
}

/**
 * A job that applies the realm. Its name ends in a hash of everything it reads, so a change runs it again and nothing
 * else does; users are never touched.
 */
export class RealmSetup extends Construct {
  public constructor(scope: Construct, id: string, props: RealmSetupProps) {
    super(scope, id);
    const { admin, ca, namespace, secrets } = props;
    const files = new ConfigFiles(this, "Files", {
      namespace,
      name: `${props.name}-realm`,
      files: realmFiles({
        realm: props.realm,
        secrets: Object.keys(secrets),
        server: props.address,
        adminUrl: props.adminUrl,
        privateAuthority: ca !== undefined,
      }),
    });
    const job = new Workload(this, "Job", {
      name: `${props.name}-realm-${this.fingerprint(props, files)}`,
      namespace,
      controller: { kind: "Job", deadlineSeconds: 900 },
      pod: {
        user: { uid: 1000 },
        volumes: {
          realm: { files },
          work: { scratch: { memory: true, sizeLimit: "64Mi" } },
          ...(ca && { authority: { secret: ca, items: { "ca.crt": "ca.crt" } } }),
        },
        containers: [
          {
            name: "realm",
            image: props.image,
            command: ["/bin/bash", `${REALM_PATHS.files}/apply.sh`],
            env: {
              HOME: REALM_PATHS.work,
              // The command line needs little; several of its calls follow each other.
              KC_OPTS: "-Xmx128m -XX:TieredStopAtLevel=1",
              ADMIN_USERNAME: { secret: admin.key("username") },
              KC_CLI_PASSWORD: { secret: admin.key("password") },
              ...Object.fromEntries(
                Object.entries(secrets).map(([variable, secret]) => [realmVariable(variable), { secret }]),
              ),
            },
            resources: { cpu: "200m", memory: "512Mi" },
            mounts: [
              { volume: "realm", path: REALM_PATHS.files },
              { volume: "work", path: REALM_PATHS.work },
              ...(ca ? [{ volume: "authority", path: REALM_PATHS.authority }] : []),
            ],
          },
        ],
      },
    });
    job.node.addDependency(props.server);
    job.connections.allowTo(props.server, "the realm's settings", { port: "https" });
  }

  private fingerprint(props: RealmSetupProps, files: ConfigFiles): string {
    const { admin, image, secrets } = props;
    const revision = ({ secretName, revision: number }: ISecret): string => `${secretName} ${String(number)}`;
    return hashOf({
      files: files.hash,
      image: typeof image === "string" ? image : imageReference(image, clusterOf(this).registry),
      admin: revision(admin),
      ...Object.fromEntries(
        Object.entries(secrets).map(([variable, { secret, key }]) => [
          variable,
          `${revision(secret)} ${key}`,
        ]),
      ),
    }).slice(0, 8);
  }
}
