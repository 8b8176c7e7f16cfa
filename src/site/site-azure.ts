import type { SiteAzureMonitoring } from "./site-azure-monitoring";
import type { SiteAzureOpenAiAccount } from "./site-azure-open-ai";
import type { AzureSubnet } from "../catalog/azure-address-plan";
import type { AzureCloud } from "../catalog/azure-clouds";
import type { SiteAzureAccess, SiteAzureEgress } from "./site-azure-access";

/** Machines of one kind. */
export interface SiteAzurePool {
  readonly vmSize: string;
  readonly minimum: number;
  readonly maximum: number;
}

/** Prices that somebody agreed on, by meter. */
export interface SiteAzurePrices {
  readonly currency: string;
  /** Day that they held, e.g. `2026-10-01`. */
  readonly date: string;
  readonly source: string;
  readonly meters: Readonly<Record<string, { readonly amount: number; readonly per: "hour" | "month" }>>;
}

/** A registry of the site's own. */
export interface SiteAzureRegistry {
  readonly host: string;
  /** Whether it fetches from publishers what it is asked for. */
  readonly cache: boolean;
}

/** The Azure subscription that an enterprise site is built in. */
export interface SiteAzure {
  readonly cloud: AzureCloud;
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly region: string;
  /** Existing resource group; absent means a new one. */
  readonly resourceGroup?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly network: {
    readonly addressSpace: string;
    readonly subnets: Readonly<Record<AzureSubnet, string>>;
    readonly podRange: string;
    readonly serviceRange: string;
    readonly dnsServers?: readonly string[];
    readonly hub?: {
      readonly virtualNetworkId: string;
      readonly addressSpaces: readonly string[];
      readonly useGateway: boolean;
      /** Absent means that the site has a firewall of its own. */
      readonly firewallAddress?: string;
    };
  };
  readonly kubernetes: {
    /** Absent means the newest that AKS calls stable. */
    readonly version?: string;
    readonly tier: "Standard" | "Premium";
    readonly adminGroups: readonly string[];
    readonly egress: "firewall" | "isolated";
    /** Registry that an isolated cluster's nodes start from. */
    readonly registryId?: string;
    /** Whose key encrypts disks. */
    readonly diskKeys: "microsoft" | "own";
    /** Whether the machines' system uses validated cryptography alone. */
    readonly fips: boolean;
    /** When Azure may upgrade, UTC. */
    readonly maintenance: { readonly dayOfWeek: string; readonly startTime: string; readonly hours: number };
    readonly systemPool: SiteAzurePool;
    readonly pool: SiteAzurePool;
    /** Machines of media routers alone. */
    readonly mediaPool?: SiteAzurePool;
    /** Machines with GPUs. */
    readonly gpuPool?: SiteAzurePool;
  };
  readonly access: SiteAzureAccess;
  readonly egress: SiteAzureEgress;
  /** Absent means no models of Azure. */
  readonly openAi?: SiteAzureOpenAiAccount;
  /** Absent means that images come from elsewhere. */
  readonly registry?: SiteAzureRegistry;
  /** Absent means that Azure keeps no metrics. */
  readonly monitoring?: SiteAzureMonitoring;
  readonly logRetentionDays: number;
  /** Prices of the site's own agreement; absent means the public ones. */
  readonly prices?: SiteAzurePrices;
  /** Where Terraform runs; for guides only. */
  readonly runner?: string;
}
