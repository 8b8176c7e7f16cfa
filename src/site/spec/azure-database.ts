import { z } from "zod";
import { documented, quantity } from "./fields";
import { postgresParameters } from "./postgres-parameters";

const network = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: documented(z.literal("delegated-subnet"), "In a subnet of their own, which nothing else may use."),
  }),
  z.strictObject({
    kind: documented(z.literal("private-endpoint"), "By addresses beside those of the vault and of files."),
  }),
]);

/** PostgreSQL that Azure runs. */
export const azureDatabase = z.strictObject({
  kind: z.literal("azure"),
  version: documented(z.int().min(11).max(30).optional(), "PostgreSQL major version.", { default: 17 }),
  sku: documented(
    z
      .string()
      .regex(/^(B|GP|MO)_Standard_\w+$/, "a size of Azure, e.g. GP_Standard_D8ds_v5")
      .optional(),
    "Size of every server.",
    { default: "sized from people and connections" },
  ),
  storage: documented(
    quantity.optional(),
    "Disk of every server: 32Gi, its doubles up to 16384Gi, or 32767Gi.",
    {
      default: "sized from people",
    },
  ),
  storageTier: documented(
    z
      .string()
      .regex(/^P\d+$/, "a performance tier, e.g. P30")
      .optional(),
    "Performance of the disk.",
    { default: "sized from people; that of the disk's size or more" },
  ),
  standby: documented(
    z.enum(["zone-redundant", "same-zone", "none"]).optional(),
    "Second server that takes over without loss.",
    { default: "zone-redundant where the region takes new servers of that kind, else same-zone" },
  ),
  readReplicas: documented(z.int().min(0).max(5).optional(), "Servers that answer reading queries.", {
    default: "sized from people; none without a licence",
  }),
  searchReplicas: documented(z.int().min(0).max(5).optional(), "Servers that only answer searches.", {
    default: "sized: 0 below 15,000 concurrent users or without a licence",
  }),
  backupDays: documented(z.int().min(7).max(35).optional(), "Days that backups are kept.", { default: 35 }),
  geoBackup: documented(
    z.boolean().optional(),
    "Copy backups to the paired region. Fixed when the server is made.",
    {
      default: false,
    },
  ),
  network: documented(
    network.optional(),
    "How the servers are reached, never by the internet. Fixed when the servers are made.",
    { default: "{ kind: delegated-subnet }" },
  ),
  dataKeys: documented(
    z.enum(["microsoft", "own"]).optional(),
    "Whose key encrypts data and backups: Microsoft's, or one of the site's vault. Fixed when the servers are made.",
    { default: "microsoft" },
  ),
  maxConnections: documented(z.int().min(25).max(5000).optional(), "PostgreSQL max_connections.", {
    default: "sized: the pools of the busiest server and Azure's reserve",
  }),
  pooler: documented(
    z
      .strictObject({
        enabled: documented(z.boolean().optional(), "Use the PgBouncer of the service.", { default: true }),
        poolSize: documented(z.int().min(1).max(4950).optional(), "Server connections of PgBouncer.", {
          default: "sized: from the servers' pools and the database's CPUs",
        }),
      })
      .optional(),
    "PgBouncer in transaction mode before the writer.",
  ),
  parameters: documented(postgresParameters.optional(), "PostgreSQL parameters that replace sized ones."),
  administrators: documented(
    z
      .strictObject({
        objectId: documented(
          z.guid("a GUID, e.g. 00000000-0000-4000-8000-000000000001"),
          "Object id of the group.",
        ),
        name: documented(z.string().min(1), "Name of the group, as Entra shows it."),
      })
      .optional(),
    "Entra group whose members administer the servers by their own accounts.",
    { default: "none: only the password in the vault" },
  ),
  administratorRevision: documented(
    z.int().min(1).optional(),
    "Raise it for a new password of the administrator.",
    { default: 1 },
  ),
  maintenance: documented(
    z
      .strictObject({
        day: documented(
          z.enum(["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]),
          "Day of the week, UTC.",
        ),
        hour: documented(z.int().min(0).max(23), "Hour that it begins, UTC."),
      })
      .optional(),
    "When Azure may update the servers.",
    { default: "Saturday at 22:00 UTC" },
  ),
  writerName: documented(
    z.enum(["server", "virtual-endpoint"]).optional(),
    "Name that writers use: the primary's own, or the one that moves with a promotion.",
    { default: "server" },
  ),
});
