import { bootstrapSql } from "../../../src/constructs/postgres/bootstrap-sql";

const PLAIN = { database: "mattermost", owner: "mattermost", extensions: ["vector"] };

test("the superuser creates the extension before anything is taken away", () => {
  expect(bootstrapSql(PLAIN)).toEqual([
    'CREATE EXTENSION IF NOT EXISTS "vector"',
    'ALTER DATABASE "mattermost" OWNER TO "mattermost"',
    'REVOKE ALL ON DATABASE "mattermost" FROM PUBLIC',
    'GRANT CONNECT, TEMPORARY ON DATABASE "mattermost" TO "mattermost"',
    'GRANT CONNECT ON DATABASE "mattermost" TO pg_monitor',
    'ALTER SCHEMA public OWNER TO "mattermost"',
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    'GRANT USAGE, CREATE ON SCHEMA public TO "mattermost"',
  ]);
});

test.each([
  ["a database", { database: 'a"b' }, 'ALTER DATABASE "a""b" OWNER TO "mattermost"'],
  ["an owner", { owner: 'o"; DROP ROLE x; --' }, 'ALTER SCHEMA public OWNER TO "o""; DROP ROLE x; --"'],
  ["an extension", { extensions: ['v"'] }, 'CREATE EXTENSION IF NOT EXISTS "v"""'],
  [
    "a text search configuration",
    { textSearch: "it's" },
    "ALTER DATABASE \"mattermost\" SET default_text_search_config = 'it''s'",
  ],
])("%s can't leave its quotes", (_, options, statement) => {
  expect(bootstrapSql({ ...PLAIN, ...options })).toContain(statement);
});
