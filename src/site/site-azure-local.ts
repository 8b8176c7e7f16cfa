import type { AzureCloud } from "../catalog/azure-clouds";
import type { SiteAzurePool } from "./site-azure";

/** The network that the machines of a site on Azure Local are in. */
export type SiteLogicalNetwork =
  | { readonly kind: "existing"; readonly id: string }
  | {
      readonly kind: "new";
      readonly virtualSwitch: string;
      readonly addressPrefix: string;
      readonly gateway: string;
      readonly addressPool: { readonly start: string; readonly end: string };
      readonly dnsServers: readonly string[];
      readonly vlanId?: number;
    };

/** The Azure Local instance that an enterprise site is built on. */
export interface SiteAzureLocal {
  /** Cloud that the instance reports to. */
  readonly cloud: AzureCloud;
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly region: string;
  /** Existing resource group; absent means a new one. */
  readonly resourceGroup?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly customLocationId: string;
  readonly network: SiteLogicalNetwork;
  readonly kubernetes: {
    /** Absent means the newest that the instance has. */
    readonly version?: string;
    readonly adminGroups: readonly string[];
    readonly sshPublicKeys: readonly string[];
    readonly controlPlane: { readonly address: string; readonly count: number; readonly vmSize: string };
    readonly pool: SiteAzurePool;
    readonly podRange: string;
    readonly hybridBenefit: boolean;
  };
  /** Absent means that something else gives Services their addresses. */
  readonly loadBalancer?: { readonly addresses: readonly string[]; readonly runtimeObjectId: string };
}
