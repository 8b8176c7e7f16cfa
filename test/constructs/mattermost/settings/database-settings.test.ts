import {
  databaseSettings,
  postgresDsn,
} from "../../../../src/constructs/mattermost/settings/database-settings";

const at = (host: string) => ({ host, port: 5432 });

test.each([
  [
    "a private authority",
    at("db.example"),
    "verify-full",
    "/ca.crt",
    "postgres://$(DB_USERNAME):$(DB_PASSWORD)@db.example:5432/chat?sslmode=verify-full&sslrootcert=/ca.crt&connect_timeout=10&binary_parameters=yes",
  ],
  [
    "the system's authorities",
    at("db.example"),
    "verify-ca",
    undefined,
    "postgres://$(DB_USERNAME):$(DB_PASSWORD)@db.example:5432/chat?sslmode=verify-ca&connect_timeout=10&binary_parameters=yes",
  ],
  [
    "no TLS, IPv6",
    at("fd00::5"),
    "disable",
    "/ca.crt",
    "postgres://$(DB_USERNAME):$(DB_PASSWORD)@[fd00::5]:5432/chat?sslmode=disable&connect_timeout=10&binary_parameters=yes",
  ],
] as const)("data source name: %s", (_, endpoint, mode, caFile, expected) => {
  expect(postgresDsn(endpoint, { database: "chat", tls: { mode } }, caFile)).toBe(expected);
});

test("a database name can't end the path", () => {
  const dsn = postgresDsn(at("db.example"), { database: "a?b/c", tls: { mode: "require" } });
  expect(new URL(dsn).pathname).toBe("/a%3Fb%2Fc");
});

test("replicas are listed one by one, or not at all", () => {
  const postgres = {
    database: "chat",
    writer: at("w.example"),
    readers: [at("r1.example"), at("r2.example")],
    searchReaders: [],
    pooling: "none",
    tls: { mode: "verify-full" },
    majorVersion: 17,
    extensions: [],
  } as const;
  const settings = (replicasAllowed: boolean) =>
    databaseSettings({ postgres, maxOpenConnections: 20, maxIdleConnections: 10, replicasAllowed })
      .SqlSettings;
  expect(settings(true)?.DataSourceReplicas).toHaveLength(2);
  expect(settings(true)?.DataSourceSearchReplicas).toBeUndefined();
  expect(settings(false)?.DataSourceReplicas).toBeUndefined();
});
