/** Role that owns the application's database. */
export const DATABASE_OWNER = "mattermost";

/** Administrator of a database that Azure runs; no superuser. */
export const DATABASE_ADMINISTRATOR = "holdfast";

/** Characters of a password that is drawn. */
export const DATABASE_PASSWORD_LENGTH = 40;

/** A password of Azure's database: its name in the vault, and the Secret that it becomes in the cluster. */
export const AZURE_DATABASE_SECRETS = {
  administrator: { vaultName: "postgres-administrator", secretName: "postgres-administrator" },
  application: { vaultName: "postgres-application", secretName: "postgres-credentials" },
} as const;
