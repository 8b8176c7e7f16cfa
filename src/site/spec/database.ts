import { z } from "zod";
import { azureDatabase } from "./azure-database";
import { documented, host, port, quantity, resources, secretReference } from "./fields";
import { postgresParameters } from "./postgres-parameters";

const endpoint = z.strictObject({
  host: documented(host, "Host name."),
  port: documented(port.optional(), "Port.", { default: 5432 }),
});

const clusterDatabase = z.strictObject({
  kind: documented(z.literal("cluster").optional(), "A cluster of the site's own, `azure`, or `external`.", {
    default: "cluster",
  }),
  version: documented(z.int().min(11).max(30).optional(), "PostgreSQL major version.", { default: 18 }),
  instances: documented(
    z.int().min(1).max(20).optional(),
    "Instances that can become the primary; the standbys also serve reads.",
    {
      default: "sized: 1 on one node, 2 on two, else 3, and more from 30,000 concurrent users",
    },
  ),
  searchReplicas: documented(z.int().min(0).max(10).optional(), "Replicas that only serve searches.", {
    default: "sized: 0 below 15,000 concurrent users, four nodes or a licence",
  }),
  synchronous: documented(
    z.enum(["required", "preferred", "off"]).optional(),
    "Whether a commit waits for a standby. `required` never loses a message and stops writing when no standby is left.",
    { default: "preferred with standbys, else off" },
  ),
  resources: documented(resources.optional(), "Resources of one instance.", { default: "sized from people" }),
  storage: documented(quantity.optional(), "Data volume of one instance.", { default: "sized from people" }),
  walStorage: documented(quantity.optional(), "Write-ahead log volume of one instance.", {
    default: "sized: a quarter of the data volume, 5Gi to 250Gi",
  }),
  maxConnections: documented(z.int().min(20).max(10_000).optional(), "PostgreSQL max_connections.", {
    default: "sized: the sum of all pools and a reserve",
  }),
  pooler: documented(
    z
      .strictObject({
        enabled: documented(z.boolean().optional(), "Put PgBouncer before the writer.", { default: true }),
        instances: documented(z.int().min(1).max(20).optional(), "PgBouncer pods.", {
          default: "sized: 1 on one node, else 2",
        }),
        poolSize: documented(z.int().min(1).max(1000).optional(), "Server connections of one PgBouncer.", {
          default: "sized: from the servers' pools and the database's CPUs",
        }),
      })
      .optional(),
    "PgBouncer in transaction mode.",
  ),
  parameters: documented(postgresParameters.optional(), "PostgreSQL parameters that replace sized ones."),
});

const externalDatabase = z.strictObject({
  kind: z.literal("external"),
  version: documented(z.int().min(9).max(30), "PostgreSQL major version of the server."),
  writer: documented(endpoint, "Where writes go."),
  readers: documented(z.array(endpoint).optional(), "Read replicas, one by one, not a balanced name.", {
    default: "none",
  }),
  searchReaders: documented(z.array(endpoint).optional(), "Replicas that only serve searches.", {
    default: "none",
  }),
  database: documented(z.string().min(1).optional(), "Name of the database.", { default: "mattermost" }),
  credentials: documented(secretReference, "Secret with the keys `username` and `password`."),
  maxConnections: documented(
    z.int().min(10).optional(),
    "max_connections of the server, to check the pools against.",
  ),
  extensions: documented(
    z.array(z.string().regex(/^[a-z][a-z0-9_-]*$/, "name of an extension, e.g. vector")).optional(),
    "Extensions that a superuser has created in the database. Search by meaning needs `vector`.",
    { default: "none" },
  ),
  pooling: documented(
    z.enum(["none", "transaction"]).optional(),
    "Whether a transaction pooler stands before the server.",
    {
      default: "none",
    },
  ),
  tls: documented(
    z
      .strictObject({
        mode: documented(
          z.enum(["verify-full", "verify-ca", "require", "disable"]).optional(),
          "libpq sslmode.",
          {
            default: "verify-full",
          },
        ),
        caSecret: documented(z.string().optional(), "Secret with the server's CA under `ca.crt`.", {
          default: "the system's CAs",
        }),
      })
      .optional(),
    "Transport security.",
  ),
});

/** Where Mattermost keeps its data. */
export const databaseSpec = z.discriminatedUnion("kind", [clusterDatabase, azureDatabase, externalDatabase]);
