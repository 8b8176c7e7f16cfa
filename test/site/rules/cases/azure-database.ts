import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";
import { cloud } from "./azure";

type AzureDatabase = Extract<NonNullable<SiteSpec["database"]>, { kind: "azure" }>;

const only =
  (written: Partial<AzureDatabase>): Change =>
  (spec) => {
    spec.database = { kind: "azure", ...written };
  };
const database = (written: Partial<AzureDatabase> = {}): Change => all(cloud, only(written));
const inRegion = (region: string, written: Partial<AzureDatabase>): Change =>
  all(database(written), (spec) => {
    spec.azure!.region = region;
    if (region.startsWith("usgov")) spec.substrate = "azure-government";
  });

export const AZURE_DATABASE_CASES: readonly RuleCase[] = [
  {
    code: "HF2330",
    what: "a database of Azure without a subscription",
    breaks: only({}),
    keeps: database(),
    paths: ["database.kind"],
    shows: "azure is absent",
  },
  {
    code: "HF2331",
    what: "a burstable size with everything",
    breaks: database({ sku: "B_Standard_B2s", readReplicas: 1 }),
    keeps: database({
      sku: "B_Standard_B2s",
      standby: "none",
      readReplicas: 0,
      searchReplicas: 0,
      pooler: { enabled: false },
    }),
    paths: ["database.standby", "database.pooler", "database.readReplicas"],
    shows: "B_Standard_B2s",
  },
  {
    code: "HF2331",
    what: "a sixth generation in a subnet",
    breaks: database({ sku: "GP_Standard_D8ds_v6" }),
    keeps: database({ sku: "GP_Standard_D8ads_v5" }),
    paths: ["database.sku"],
    shows: "GP_Standard_D8ds_v6",
  },
  {
    code: "HF2331",
    what: "a sixth generation behind a private endpoint, which the provider doesn't order",
    breaks: database({ sku: "GP_Standard_D8ds_v6", network: { kind: "private-endpoint" } }),
    keeps: database({ sku: "GP_Standard_D8ads_v5", network: { kind: "private-endpoint" } }),
    paths: ["database.sku"],
    shows: "azurerm 4.55.0",
  },
  {
    code: "HF2341",
    what: "Microsoft's keys in Azure Government",
    breaks: inRegion("usgovvirginia", {}),
    keeps: inRegion("usgovvirginia", { dataKeys: "own", geoBackup: true }),
    paths: ["database.dataKeys"],
    shows: "microsoft",
  },
  {
    code: "HF2342",
    what: "a key of the site's own for copies in a region that few get into",
    breaks: inRegion("swedencentral", { dataKeys: "own", geoBackup: true }),
    keeps: inRegion("uksouth", { dataKeys: "own", geoBackup: true }),
    paths: ["database.geoBackup"],
    shows: "swedensouth",
  },
  {
    code: "HF2331",
    what: "a size that Azure does not have",
    breaks: database({ sku: "GP_Standard_D12ds_v5" }),
    keeps: database({ sku: "MO_Standard_E20ds_v5" }),
    paths: ["database.sku"],
    shows: "D12ds_v5",
  },
  {
    code: "HF2331",
    what: "a disk that Azure does not sell",
    breaks: database({ storage: "500Gi", storageTier: "P30" }),
    keeps: database({ storage: "512Gi", storageTier: "P30" }),
    paths: ["database.storage"],
    shows: "500",
  },
  {
    code: "HF2331",
    what: "a tier below the disk's own",
    breaks: database({ storage: "1Ti", storageTier: "P20" }),
    keeps: database({ storage: "1Ti", storageTier: "P40" }),
    paths: ["database.storageTier"],
    shows: "P20",
  },
  {
    code: "HF2331",
    what: "six replicas",
    breaks: database({ readReplicas: 4, searchReplicas: 2 }),
    keeps: database({ readReplicas: 3, searchReplicas: 2 }),
    paths: ["database.readReplicas"],
    shows: "6",
  },
  {
    code: "HF2332",
    what: "a fifth generation where the fourth is the newest",
    breaks: inRegion("usgovvirginia", { sku: "GP_Standard_D4ds_v5" }),
    keeps: inRegion("usgovvirginia", { sku: "GP_Standard_D4ds_v4" }),
    paths: ["database.sku"],
    shows: "US Gov Virginia",
  },
  {
    code: "HF2333",
    what: "a second zone where there is none",
    breaks: inRegion("usgovtexas", { standby: "zone-redundant" }),
    keeps: inRegion("usgovtexas", {}),
    paths: ["database.standby"],
    shows: "US Gov Texas",
  },
  {
    code: "HF2334",
    what: "a region that is closed for new ones",
    breaks: inRegion("westeurope", { standby: "zone-redundant" }),
    keeps: inRegion("westeurope", {}),
    paths: ["database.standby"],
    shows: "West Europe",
  },
  {
    code: "HF2335",
    what: "copies in a paired region that is none",
    breaks: inRegion("usgovarizona", { geoBackup: true }),
    keeps: inRegion("usgovvirginia", { geoBackup: true }),
    paths: ["database.geoBackup"],
    shows: "US Gov Arizona",
  },
  {
    code: "HF2336",
    what: "PostgreSQL 14",
    breaks: database({ version: 14 }),
    keeps: database({ version: 15 }),
    paths: ["database.version"],
    shows: "14",
  },
  {
    code: "HF2337",
    what: "more connections than the memory carries",
    breaks: database({ sku: "GP_Standard_D2ds_v5", maxConnections: 900 }),
    keeps: database({ sku: "GP_Standard_D4ds_v5", maxConnections: 900 }),
    paths: ["database.maxConnections"],
    shows: "900",
  },
  {
    code: "HF2338",
    what: "no standby",
    breaks: database({ standby: "none" }),
    keeps: database({ standby: "same-zone" }),
    paths: ["database.standby"],
    shows: "none",
  },
  {
    code: "HF2339",
    what: "parameters that somebody else decides",
    breaks: database({
      parameters: { archive_mode: "on", "pgbouncer.pool_mode": "session", max_connections: 500 },
    }),
    keeps: database({ parameters: { work_mem: "32MB" } }),
    paths: [
      "database.parameters.archive_mode",
      "database.parameters.pgbouncer.pool_mode",
      "database.parameters.max_connections",
    ],
    shows: "archive_mode",
  },
  {
    code: "HF2340",
    what: "the smallest disk for a large site",
    breaks: all(database({ storage: "32Gi", storageTier: "P30" }), ({ people }) => {
      people.users = 5000;
    }),
    keeps: all(database({ storage: "4096Gi", storageTier: "P50" }), ({ people }) => {
      people.users = 5000;
    }),
    paths: ["database.storage"],
    shows: "32Gi",
  },
];
