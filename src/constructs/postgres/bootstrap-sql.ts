export interface BootstrapSqlOptions {
  readonly database: string;
  /** Role of the application; it owns the database. */
  readonly owner: string;
  /** Extensions that only a superuser can create. */
  readonly extensions: readonly string[];
  /**
   * Text search configuration, e.g. `pg_catalog.german`.
   * @default - the one that initdb derives from the locale
   */
  readonly textSearch?: string;
}

/**
 * Statements that the superuser runs once in the new, empty database. The owner gets the database and the schema
 * `public`; everybody else loses what PostgreSQL grants to PUBLIC. Monitoring keeps the right to connect.
 */
export function bootstrapSql(options: BootstrapSqlOptions): readonly string[] {
  const database = quoteIdentifier(options.database);
  const owner = quoteIdentifier(options.owner);
  return [
    ...options.extensions.map((extension) => `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(extension)}`),
    `ALTER DATABASE ${database} OWNER TO ${owner}`,
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
    `GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${owner}`,
    `GRANT CONNECT ON DATABASE ${database} TO pg_monitor`,
    `ALTER SCHEMA public OWNER TO ${owner}`,
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    `GRANT USAGE, CREATE ON SCHEMA public TO ${owner}`,
    ...(options.textSearch
      ? [`ALTER DATABASE ${database} SET default_text_search_config = ${quoteLiteral(options.textSearch)}`]
      : []),
  ];
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
