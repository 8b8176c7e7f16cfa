import type { Image } from "../../../catalog/image";
import { IMAGES } from "../../../catalog/images";
import type { Guarded } from "../../kubernetes/guard";
import type { INamespace } from "../../kubernetes/namespace";
import type { ContainerResources } from "../../kubernetes/pod";
import type { ISecret } from "../../kubernetes/secret";
import type { KeycloakTls } from "../keycloak-tls";
import type { DirectoryPasswordPolicy } from "./directory-tree";

/** Copies of the directory as LDIF, one a run. */
export interface DirectoryCopies {
  /** Five-field schedule. @default "17 2 * * *" */
  readonly schedule?: string;
  /** Copies that are kept. @default 14 */
  readonly keep?: number;
  /** Kubernetes quantity. @default "2Gi" */
  readonly size?: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
}

export interface OpenLdapProps extends Guarded {
  readonly namespace: INamespace;
  /** Suffix of the people, e.g. `dc=outpost,dc=example`. It can't be changed later. */
  readonly baseDn: string;
  readonly tls: KeycloakTls;
  /** Name of everything it makes. @default "openldap" */
  readonly name?: string;
  /** Servers; every one takes changes. @default 2 */
  readonly replicas?: number;
  /** Of one server. @default 100m CPU, 256Mi */
  readonly resources?: ContainerResources;
  /** Volume of one server, a Kubernetes quantity. @default "2Gi" */
  readonly storageSize?: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** An image with Debian's slapd and ldap-utils. @default - the catalogue's */
  readonly image?: Image | string;
  /** Whether two servers may share a node. @default "preferred" */
  readonly spread?: "required" | "preferred";
  /** @default 15 characters, 10 wrong ones lock for 15 minutes, 5 former passwords */
  readonly passwordPolicy?: Partial<DirectoryPasswordPolicy>;
  /**
   * Secret with `root`, `reader`, `writer` and `replicator`: letters, digits and `. _ ~ -` only.
   * @default - generated in the cluster
   */
  readonly passwords?: ISecret;
  /** @default - a copy a night */
  readonly backup?: DirectoryCopies;
}

const DEFAULTS = {
  name: "openldap",
  replicas: 2,
  resources: { cpu: "100m", memory: "256Mi" },
  storageSize: "2Gi",
  image: IMAGES.openLdap,
  spread: "preferred",
  policy: { length: 15, failures: 10, lockout: 900, failureMemory: 900, history: 5 },
  backup: { schedule: "17 2 * * *", keep: 14, size: "2Gi" },
} as const;

type Optional = "storageClass" | "passwords" | "preventDestroy";

/** Props with nothing left open but what is truly optional. */
export interface OpenLdapOptions
  extends
    Required<Omit<OpenLdapProps, Optional | "passwordPolicy" | "backup">>,
    Pick<OpenLdapProps, Optional> {
  readonly policy: DirectoryPasswordPolicy;
  readonly backup: Required<Omit<DirectoryCopies, "storageClass">> & Pick<DirectoryCopies, "storageClass">;
}

/** Applies the defaults. */
export function openLdapOptions({ passwordPolicy, backup, ...props }: OpenLdapProps): OpenLdapOptions {
  return {
    ...props,
    name: props.name ?? DEFAULTS.name,
    replicas: props.replicas ?? DEFAULTS.replicas,
    resources: props.resources ?? DEFAULTS.resources,
    storageSize: props.storageSize ?? DEFAULTS.storageSize,
    image: props.image ?? DEFAULTS.image,
    spread: props.spread ?? DEFAULTS.spread,
    policy: {
      length: passwordPolicy?.length ?? DEFAULTS.policy.length,
      failures: passwordPolicy?.failures ?? DEFAULTS.policy.failures,
      lockout: passwordPolicy?.lockout ?? DEFAULTS.policy.lockout,
      failureMemory: passwordPolicy?.failureMemory ?? DEFAULTS.policy.failureMemory,
      history: passwordPolicy?.history ?? DEFAULTS.policy.history,
    },
    backup: {
      schedule: backup?.schedule ?? DEFAULTS.backup.schedule,
      keep: backup?.keep ?? DEFAULTS.backup.keep,
      size: backup?.size ?? DEFAULTS.backup.size,
      storageClass: backup?.storageClass ?? props.storageClass,
    },
  };
}
