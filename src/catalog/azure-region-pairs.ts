import type { AzureCloud } from "./azure-clouds";

/** Where Azure keeps the copies of a region's backups. */
export interface AzureRegionPair {
  readonly region: string;
  /** Whether a subscription gets into that region on request only. */
  readonly restricted: boolean;
}

const open = (region: string): AzureRegionPair => ({ region, restricted: false });
const restricted = (region: string): AzureRegionPair => ({ region, restricted: true });

/** Regions whose databases copy backups, and where to. Source: Azure regions list, 2025-09-23. */
const PUBLIC: Readonly<Record<string, AzureRegionPair>> = {
  australiacentral: restricted("australiacentral2"),
  australiaeast: open("australiasoutheast"),
  australiasoutheast: open("australiaeast"),
  canadacentral: open("canadaeast"),
  canadaeast: open("canadacentral"),
  centralindia: open("southindia"),
  centralus: open("eastus2"),
  eastasia: open("southeastasia"),
  eastus: open("westus"),
  eastus2: open("centralus"),
  francecentral: restricted("francesouth"),
  francesouth: open("francecentral"),
  germanynorth: open("germanywestcentral"),
  germanywestcentral: restricted("germanynorth"),
  japaneast: open("japanwest"),
  japanwest: open("japaneast"),
  koreacentral: open("koreasouth"),
  koreasouth: open("koreacentral"),
  northcentralus: open("southcentralus"),
  northeurope: open("westeurope"),
  norwayeast: restricted("norwaywest"),
  norwaywest: open("norwayeast"),
  southafricanorth: restricted("southafricawest"),
  southafricawest: open("southafricanorth"),
  southcentralus: open("northcentralus"),
  southeastasia: open("eastasia"),
  southindia: open("centralindia"),
  swedencentral: restricted("swedensouth"),
  switzerlandnorth: restricted("switzerlandwest"),
  switzerlandwest: open("switzerlandnorth"),
  uaecentral: open("uaenorth"),
  uaenorth: restricted("uaecentral"),
  uksouth: open("ukwest"),
  ukwest: open("uksouth"),
  westcentralus: open("westus2"),
  westeurope: open("northeurope"),
  westus: open("eastus"),
  westus2: open("westcentralus"),
};

/** Source: Azure Government, cross-region replication: US Gov Virginia and US Gov Texas. */
const GOVERNMENT: Readonly<Record<string, AzureRegionPair>> = {
  usgovvirginia: open("usgovtexas"),
};

const PAIRS: Readonly<Record<AzureCloud, Readonly<Record<string, AzureRegionPair>>>> = {
  azure: PUBLIC,
  "azure-government": GOVERNMENT,
};

/** The region that a region's backups are copied to; undefined where none is known. */
export function pairOf(cloud: AzureCloud, region: string): AzureRegionPair | undefined {
  return PAIRS[cloud][region];
}
