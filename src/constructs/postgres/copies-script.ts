export interface CopiesScriptOptions {
  /** Folder of the copies. */
  readonly folder: string;
  /** Copies that are kept. */
  readonly keep: number;
}

/**
 * Writes a copy of the database that `pg_restore` takes, of one moment and without stopping anybody. One that broke off,
 * or that has no list of contents, is never counted; the oldest go when a new one is whole.
 */
export function copiesScript({ folder, keep }: CopiesScriptOptions): string {
  return `#!/bin/sh
set -eu
umask 077
unfinished=${folder}/unfinished
pg_dump --format=custom --no-password --file "$unfinished"
pg_restore --list "$unfinished" > /dev/null
mv "$unfinished" ${folder}/database-"$(date -u +%Y%m%dT%H%M%SZ)".dump
ls -1 ${folder}/database-*.dump | sort -r | tail -n +${String(keep + 1)} | while read -r old; do rm -- "$old"; done
`;
}
