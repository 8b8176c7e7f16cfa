/** Folders of a directory server. */
export interface SlapdPaths {
  /** Rendered files, read-only. */
  readonly config: string;
  /** Kept in memory: the configuration with its secrets, the database of accounts, the local socket. */
  readonly run: string;
  /** The people, on a volume. */
  readonly data: string;
  /** `tls.crt` and `tls.key`. */
  readonly certificate: string;
  /** Authority of the servers, a file. */
  readonly authority: string;
}

export const SLAPD_PATHS: SlapdPaths = {
  config: "/holdfast/config",
  run: "/holdfast/run",
  data: "/holdfast/data",
  certificate: "/holdfast/certificate",
  authority: "/holdfast/authority/ca.crt",
};

/** Where a Debian system keeps modules and schemas, and with it the image. */
export const SLAPD_SYSTEM = { modules: "/usr/lib/ldap", schemas: "/etc/ldap/schema" } as const;

/** Placeholders of what only a pod knows. */
export const SLAPD_SECRETS = {
  rootHash: "@ROOT_HASH@",
  readerHash: "@READER_HASH@",
  writerHash: "@WRITER_HASH@",
  replicatorHash: "@REPLICATOR_HASH@",
  replicatorPassword: "@REPLICATOR_PASSWORD@",
} as const;
