import { AZURE_POSTGRES_VERSIONS, azurePostgresSize } from "../../catalog/azure-postgres";
import {
  azurePostgresRefusals,
  isManagedByAzure,
  type AzurePostgresRefusal,
} from "../../catalog/azure-postgres-limits";
import { mebibytes } from "../sizing/quantities";
import { sizeAzureStorage } from "../sizing/azure-database";
import { sizeStorage } from "../sizing/database";
import { inAzureDatabase, inRegion } from "./azure-database-read";
import { rules } from "./rule";
import { volumeFinding } from "./volumes";

const AZURE = "Azure Database for PostgreSQL documentation";
const REGIONS = `${AZURE}: regions`;

/** Parameters of the service's own parts, which other keys decide. */
const OF_THE_SERVICE = /^(pgbouncer|azure)\./;

/** Rules on PostgreSQL that Azure runs. */
export const AZURE_DATABASE_RULES = rules(
  {
    code: "HF2330",
    severity: "error",
    title: "Azure can run no database for a site that builds nothing there.",
    fix: "write azure, or another kind of database",
    reference: "Holdfast: the foundation stack makes the database",
    path: "database.kind",
    when: ({ azure, database }) => database.kind === "azure" && azure === undefined,
    message: () => "database.kind is azure, azure is absent",
    expected: "the subscription that it is built in",
  },
  {
    code: "HF2331",
    severity: "error",
    title: "Azure refuses a database like this.",
    fix: "choose another size, or ask less of it",
    reference: `${AZURE}: compute, storage, replicas, PgBouncer`,
    find: inAzureDatabase((database) =>
      azurePostgresRefusals({
        ...database,
        inSubnet: database.network.kind === "delegated-subnet",
        storage: mebibytes(database.storage) / 1024,
        standby: database.standby !== "none",
        pooler: database.pooler !== undefined,
      }).map(({ about, message, expected }) => ({ path: PLACES[about], message, expected })),
    ),
  },
  {
    code: "HF2332",
    severity: "error",
    title: "The region has no database machines of that generation.",
    fix: "choose an older generation, e.g. ds_v4 for ds_v5",
    reference: REGIONS,
    find: inRegion(({ sku }, { title, postgres }) =>
      (azurePostgresSize(sku)?.generation ?? 0) <= postgres.newestGeneration
        ? []
        : [
            {
              path: "database.sku",
              message: `database.sku is ${sku} in ${title}`,
              expected: `generation ${postgres.newestGeneration} or older`,
            },
          ],
    ),
  },
  {
    code: "HF2333",
    severity: "error",
    title: "The region has no second zone for a standby.",
    fix: "write `standby: same-zone`, or choose another region",
    reference: REGIONS,
    find: inRegion(({ standby }, { title, postgres }) =>
      standby === "zone-redundant" && postgres.zoneRedundancy === "none"
        ? [
            {
              path: "database.standby",
              message: `database.standby is ${standby} in ${title}`,
              expected: "same-zone or none",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2334",
    severity: "warning",
    title: "The region takes no new zone-redundant databases at the moment.",
    fix: "write `standby: same-zone`, or accept this when the server is there or Microsoft opened the region for you",
    reference: REGIONS,
    find: inRegion(({ standby }, { title, postgres }) =>
      standby === "zone-redundant" && postgres.zoneRedundancy === "closed"
        ? [
            {
              path: "database.standby",
              message: `database.standby is ${standby} in ${title}`,
              expected: "same-zone",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2335",
    severity: "error",
    title: "The region copies no backups of databases elsewhere.",
    fix: "write `geoBackup: false`, or choose another region",
    reference: REGIONS,
    find: inRegion(({ geoBackup }, { title, postgres }) =>
      geoBackup && !postgres.geoBackup
        ? [
            {
              path: "database.geoBackup",
              message: `database.geoBackup is true in ${title}`,
              expected: "false",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2336",
    severity: "error",
    title: "Azure runs no PostgreSQL of that version, or none whose databases belong to their owner.",
    fix: "choose another version",
    reference: `${AZURE}: supported versions; PostgreSQL 15, schema public`,
    find: inAzureDatabase(({ version }) =>
      AZURE_POSTGRES_VERSIONS.includes(version)
        ? []
        : [
            {
              path: "database.version",
              message: `database.version is ${version}`,
              expected: `one of ${AZURE_POSTGRES_VERSIONS.join(", ")}`,
            },
          ],
    ),
  },
  {
    code: "HF2337",
    severity: "error",
    title: "The size has no memory for so many connections.",
    fix: "choose a larger database.sku, or lower mattermost.maxOpenConnections or the replicas",
    reference: `${AZURE}: limits, maximum connections`,
    find: inAzureDatabase(({ sku, maxConnections }) => {
      const most = azurePostgresSize(sku)?.connections;
      if (most === undefined || maxConnections <= most) return [];
      return [
        {
          path: "database.maxConnections",
          message: `database.maxConnections is ${maxConnections}, database.sku is ${sku}`,
          expected: `at most ${most}`,
        },
      ];
    }),
  },
  {
    code: "HF2338",
    severity: "warning",
    title: "A failure of the database's machine stops the site until Azure has made another.",
    fix: "write `standby: zone-redundant` or `standby: same-zone`",
    reference: `${AZURE}: high availability`,
    find: inAzureDatabase(({ standby }) =>
      standby === "none"
        ? [
            {
              path: "database.standby",
              message: "database.standby is none",
              expected: "a standby that takes over",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2339",
    severity: "error",
    title: "A PostgreSQL parameter is one that Azure or another key decides.",
    fix: "remove the parameter",
    reference: `${AZURE}: server parameters`,
    find: inAzureDatabase((_database, _site, { database }) =>
      Object.keys(database?.kind === "azure" ? (database.parameters ?? {}) : {})
        .filter((name) => isManagedByAzure(name) || OF_THE_SERVICE.test(name) || name === "max_connections")
        .map((name) => ({
          path: `database.parameters.${name}`,
          message: `database.parameters has ${name}`,
          expected: name === "max_connections" ? "database.maxConnections" : "the parameter left out",
        })),
    ),
  },
  {
    code: "HF2340",
    severity: "warning",
    title: "The database's disk is smaller than the planning period needs.",
    fix: "raise database.storage; Azure doubles it by itself when it is nearly full, up to 2048Gi",
    reference: `${AZURE}: storage autogrow; Holdfast sizing: posts × 3 KiB × 2`,
    find: inAzureDatabase(({ storage }, { people }) => {
      const sized = sizeAzureStorage(sizeStorage(people.plannedPosts));
      return volumeFinding("database.storage", storage, sized.value, sized.reason);
    }),
  },
);

const PLACES: Readonly<Record<AzurePostgresRefusal["about"], string>> = {
  sku: "database.sku",
  standby: "database.standby",
  pooler: "database.pooler",
  storage: "database.storage",
  storageTier: "database.storageTier",
  replicas: "database.readReplicas",
};
