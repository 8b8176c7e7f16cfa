import { SERVICE_ACCOUNTS } from "./directory-names";

export interface BackupScriptOptions {
  readonly baseDn: string;
  readonly url: string;
  /** Copies that are kept. */
  readonly keep: number;
  /** Folder of the copies. */
  readonly copies: string;
  /** File with the authority. @default - the authorities of the system */
  readonly authority?: string;
}

/** Writes a copy that `slapadd` takes, identifiers and times included; a copy that broke off is never counted. */
export function backupScript({ authority, baseDn, copies, keep, url }: BackupScriptOptions): string {
  return `#!/bin/sh
set -eu
umask 077
${authority === undefined ? "" : `export LDAPTLS_CACERT=${authority}\n`}export LDAPTLS_REQCERT=demand

printf %s "$REPLICATOR_PASSWORD" > /tmp/replicator
unfinished=${copies}/unfinished
ldapsearch -x -LLL -o ldif-wrap=no -o nettimeout=10 -H ${url} \\
  -D ${SERVICE_ACCOUNTS.replicator} -y /tmp/replicator -M -b ${baseDn} '*' '+' > "$unfinished"
grep -q '^dn: ${baseDn}$' "$unfinished"
# What a server works out by itself, slapadd does not take.
sed -i '/^\\(hasSubordinates\\|subschemaSubentry\\|entryDN\\): /d' "$unfinished"
mv "$unfinished" ${copies}/directory-"$(date -u +%Y%m%dT%H%M%SZ)".ldif
ls -1 ${copies}/directory-*.ldif | sort -r | tail -n +${String(keep + 1)} | xargs -r rm --
`;
}
