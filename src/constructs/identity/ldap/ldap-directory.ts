import { Construct, type IConstruct } from "constructs";
import { Connections, type IConnectable, type IConnections } from "../../kubernetes/connections";
import type { ISecret, SecretKey } from "../../kubernetes/secret";
import type { KeycloakDirectory } from "../keycloak-props";
import type { RealmDirectory } from "../realm/realm-props";

/** How a directory is read. */
export interface LdapReference {
  /** Schema of the directory. */
  readonly vendor: RealmDirectory["vendor"];
  /** `ldaps://host` or `ldaps://host:port`; the next is asked when one is silent. */
  readonly urls: readonly string[];
  /** Account that reads. */
  readonly bindDn: string;
  readonly password: SecretKey;
  /** Suffix of the directory, e.g. `dc=outpost,dc=example`. */
  readonly baseDn: string;
  /** Where people are, e.g. `ou=people,dc=outpost,dc=example`. */
  readonly usersDn: string;
  /** Where groups are. @default - groups are not read */
  readonly groupsDn?: string;
  /** Only people that match, in parentheses. @default - all */
  readonly userFilter?: string;
  /** Secret with the directory's authority under `ca.crt`. @default - the authorities of the system */
  readonly ca?: ISecret;
}

/** An LDAP directory, whoever runs it. Its default port is the one of LDAPS. */
export interface ILdapDirectory extends IConstruct, IConnectable {
  readonly ldap: LdapReference;
}

export interface LdapAttributes extends LdapReference {
  /** Networks of the servers. @default - any address, on the ports of the addresses only */
  readonly addresses?: readonly string[];
}

/** A directory that somebody else runs: Active Directory, OpenLDAP or one like them. */
export function fromLdapAttributes(scope: Construct, id: string, attributes: LdapAttributes): ILdapDirectory {
  return new ForeignDirectory(scope, id, attributes);
}

/** The directory as a realm and its Keycloak take it: give both. */
export function federationWith(directory: ILdapDirectory): {
  readonly realm: RealmDirectory;
  readonly keycloak: KeycloakDirectory;
} {
  const { vendor, urls, bindDn, usersDn, groupsDn, userFilter, password, ca } = directory.ldap;
  return {
    realm: { vendor, url: urls.join(" "), bindDn, usersDn, groupsDn, userFilter },
    keycloak: { password, ca, peer: directory },
  };
}

/** Port of an address such as `ldaps://dc1.outpost.example`. */
export function ldapPort(url: string): number {
  const [, port = "636"] = /:(\d+)\/?$/.exec(url) ?? [];
  return Number(port);
}

type ForeignDirectoryProps = LdapAttributes;

class ForeignDirectory extends Construct implements ILdapDirectory {
  public readonly ldap: LdapReference;
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: ForeignDirectoryProps) {
    super(scope, id);
    const { addresses, ...ldap } = props;
    this.ldap = ldap;
    const ports = [...new Set(ldap.urls.map(ldapPort))];
    this.connections = new Connections(this, "Connections", {
      name: "directory",
      addresses,
      ports: ports.map((port) => ({ name: "ldaps", port })),
    });
  }
}
