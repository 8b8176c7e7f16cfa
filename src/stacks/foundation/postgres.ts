import type { Construct } from "constructs";
import { pairOf } from "../../catalog/azure-region-pairs";
import {
  AzurePostgresServer,
  type AzurePostgresServerProps,
} from "../../constructs/azure/azure-postgres-server";
import { KeyVault } from "../../constructs/azure/key-vault";
import { PostgresEncryption } from "../../constructs/azure/postgres-encryption";
import { VaultSecret } from "../../constructs/azure/vault-secret";
import type { SiteAzureDatabase } from "../../site/site-azure-database";
import { mebibytes } from "../../site/sizing/quantities";
import {
  AZURE_DATABASE_SECRETS,
  DATABASE_ADMINISTRATOR,
  DATABASE_PASSWORD_LENGTH,
} from "../database-secrets";
import type { FoundationParts } from "./foundation-parts";

/** Extensions that the services may create; search by meaning needs it. */
const EXTENSIONS = ["vector"] as const;

const STANDBY = { "zone-redundant": "ZoneRedundant", "same-zone": "SameZone", none: undefined } as const;

/** PostgreSQL of Azure with its passwords in the vault; nothing when the database is elsewhere. */
export function postgresOf(scope: Construct, parts: FoundationParts): void {
  const { group, logs, network, site, vault } = parts;
  const { database, secrets } = site;
  if (database.kind !== "azure") return;
  const { administrator, application } = AZURE_DATABASE_SECRETS;
  const length = DATABASE_PASSWORD_LENGTH;
  const password = new VaultSecret(scope, "DatabaseAdministrator", {
    ...{ vault, name: administrator.vaultName, length, revision: database.administratorRevision },
  });
  if (secrets.database.kind === "generated") {
    const { revision } = secrets.database;
    new VaultSecret(scope, "DatabaseApplication", { vault, name: application.vaultName, length, revision });
  }
  const server = new AzurePostgresServer(scope, "Database", {
    ...{ group, network, password, administrator: DATABASE_ADMINISTRATOR, disposable: site.disposable },
    encryption: database.dataKeys === "own" ? encryptionOf(scope, parts, database) : undefined,
    ...serverProps(database),
  });
  const queries = { port: "queries" };
  network.subnet("nodes").connections.allowTo(server, "queries of the site", queries);
  network.subnet("operators").connections.allowTo(server, "administration of the database", queries);
  if (database.pooler) {
    network.subnet("nodes").connections.allowTo(server, "pooled queries of the site", { port: "pooled" });
  }
  for (const [part, id] of Object.entries(server.serverIds)) {
    logs.watch(`DatabaseLogs-${part}`, id, ["allLogs"]);
  }
}

/** The site's own keys, with a vault where the copies of backups are kept. */
function encryptionOf(
  scope: Construct,
  { azure, group, logs, network, site, vault }: FoundationParts,
  { geoBackup }: SiteAzureDatabase,
): PostgresEncryption {
  const { disposable } = site;
  const pair = geoBackup ? pairOf(azure.cloud, azure.region)?.region : undefined;
  const geoVault =
    pair === undefined
      ? undefined
      : new KeyVault(scope, "GeoVault", {
          ...{ group, network, disposable, geoRegion: pair, tier: vault.tier, trustAzure: true },
        });
  if (geoVault) {
    network.subnet("operators").connections.allowTo(geoVault, "Terraform makes the key of copied backups");
    logs.watch("GeoVaultLogs", geoVault.vaultId, ["audit"]);
  }
  const geo = pair !== undefined && geoVault ? { vault: geoVault, region: pair } : undefined;
  return new PostgresEncryption(scope, "DatabaseKeys", { group, vault, geo, disposable });
}

function serverProps({
  network: { kind: way },
  ...database
}: SiteAzureDatabase): Omit<AzurePostgresServerProps, "group" | "network" | "password"> {
  const { version, storage, standby } = database;
  return {
    ...database,
    way,
    majorVersion: version,
    storage: mebibytes(storage) / 1024,
    standby: STANDBY[standby],
    extensions: EXTENSIONS,
  };
}
