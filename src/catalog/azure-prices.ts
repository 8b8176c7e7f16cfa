import type { AzureCloud } from "./azure-clouds";

/** What one meter costs. */
export interface AzurePrice {
  readonly amount: number;
  readonly per: "hour" | "month";
  /** Where and when it held, e.g. "East US, 2024-07". */
  readonly seen: string;
}

/** Prices by meter, e.g. `machine/Standard_D8ds_v5`. */
export type AzurePrices = ReadonlyMap<string, AzurePrice>;

/** Azure bills a month as 730 hours. */
export const HOURS_A_MONTH = 730;

/** Of the prices that are built in. */
export const AZURE_CURRENCY = "USD";

/**
 * US dollars an hour for one CPU of a general machine with a local disk (Ddsv5, and Ddsv4 but for a few regions), Linux,
 * pay as you go. Source: Azure Retail Prices API, as kept by Azure's own Karpenter provider, 2026-06-18.
 */
const CPU_HOURS: Readonly<Record<string, number>> = {
  australiacentral: 0.071,
  australiacentral2: 0.071,
  australiaeast: 0.071,
  australiasoutheast: 0.0735,
  austriaeast: 0.068,
  brazilsouth: 0.09,
  brazilsoutheast: 0.117,
  canadacentral: 0.063,
  canadaeast: 0.063,
  centralindia: 0.061,
  centralus: 0.0638,
  chilecentral: 0.0791,
  eastasia: 0.0775,
  eastus: 0.0565,
  eastus2: 0.0565,
  francecentral: 0.066,
  francesouth: 0.0858,
  germanynorth: 0.0884,
  germanywestcentral: 0.068,
  indonesiacentral: 0.0635,
  israelcentral: 0.066,
  italynorth: 0.066,
  japaneast: 0.073,
  japanwest: 0.073,
  koreacentral: 0.0695,
  koreasouth: 0.065,
  malaysiawest: 0.0635,
  mexicocentral: 0.0622,
  newzealandnorth: 0.0745,
  northcentralus: 0.0565,
  northeurope: 0.063,
  norwayeast: 0.0748,
  norwaywest: 0.0972,
  polandcentral: 0.068,
  qatarcentral: 0.0693,
  southafricanorth: 0.075,
  southafricawest: 0.0975,
  southcentralus: 0.0678,
  southeastasia: 0.0705,
  southindia: 0.0797,
  spaincentral: 0.063,
  swedencentral: 0.06,
  switzerlandnorth: 0.0748,
  switzerlandwest: 0.0973,
  uaecentral: 0.0901,
  uaenorth: 0.0693,
  uksouth: 0.0655,
  ukwest: 0.0684,
  westcentralus: 0.0678,
  westeurope: 0.068,
  westus: 0.0665,
  westus2: 0.0565,
  westus3: 0.0565,
};

/** CPUs of the general machines that the prices above hold for. */
const CPUS = [2, 4, 8, 16, 32, 48, 64, 96] as const;

const hourly = (amount: number, seen: string): AzurePrice => ({ amount, per: "hour", seen });
const monthly = (amount: number, seen: string): AzurePrice => ({ amount, per: "month", seen });

/**
 * US dollars, pay as you go, in the region that each was seen in; others differ by a fifth and more.
 * Sources: Azure Retail Prices API, as printed in the test output of infracost (dates and regions there); managed disks
 * from Azure's price page for East US.
 */
