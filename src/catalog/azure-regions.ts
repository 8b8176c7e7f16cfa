import type { AzureCloud } from "./azure-clouds";

/**
 * Zone-redundant high availability of PostgreSQL in a region. `closed`: it exists, but Microsoft takes no new servers
 * with it at the moment.
 */
export type PostgresZoneRedundancy = "open" | "closed" | "none";

/** What a region can do. */
export interface AzureRegion {
  readonly title: string;
  /** Availability zones; 1 means there are none to spread over. */
  readonly zones: 1 | 3;
  readonly postgres: {
    /** Newest generation of Intel sizes, e.g. 5 for `D4ds_v5`. */
    readonly newestGeneration: number;
    readonly zoneRedundancy: PostgresZoneRedundancy;
    readonly geoBackup: boolean;
  };
}

function region(
  title: string,
  zones: 1 | 3,
  newestGeneration: number,
  zoneRedundancy: PostgresZoneRedundancy,
  geoBackup: boolean,
): AzureRegion {
  return { title, zones, postgres: { newestGeneration, zoneRedundancy, geoBackup } };
}

/**
 * Regions by the name that Azure's API uses. Sources: Azure regions list (2025-03-21), availability zone support
 * (2024-11-20), PostgreSQL flexible server regions (2025-12-22). Every region has high availability inside one zone.
 */
const PUBLIC: Readonly<Record<string, AzureRegion>> = {
  australiacentral: region("Australia Central", 1, 5, "none", true),
  australiacentral2: region("Australia Central 2", 1, 5, "none", false),
  australiaeast: region("Australia East", 3, 6, "open", true),
  australiasoutheast: region("Australia Southeast", 1, 5, "none", true),
  austriaeast: region("Austria East", 3, 5, "open", false),
  belgiumcentral: region("Belgium Central", 3, 5, "open", false),
  brazilsouth: region("Brazil South", 3, 5, "closed", false),
  brazilsoutheast: region("Brazil Southeast", 1, 5, "none", false),
  canadacentral: region("Canada Central", 3, 5, "open", true),
  canadaeast: region("Canada East", 1, 5, "none", true),
  centralindia: region("Central India", 3, 5, "closed", true),
  centralus: region("Central US", 3, 5, "open", true),
  chilecentral: region("Chile Central", 3, 5, "open", false),
  eastasia: region("East Asia", 3, 5, "closed", true),
  eastus: region("East US", 3, 5, "closed", true),
  eastus2: region("East US 2", 3, 4, "closed", true),
  francecentral: region("France Central", 3, 5, "open", true),
  francesouth: region("France South", 1, 5, "none", true),
  germanynorth: region("Germany North", 1, 5, "none", true),
  germanywestcentral: region("Germany West Central", 3, 5, "closed", true),
  indonesiacentral: region("Indonesia Central", 3, 5, "open", false),
  israelcentral: region("Israel Central", 3, 4, "open", false),
  italynorth: region("Italy North", 3, 5, "open", false),
  japaneast: region("Japan East", 3, 4, "open", true),
  japanwest: region("Japan West", 3, 5, "none", true),
  koreacentral: region("Korea Central", 3, 5, "open", true),
  koreasouth: region("Korea South", 1, 5, "none", true),
  malaysiawest: region("Malaysia West", 3, 5, "open", false),
  mexicocentral: region("Mexico Central", 3, 4, "closed", false),
  newzealandnorth: region("New Zealand North", 3, 5, "open", false),
  northcentralus: region("North Central US", 1, 5, "none", true),
  northeurope: region("North Europe", 3, 5, "closed", true),
  norwayeast: region("Norway East", 3, 5, "open", true),
  norwaywest: region("Norway West", 1, 5, "none", true),
  polandcentral: region("Poland Central", 3, 4, "open", false),
  qatarcentral: region("Qatar Central", 3, 4, "closed", false),
  southafricanorth: region("South Africa North", 3, 5, "open", true),
  southafricawest: region("South Africa West", 1, 5, "none", true),
  southcentralus: region("South Central US", 3, 4, "closed", true),
  southindia: region("South India", 1, 5, "open", true),
  southeastasia: region("Southeast Asia", 3, 4, "closed", true),
  spaincentral: region("Spain Central", 3, 4, "open", false),
  swedencentral: region("Sweden Central", 3, 5, "open", true),
  switzerlandnorth: region("Switzerland North", 3, 5, "open", true),
  switzerlandwest: region("Switzerland West", 1, 5, "none", true),
  uaecentral: region("UAE Central", 1, 5, "none", true),
  uaenorth: region("UAE North", 3, 5, "open", true),
  uksouth: region("UK South", 3, 5, "open", true),
  ukwest: region("UK West", 1, 5, "none", true),
  westcentralus: region("West Central US", 1, 5, "none", true),
  westeurope: region("West Europe", 3, 5, "closed", true),
  westus: region("West US", 1, 5, "none", true),
  westus2: region("West US 2", 3, 4, "closed", true),
  westus3: region("West US 3", 3, 5, "open", false),
};

const GOVERNMENT: Readonly<Record<string, AzureRegion>> = {
  usgovarizona: region("US Gov Arizona", 1, 4, "none", false),
  usgovtexas: region("US Gov Texas", 1, 4, "none", false),
  usgovvirginia: region("US Gov Virginia", 3, 4, "open", true),
};

/** The regions of a cloud, by name. */
export const AZURE_REGIONS: Readonly<Record<AzureCloud, Readonly<Record<string, AzureRegion>>>> = {
  azure: PUBLIC,
  "azure-government": GOVERNMENT,
};

/** Zones that machines in a region are spread over, e.g. `["1", "2", "3"]`; undefined where there are none. */
export function zonesOf(cloud: AzureCloud, region: string): readonly string[] | undefined {
  return AZURE_REGIONS[cloud][region]?.zones === 3 ? ["1", "2", "3"] : undefined;
}
