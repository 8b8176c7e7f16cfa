import { Construct } from "constructs";
import { ProblemError } from "../../../errors/problem";
import { ConfigFiles } from "../../kubernetes/config-files";
import type { IConnections } from "../../kubernetes/connections";
import { NAME_LABEL } from "../../kubernetes/labels";
import { GeneratedSecret, type ISecret } from "../../kubernetes/secret";
import { Service, type ServiceExposure } from "../../kubernetes/service";
import { Workload } from "../../kubernetes/workload";
import { KeycloakCertificate } from "../keycloak-tls";
import { checkOpenLdap } from "./checks";
import { directoryNames, SERVICE_ACCOUNTS } from "./directory-names";
import type { ILdapDirectory, LdapReference } from "./ldap-directory";
import { OpenLdapBackup } from "./openldap-backup";
import { DATA_CLAIM, LDAPS_PORT, openLdapPod, SLAPD_UID } from "./openldap-pod";
import { openLdapOptions, type OpenLdapOptions, type OpenLdapProps } from "./openldap-props";
import { slapdFiles } from "./slapd-files";
import { SLAPD_PATHS } from "./slapd-paths";

const LDAPS = 636;
const PASSWORD_LENGTH = 40;
/** An address range of the process; pages of the volume are used as people come. */
const DATABASE_BYTES = 1024 ** 3;

/**
 * OpenLDAP inside the cluster: servers that all take changes and tell each other, over TLS only. People and groups live
 * in it; programs read them with an account that sees no password. Nobody reaches it but who is connected to it.
 */
export class OpenLdap extends Construct implements ILdapDirectory {
  /** How it is read. */
  public readonly ldap: LdapReference;
  /** Name of the administrator; the password is `root` of {@link passwords}. */
  public readonly adminDn: string;
  /** Secret with `root`, `reader`, `writer` and `replicator`. */
  public readonly passwords: ISecret;
  public readonly connections: IConnections;
  /** The servers. */
  public readonly workload: Workload;
  private readonly options: OpenLdapOptions;

  public constructor(scope: Construct, id: string, props: OpenLdapProps) {
    super(scope, id);
    this.options = openLdapOptions(props);
    const problems = checkOpenLdap(this.node.path, this.options);
    if (problems.length > 0) throw new ProblemError(problems);

    const { baseDn, name } = this.options;
    const { admin, groups, people } = directoryNames(baseDn);
    this.adminDn = admin;
    this.passwords = this.options.passwords ?? this.createPasswords();
    const service = this.createService("Service", name, LDAPS, { kind: "cluster" });
    // Names of servers lead to the pods themselves, so to their own port.
    const members = this.createService("Members", `${name}-members`, LDAPS_PORT.port, {
      kind: "headless",
      publishNotReady: true,
    });
    const certificate = this.createCertificate(service, members);
    this.workload = this.createWorkload(members, certificate);
    this.connections = this.workload.connections;
    if (this.options.replicas > 1) this.connections.allowTo(this, "changes of the other servers");

    this.ldap = {
      vendor: "openldap",
      urls: [`ldaps://${service.host}`],
      bindDn: SERVICE_ACCOUNTS.reader,
      password: this.passwords.key("reader"),
      baseDn,
      usersDn: people,
      groupsDn: groups,
      ca: certificate.ca,
    };
    this.createBackup(`ldaps://${service.host}`, certificate);
  }

  private createPasswords(): ISecret {
    const { name, namespace } = this.options;
    const password = { generate: { length: PASSWORD_LENGTH } } as const;
    return new GeneratedSecret(this, "Passwords", {
      namespace,
      name: `${name}-passwords`,
      fields: { root: password, reader: password, writer: password, replicator: password },
    });
  }

  private createService(id: string, name: string, port: number, exposure: ServiceExposure): Service {
    return new Service(this, id, {
      name,
      namespace: this.options.namespace,
      selector: { [NAME_LABEL]: this.options.name },
      ports: [{ port, target: LDAPS_PORT }],
      exposure,
    });
  }

  private createCertificate(service: Service, members: Service): KeycloakCertificate {
    const { name, namespace, tls } = this.options;
    const inside = [name, `${name}.${namespace.namespaceName}`, `${name}.${namespace.namespaceName}.svc`];
    return new KeycloakCertificate(this, "Certificate", {
      namespace,
      name,
      tls,
      hosts: [...inside, service.host, `*.${members.host}`],
    });
  }

  private createWorkload(members: Service, certificate: KeycloakCertificate): Workload {
    const { baseDn, name, namespace, policy, replicas, storageClass, storageSize } = this.options;
    const files = new ConfigFiles(this, "Files", {
      namespace,
      name: `${name}-config`,
      files: slapdFiles({
        baseDn,
        policy,
        servers: Array.from({ length: replicas }, (_, node) => this.memberUrl(members, node)),
        port: LDAPS_PORT.port,
        uid: SLAPD_UID,
        privateAuthority: certificate.ca !== undefined,
        maxSize: DATABASE_BYTES,
        paths: SLAPD_PATHS,
      }),
    });
    const workload = new Workload(this, "Workload", {
      name,
      namespace,
      controller: {
        kind: "StatefulSet",
        replicas,
        serviceName: members.serviceName,
        claims: { [DATA_CLAIM]: { size: storageSize, storageClass } },
      },
      pod: openLdapPod({
        ...this.options,
        files,
        passwords: this.passwords,
        certificate: certificate.secret,
        ca: certificate.ca,
      }),
    });
    workload.node.addDependency(certificate, members);
    return workload;
  }

  private memberUrl(members: Service, node: number): string {
    return `ldaps://${this.options.name}-${String(node)}.${members.host}:${String(LDAPS_PORT.port)}`;
  }

  private createBackup(url: string, { ca }: KeycloakCertificate): void {
    const backup = new OpenLdapBackup(this, "Backup", {
      ...this.options,
      url,
      ca,
      passwords: this.passwords,
    });
    backup.job.connections.allowTo(this, "copies of the directory");
  }
}