const SERVICES: Readonly<Record<string, AzurePrice>> = {
  "kubernetes/Standard": hourly(0.1, "East US, 2024-08"),
  "firewall/Standard": hourly(1.25, "East US, 2024-07"),
  "firewall/Premium": hourly(1.75, "East US, 2024-07"),
  "gateway/WAF_v2": hourly(0.36, "East US, 2026-03"),
  "gateway-unit/WAF_v2": hourly(0.0144, "East US, 2026-03"),
  "bastion/Basic": hourly(0.19, "Australia East, 2024-07"),
  "ddos-plan": monthly(2943.55, "all regions, 2024-07"),
  address: hourly(0.005, "East US, 2026-04"),
  "private-endpoint": hourly(0.01, "West US, 2024-07"),
  "private-zone": monthly(0.5, "West US, 2024-07"),
  "registry/Premium": monthly(50, "East US, 2024-07"),
  "postgres-storage": monthly(0.138, "East US, 2025-07"),
  "redis/Balanced_B3": hourly(0.065, "East US, 2026-05"),
  "redis/MemoryOptimized_M10": hourly(0.216, "East US, 2026-05"),
  "redis/ComputeOptimized_X10": hourly(0.583, "East US, 2026-05"),
  ...disks("P", { 4: 5.28, 6: 10.21, 10: 19.71, 15: 38.02, 20: 73.22, 30: 135.17, 40: 259.05, 50: 495.57 }),
  ...disks("E", { 4: 2.4, 6: 4.8, 10: 9.6, 15: 19.2, 20: 38.4, 30: 76.8, 40: 153.6 }),
};

/** Dollars an hour for one CPU of `GP_Standard_D<n>ds_v5`. Source: as SERVICES, East US, 2025-07. */
const POSTGRES_CPU_HOUR = 0.1015;

/** The prices that are built in. There are none for Azure Government, which publishes no list that is open to all. */
export function builtInPrices(cloud: AzureCloud, region: string): AzurePrices {
  if (cloud !== "azure") return new Map();
  const cpu = CPU_HOURS[region];
  const machines = cpu === undefined ? [] : CPUS.map((cpus) => machinePrice(cpus, cpu, region));
  const databases = CPUS.map(
    (cpus) =>
      [`postgres/GP_Standard_D${cpus}ds_v5`, hourly(cpus * POSTGRES_CPU_HOUR, "East US, 2025-07")] as const,
  );
  return new Map([...Object.entries(SERVICES), ...machines, ...databases]);
}

function machinePrice(cpus: number, cpu: number, region: string): readonly [string, AzurePrice] {
  return [`machine/Standard_D${cpus}ds_v5`, hourly(cpus * cpu, `${region}, 2026-06`)];
}

function disks(
  letter: string,
  prices: Readonly<Record<number, number>>,
): Readonly<Record<string, AzurePrice>> {
  const entries = Object.entries(prices).map(
    ([tier, amount]) => [`disk/${letter}${tier}`, monthly(amount, "East US, 2024-07")] as const,
  );
  return Object.fromEntries(entries);
}

/** GiB of each tier of managed disks; a volume is billed as the next tier up. Source: Azure managed disk types. */
const DISK_TIERS: readonly (readonly [tier: number, gibibytes: number])[] = [
  [1, 4],
  [2, 8],
  [3, 16],
  [4, 32],
  [6, 64],
  [10, 128],
  [15, 256],
  [20, 512],
  [30, 1024],
  [40, 2048],
  [50, 4096],
  [60, 8192],
  [70, 16_384],
  [80, 32_767],
];

/** Storage classes of AKS, by the letter of the disks that they make. */
const DISK_CLASSES: Readonly<Record<string, string>> = {
  "managed-csi-premium": "P",
  "managed-premium": "P",
  "managed-csi": "E",
  default: "E",
};

/** Meter of a volume, e.g. `disk/P20` for 300 GiB of `managed-csi-premium`; the class itself where it isn't AKS's own. */
export function diskMeter(storageClass: string, gibibytes: number): string {
  const letter = DISK_CLASSES[storageClass];
  const tier = DISK_TIERS.find(([, size]) => gibibytes <= size)?.[0];
  return letter === undefined || tier === undefined
    ? `disk/${storageClass} ${gibibytes}Gi`
    : `disk/${letter}${tier}`;
}
