import { Construct } from "constructs";
import { ConfigFiles } from "../../kubernetes/config-files";
import type { ISecret } from "../../kubernetes/secret";
import { Workload } from "../../kubernetes/workload";
import { FileVolume } from "../../object-store/file-volume";
import { backupScript } from "./backup-script";
import { authorityFolder, SLAPD_UID } from "./openldap-pod";
import type { OpenLdapOptions } from "./openldap-props";
import { SLAPD_PATHS } from "./slapd-paths";

export interface OpenLdapBackupProps extends Pick<
  OpenLdapOptions,
  "namespace" | "name" | "baseDn" | "image" | "backup" | "preventDestroy"
> {
  /** Address of the directory. */
  readonly url: string;
  readonly ca?: ISecret;
  readonly passwords: ISecret;
}

const PATHS = { script: "/holdfast/script", copies: "/holdfast/copies" } as const;

/** Copies the directory as LDIF to a volume of its own, hashes included, as the account that servers copy with. */
export class OpenLdapBackup extends Construct {
  public readonly job: Workload;

  public constructor(scope: Construct, id: string, props: OpenLdapBackupProps) {
    super(scope, id);
    const { backup, baseDn, ca, image, namespace, passwords, url } = props;
    const name = `${props.name}-backup`;
    const volume = new FileVolume(this, "Copies", {
      namespace,
      name: `${name}s`,
      size: backup.size,
      access: "ReadWriteOnce",
      storageClass: backup.storageClass,
      preventDestroy: props.preventDestroy,
    });
    const authority = ca === undefined ? undefined : SLAPD_PATHS.authority;
    const files = new ConfigFiles(this, "Script", {
      namespace,
      name,
      files: {
        "backup.sh": backupScript({ baseDn, url, keep: backup.keep, copies: PATHS.copies, authority }),
      },
    });
    this.job = new Workload(this, "Job", {
      name,
      namespace,
      controller: { kind: "CronJob", schedule: backup.schedule },
      pod: {
        user: { uid: SLAPD_UID },
        volumes: {
          script: { files },
          copies: { claim: volume.claimName },
          ...(ca && { authority: { secret: ca, items: { "ca.crt": "ca.crt" } } }),
        },
        containers: [
          {
            name: "backup",
            image,
            command: ["/bin/sh", `${PATHS.script}/backup.sh`],
            env: { REPLICATOR_PASSWORD: { secret: passwords.key("replicator") } },
            resources: { cpu: "50m", memory: "64Mi" },
            scratch: ["/tmp"],
            mounts: [
              { volume: "script", path: PATHS.script },
              { volume: "copies", path: PATHS.copies },
              ...(ca ? [{ volume: "authority", path: authorityFolder() }] : []),
            ],
          },
        ],
      },
    });
    this.job.node.addDependency(volume);
  }
}
