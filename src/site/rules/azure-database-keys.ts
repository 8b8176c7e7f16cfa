import { pairOf } from "../../catalog/azure-region-pairs";
import { inAzureDatabase } from "./azure-database-read";
import { rules } from "./rule";

const KEYS = "Azure Database for PostgreSQL documentation: data encryption with customer-managed keys";

/** Rules on whose key encrypts a database of Azure. */
export const AZURE_DATABASE_KEY_RULES = rules(
  {
    code: "HF2341",
    severity: "warning",
    title: "The database is encrypted by keys that Microsoft manages, and stays so for its whole life.",
    fix: "write `dataKeys: own` before the servers are made, or accept this",
    reference: KEYS,
    find: inAzureDatabase(({ dataKeys }, { azure }) =>
      dataKeys === "microsoft" && azure?.cloud === "azure-government"
        ? [
            {
              path: "database.dataKeys",
              message: "database.dataKeys is microsoft in Azure Government",
              expected: "own",
            },
          ]
        : [],
    ),
  },
  {
    code: "HF2342",
    severity: "warning",
    title: "The key of copied backups needs a vault in a region that Azure opens on request only.",
    fix: "ask Microsoft for the region and accept this, or write `geoBackup: false` or `dataKeys: microsoft`",
    reference: `${KEYS}; Azure regions list, restricted regions`,
    find: inAzureDatabase(({ dataKeys, geoBackup }, { azure }) => {
      const pair = azure && pairOf(azure.cloud, azure.region);
      if (azure === undefined || dataKeys !== "own" || !geoBackup || !pair?.restricted) return [];
      return [
        {
          path: "database.geoBackup",
          message: `database.geoBackup is true and database.dataKeys is own in ${azure.region}, whose copies are in ${pair.region}`,
          expected: `access of the subscription to ${pair.region}`,
        },
      ];
    }),
  },
);
