import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AzurePostgresServer } from "../../../../src/constructs/azure/azure-postgres-server";
import { KeyVault } from "../../../../src/constructs/azure/key-vault";
import { VaultSecret } from "../../../../src/constructs/azure/vault-secret";
import { azureScene } from "../../../constructs/azure/azure-scene";
import { synth } from "../../../support/synth";

/** A zone-redundant PostgreSQL of Azure Government with replicas, its password in a vault. Gives the stack's folder. */
export function databaseStack(parent: string): string {
  const { stack, group, network } = azureScene("azure-government");
  const vault = new KeyVault(stack, "Vault", { group, network, disposable: true });
  new AzurePostgresServer(stack, "Database", {
    group,
    network,
    password: new VaultSecret(stack, "Admin", { vault, name: "postgres-admin" }),
    majorVersion: 17,
    sku: "GP_Standard_D8ds_v4",
    storage: 512,
    standby: "ZoneRedundant",
    readReplicas: 1,
    searchReplicas: 1,
    parameters: { max_connections: "800" },
    extensions: ["vector"],
    pooler: { poolSize: 100, maxClientConnections: 2000 },
    disposable: true,
  });
  const folder = join(parent, "database");
  mkdirSync(folder);
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(synth(stack)));
  return folder;
}
