import type { SiteAgents, SiteGpuNodes } from "./site-agents";
import type { SiteApps } from "./site-apps";
import type { SiteAzure } from "./site-azure";
import type { SiteAzureLocal } from "./site-azure-local";
import type { SiteCalls } from "./site-calls";
import type { SiteCluster } from "./site-cluster";
import type { SiteDatabase } from "./site-database";
import type { SiteEntra } from "./site-entra";
import type { SiteIdentity } from "./site-identity";
import type { SiteIntegrations } from "./site-integrations";
import type { SiteMicrosoft365 } from "./site-microsoft365";
import type { SiteObjectStore } from "./site-object-store";
import type { SitePlugin } from "./site-plugins";
import type { Resources, SecretSource, SettingsBySection, TlsSource } from "./site-values";
import type { SiteVaultSecrets } from "./site-vault";
import type { SiteSpec } from "./spec";

export type * from "./site-cluster";
export type * from "./site-database";
export type * from "./site-identity";
export type { SiteObjectStore } from "./site-object-store";
export type * from "./site-values";

export type LicenceTier = "entry" | "professional" | "enterprise" | "advanced";

export interface SitePeople {
  readonly users: number;
  readonly concurrentShare: number;
  readonly postsPerUserPerDay: number;
  readonly existingPosts: number;
  readonly fileMegabytesPerUserPerMonth: number;
  readonly growthPerYear: number;
  readonly planningYears: number;
  /** Accounts at the end of the planning period. */
  readonly plannedUsers: number;
  /** Users online at the busiest time, at the end of the planning period. */
  readonly concurrentUsers: number;
  /** Posts at the end of the planning period. */
  readonly plannedPosts: number;
}

export interface SiteMattermost {
  readonly siteUrl: string;
  readonly version: string;
  readonly upgradingFrom?: string;
  readonly edition: "enterprise" | "fips" | "team";
  readonly licence?: {
    readonly secret: string;
    readonly revision: number;
    readonly key: string;
    readonly tier: LicenceTier;
  };
  readonly replicas: number;
  readonly resources: Resources;
  /** Mebibytes. */
  readonly maxFileSize: number;
  readonly maxOpenConnections: number;
  readonly maxIdleConnections: number;
  readonly playbooks: boolean;
  /** Entra tenants whose people see runs in a tab of Teams. */
  readonly playbooksTeamsTenants: readonly string[];
  readonly boards: boolean;
  readonly settings: SettingsBySection;
}

export interface SiteProxy {
  readonly replicas: number;
  readonly resources: Resources;
  readonly workers: number;
  readonly workerConnections: number;
  readonly tls: TlsSource;
  /** Mebibytes. */
  readonly maxBodySize: number;
  /** Empty means everyone. */
  readonly allowFrom: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly hsts: boolean;
}

export interface SiteSecrets {
  readonly database: SecretSource;
  readonly objectStoreRoot: SecretSource;
  readonly objectStore: SecretSource;
  readonly mattermost: SecretSource;
  /** Absent means that people bring what is not generated. */
  readonly keyVault?: SiteVaultSecrets;
}

/** Where state is kept; paths are absolute. */
export type SiteBackend =
  | { readonly kind: "local"; readonly directory: string }
  | {
      readonly kind: "s3";
      readonly bucket: string;
      readonly prefix: string;
      readonly region: string;
      readonly endpoint?: string;
    }
  | {
      readonly kind: "azurerm";
      readonly storageAccount: string;
      readonly container: string;
      readonly resourceGroup?: string;
      readonly environment: "public" | "usgovernment" | "china";
    }
  | { readonly kind: "http"; readonly address: string }
  | { readonly kind: "kubernetes"; readonly namespace: string };

/** A site with nothing left open: every default applied, every size chosen. Frozen. */
export interface Site {
  readonly name: string;
  readonly displayName: string;
  readonly topology: "edge" | "enterprise";
  readonly substrate: "azure" | "azure-government" | "azure-local" | "on-prem";
  readonly connectivity: "connected" | "intermittent" | "disconnected";
  readonly labels: Readonly<Record<string, string>>;
  /** Last day on which it must work without renewals from outside, e.g. `2027-09-30`. */
  readonly missionEnds?: string;
  readonly timeSources: readonly string[];
  /** Whether what holds data may be destroyed. */
  readonly disposable: boolean;
  readonly cluster: SiteCluster;
  readonly people: SitePeople;
  readonly mattermost: SiteMattermost;
  readonly database: SiteDatabase;
  readonly objectStore: SiteObjectStore;
  readonly proxy: SiteProxy;
  /** Absent means Mattermost's own accounts. */
  readonly identity?: SiteIdentity;
  /** Absent means no assistants. */
  readonly agents?: SiteAgents;
  /** Absent means no calls. */
  readonly calls?: SiteCalls;
  /** Absent means no node has a GPU. */
  readonly gpuNodes?: SiteGpuNodes;
  /** Absent means none. */
  readonly integrations?: SiteIntegrations;
  /** Absent means that no application for sign-in is made. */
  readonly entra?: SiteEntra;
  readonly apps: SiteApps;
  /** Absent means that Microsoft 365 does not show Mattermost. */
  readonly microsoft365?: SiteMicrosoft365;
  /** Plugins that are not in the server image. */
  readonly plugins: readonly SitePlugin[];
  /** Absent means that nothing is built in Azure. */
  readonly azure?: SiteAzure;
  /** Absent means that nothing is built on Azure Local. */
  readonly azureLocal?: SiteAzureLocal;
  readonly secrets: SiteSecrets;
  readonly backend: SiteBackend;
  readonly accept: readonly { readonly code: string; readonly reason: string }[];
}

/** Why a value is what it is. */
export interface Decision {
  /** Path in the resolved site, e.g. `database.maxConnections`. */
  readonly path: string;
  readonly value: unknown;
  /** `default`: fixed; `sized`: computed from people and cluster; `site`: a person wrote it. */
  readonly by: "default" | "sized" | "site";
  /** The formula with its numbers, or why the default is what it is. */
  readonly reason: string;
  /** Source of the formula or fact. */
  readonly source?: string;
}

/** A resolved site with the reasons for its values. */
export interface ResolvedSite {
  readonly site: Site;
  readonly decisions: readonly Decision[];
}

/** Turns a checked site file into a site: applies defaults and sizes what is open. Pure. */
export type ResolveSite = (spec: SiteSpec, context: { readonly directory: string }) => ResolvedSite;
