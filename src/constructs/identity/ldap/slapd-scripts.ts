import { SERVICE_ACCOUNTS, SERVICES } from "./directory-names";
import { localAddress } from "./slapd-config";
import { SLAPD_SECRETS, SLAPD_SYSTEM, type SlapdPaths } from "./slapd-paths";

export interface SlapdScriptOptions {
  readonly baseDn: string;
  /** Addresses of all servers by number: `ldaps://…`. */
  readonly servers: readonly string[];
  /** Where this one listens. */
  readonly port: number;
  readonly privateAuthority: boolean;
  readonly paths: SlapdPaths;
}

/** Scripts of the servers by file name. `sh` and the programs of slapd are enough for them. */
export function slapdScripts(options: SlapdScriptOptions): Readonly<Record<string, string>> {
  return {
    "prepare.sh": prepareScript(options),
    "start.sh": startScript(options),
    "in-step.sh": inStepScript(options),
    "alive.sh": aliveScript(options.paths),
  };
}

/**
 * Before the start: fills passwords into the configuration, in memory; makes the accounts of programs; writes the empty
 * tree into an empty volume. A run that broke off is completed by the next.
 */
function prepareScript({ baseDn, paths }: SlapdScriptOptions): string {
  const { config, data, run } = paths;
  return `#!/bin/sh
set -eu
umask 077
node=\${POD_NAME##*-}

check() {
  case $2 in
    '' | *[!A-Za-z0-9._~-]*) echo "the password of $1 must consist of letters, digits and . _ ~ -" >&2; exit 1 ;;
  esac
}
check admin "$ROOT_PASSWORD"
check reader "$READER_PASSWORD"
check writer "$WRITER_PASSWORD"
check replicator "$REPLICATOR_PASSWORD"

hash() {
  printf %s "$1" > ${run}/password
  slappasswd -o module-path=${SLAPD_SYSTEM.modules} -o module-load=argon2 -h '{ARGON2}' -T ${run}/password
  rm ${run}/password
}

fill() {
  printf 's|%s|%s|\\n' \\
    ${SLAPD_SECRETS.rootHash} "$(hash "$ROOT_PASSWORD")" \\
    ${SLAPD_SECRETS.readerHash} "$(hash "$READER_PASSWORD")" \\
    ${SLAPD_SECRETS.writerHash} "$(hash "$WRITER_PASSWORD")" \\
    ${SLAPD_SECRETS.replicatorHash} "$(hash "$REPLICATOR_PASSWORD")" \\
    ${SLAPD_SECRETS.replicatorPassword} "$REPLICATOR_PASSWORD"
}
fill > ${run}/secrets.sed
sed -f ${run}/secrets.sed ${config}/slapd-"$node".conf > ${run}/slapd.conf
sed -f ${run}/secrets.sed ${config}/services.ldif > ${run}/services.ldif
rm ${run}/secrets.sed
printf %s "$REPLICATOR_PASSWORD" > ${run}/replicator

rm -rf ${run}/services
mkdir ${run}/services
slapadd -f ${run}/slapd.conf -b ${SERVICES} -l ${run}/services.ldif
rm ${run}/services.ldif

if [ ! -e ${data}/begun ]; then
  slapadd -c -w -f ${run}/slapd.conf -b ${baseDn} -l ${config}/people.ldif || true
  slapcat -f ${run}/slapd.conf -b ${baseDn} -s ${baseDn} > /dev/null
  touch ${data}/begun
fi
`;
}

/**
 * Whether this server knows what the others know, of each of whom it asks once. One that is silent is not waited for. A
 * server that had lost its volume would otherwise say that nobody exists.
 */
function inStepScript({ baseDn, paths, privateAuthority, servers }: SlapdScriptOptions): string {
  const { authority, run } = paths;
  return `#!/bin/sh
set -eu
node=\${POD_NAME##*-}
${privateAuthority ? `export LDAPTLS_CACERT=${authority}` : ""}
export LDAPTLS_REQCERT=demand

state() { ldapsearch -LLL -o ldif-wrap=no "$@" -s base -b ${baseDn} contextCSN; }
own=$(state -Q -Y EXTERNAL -H ${localAddress(paths)})

number=0
for server in ${servers.join(" ")}; do
  if [ "$number" != "$node" ]; then
    theirs=$(state -x -D ${SERVICE_ACCOUNTS.replicator} -y ${run}/replicator -o nettimeout=2 -l 2 -H "$server" 2> /dev/null) || theirs=
    printf '%s\\n' "$theirs" | while read -r name change; do
      [ "$name" = contextCSN: ] || continue
      from=\${change#*#*#}
      mine=$(printf '%s\\n' "$own" | sed -n "s/^contextCSN: \\(.*#\${from}\\)$/\\1/p")
      newest=$(printf '%s\\n%s\\n' "$mine" "$change" | LC_ALL=C sort | tail -n 1)
      [ "$newest" = "$mine" ] || { echo "server $number knows of changes that have not come here yet" >&2; exit 1; }
    done
  fi
  number=$((number + 1))
done
`;
}

/** Fails when the certificate was renewed since the start: the server reads it only then, and is started again. */
function aliveScript(paths: SlapdPaths): string {
  return `#!/bin/sh
set -eu
cmp -s ${paths.certificate}/tls.crt ${paths.run}/certificate-at-start
ldapwhoami -Q -Y EXTERNAL -H ${localAddress(paths)} -o nettimeout=5 > /dev/null
`;
}

/** The server in the foreground, over TLS and on its local socket. */
function startScript({ paths, port }: SlapdScriptOptions): string {
  const { certificate, run } = paths;
  return `#!/bin/sh
set -eu
cp ${certificate}/tls.crt ${run}/certificate-at-start
exec slapd -h 'ldaps://:${String(port)}/ ${localAddress(paths)}' -f ${run}/slapd.conf -d stats
`;
}
