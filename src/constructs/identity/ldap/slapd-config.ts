import { directoryNames, NOBODY, PASSWORD_POLICY, SERVICE_ACCOUNTS, SERVICES } from "./directory-names";
import { SLAPD_SECRETS, SLAPD_SYSTEM, type SlapdPaths } from "./slapd-paths";

export interface SlapdOptions {
  /** Suffix of the people, e.g. `dc=outpost,dc=example`. */
  readonly baseDn: string;
  /** Number of this server, from 0. */
  readonly node: number;
  /** Addresses of all servers by number: `ldaps://…`. */
  readonly servers: readonly string[];
  /** User that the server runs as; it administers over the local socket. */
  readonly uid: number;
  /** Whether the servers' certificates come from an authority of their own. */
  readonly privateAuthority: boolean;
  /** Largest database, in bytes. It is an address range, not used up at once. */
  readonly maxSize: number;
  readonly paths: SlapdPaths;
}

const MODULES = ["back_mdb", "syncprov", "ppolicy", "dynlist", "refint", "unique", "argon2"] as const;
const SCHEMAS = ["core", "cosine", "inetorgperson", "dyngroup"] as const;

/** Most entries that one who is not known as a program gets. */
const PEOPLE_SIZE_LIMIT = 500;

/**
 * Configuration of one of the servers. All of them take changes and tell each other. Passwords stand as placeholders.
 *
 * `memberOf` is worked out when it is asked for: the overlay that stores it does not agree with replication.
 */
export function slapdConfig(options: SlapdOptions): string {
  return [...globals(options), ...servicesDatabase(options), ...peopleDatabase(options), ""].join("\n");
}

/** Address of the local socket. */
export function localAddress(paths: SlapdPaths): string {
  return `ldapi://${encodeURIComponent(`${paths.run}/ldapi`)}`;
}

function globals({ baseDn, node, paths, uid }: SlapdOptions): readonly string[] {
  return [
    ...SCHEMAS.map((name) => `include ${SLAPD_SYSTEM.schemas}/${name}.schema`),
    `modulepath ${SLAPD_SYSTEM.modules}`,
    ...MODULES.map((name) => `moduleload ${name}`),
    `serverID ${String(node + 1)}`,
    `pidfile ${paths.run}/slapd.pid`,
    `argsfile ${paths.run}/slapd.args`,
    "loglevel stats",
    `TLSCertificateFile ${paths.certificate}/tls.crt`,
    `TLSCertificateKeyFile ${paths.certificate}/tls.key`,
    "TLSProtocolMin 3.3",
    "TLSVerifyClient never",
    "disallow bind_anon",
    "require authc",
    "security ssf=71",
    "password-hash {ARGON2}",
    `sizelimit ${String(PEOPLE_SIZE_LIMIT)}`,
    `authz-regexp "gidNumber=[0-9]+\\\\+uidNumber=${String(uid)},cn=peercred,cn=external,cn=auth" "${directoryNames(baseDn).admin}"`,
  ];
}

function servicesDatabase({ paths }: SlapdOptions): readonly string[] {
  return [
    "",
    "database mdb",
    `suffix "${SERVICES}"`,
    `directory ${paths.run}/services`,
    "maxsize 16777216",
    `access to attrs=userPassword by anonymous auth by * none`,
    `access to * by * none`,
  ];
}

function peopleDatabase(options: SlapdOptions): readonly string[] {
  const { baseDn, maxSize, paths } = options;
  const { admin, people } = directoryNames(baseDn);
  return [
    "",
    "database mdb",
    `suffix "${baseDn}"`,
    `directory ${paths.data}`,
    `maxsize ${String(maxSize)}`,
    `rootdn "${admin}"`,
    `rootpw ${SLAPD_SECRETS.rootHash}`,
    "checkpoint 1024 5",
    "index objectClass,entryUUID,entryCSN,member eq",
    "index uid,mail,cn,sn,givenName eq,sub",
    `limits dn.exact="${SERVICE_ACCOUNTS.reader}" size=unlimited time=unlimited`,
    `limits dn.exact="${SERVICE_ACCOUNTS.writer}" size=unlimited time=unlimited`,
    `limits dn.exact="${SERVICE_ACCOUNTS.replicator}" size=unlimited time=unlimited`,
    ...access(options),
    ...replication(options),
    "",
    "overlay syncprov",
    "syncprov-checkpoint 100 5",
    "syncprov-sessionlog 10000",
    "",
    "overlay ppolicy",
    `ppolicy_default "${PASSWORD_POLICY}"`,
    "ppolicy_hash_cleartext",
    "",
    "overlay refint",
    "refint_attributes member owner manager",
    `refint_nothing "${NOBODY}"`,
    "",
    "overlay unique",
    `unique_uri ldap:///${people}?uid?sub`,
    `unique_uri ldap:///${people}?mail?sub`,
    "",
    "overlay dynlist",
    "dynlist-attrset groupOfURLs memberURL member+memberOf@groupOfNames",
  ];
}

/** Nobody reads a hash but another server; people see themselves only. */
function access({ baseDn }: SlapdOptions): readonly string[] {
  const { people, groups } = directoryNames(baseDn);
  const by = (account: string, what: string): string => `  by dn.exact="${account}" ${what}`;
  const replicator = by(SERVICE_ACCOUNTS.replicator, "read");
  const reader = by(SERVICE_ACCOUNTS.reader, "read");
  const writer = by(SERVICE_ACCOUNTS.writer, "write");
  const secrets = "attrs=userPassword,pwdHistory";
  return [
    `access to ${secrets}`,
    replicator,
    by(SERVICE_ACCOUNTS.writer, "=w"),
    "  by self =w",
    "  by anonymous auth",
    "  by * none",
    `access to dn.subtree="${people}"`,
    replicator,
    writer,
    reader,
    "  by self read",
    "  by * none",
    `access to dn.subtree="${groups}"`,
    replicator,
    writer,
    reader,
    "  by * none",
    "access to *",
    replicator,
    by(SERVICE_ACCOUNTS.writer, "read"),
    reader,
    "  by * none",
  ];
}

function replication({ baseDn, node, paths, privateAuthority, servers }: SlapdOptions): readonly string[] {
  if (servers.length < 2) return [];
  return [
    ...servers.flatMap((server, number) =>
      number === node
        ? []
        : [
            `syncrepl rid=${String(number + 1).padStart(3, "0")}`,
            `  provider=${server}`,
            "  type=refreshAndPersist",
            `  searchbase="${baseDn}"`,
            "  bindmethod=simple",
            `  binddn="${SERVICE_ACCOUNTS.replicator}"`,
            `  credentials=${SLAPD_SECRETS.replicatorPassword}`,
            '  retry="5 12 30 +"',
            "  network-timeout=5",
            "  timeout=10",
            "  keepalive=60:6:10",
            "  tls_reqcert=demand",
            ...(privateAuthority ? [`  tls_cacert=${paths.authority}`] : []),
          ],
    ),
    "multiprovider on",
  ];
}
