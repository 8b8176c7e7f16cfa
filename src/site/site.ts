import type { SiteAgents, SiteGpuNodes } from "./site-agents";
import type { SiteApps } from "./site-apps";
import type { SiteEntra } from "./site-entra";
import type { SiteIntegrations } from "./site-integrations";
import type { SiteMicrosoft365 } from "./site-microsoft365";
import type { SiteAzureBlobs, SiteAzureFiles } from "./site-object-store";
import type { SitePlugin } from "./site-plugins";
import type { SiteVaultSecrets } from "./site-vault";
import type { SiteCalls } from "./site-calls";
import type { SiteAzure } from "./site-azure";
import type { SiteAzureDatabase } from "./site-azure-database";
import type { SiteAzureLocal } from "./site-azure-local";
import type { SiteSpec } from "./spec";
import type { SiteDex, SiteLdap, SiteReadDirectory } from "./site-ldap";
import type { SiteOpenLdap } from "./site-openldap";

/** Resources of one pod. Memory is request and limit at once; CPU is a request. */
export interface Resources {
  /** Kubernetes CPU quantity, e.g. `2` or `500m`. */
  readonly cpu: string;
  /** Kubernetes memory quantity, e.g. `4Gi`. */
  readonly memory: string;
}

/** A host and a port. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** An existing Secret, or one that is generated in the cluster. */
export type SecretSource =
  | { readonly kind: "generated"; readonly revision: number }
  | { readonly kind: "existing"; readonly name: string; readonly revision: number };

export type LicenceTier = "entry" | "professional" | "enterprise" | "advanced";

export type Exposure =
  | {
      readonly kind: "load-balancer";
      readonly address?: string;
      readonly annotations: Readonly<Record<string, string>>;
    }
  | { readonly kind: "node-port"; readonly https: number; readonly http: number };

export type ChartSource =
  | { readonly kind: "public" }
  | { readonly kind: "registry"; readonly url: string }
  /** Absolute path of a folder with chart archives. */
  | { readonly kind: "directory"; readonly directory: string };

export interface SiteCluster {
  readonly kubeconfig: string;
  readonly context?: string;
  readonly domain: string;
  /** Names or addresses of the cluster's DNS Service. */
  readonly dnsServers: readonly string[];
  readonly nodes: {
    readonly count: number;
    readonly architecture: "amd64" | "arm64";
    readonly dataCenters: readonly string[];
  };
  /** Absent means the cluster's default class. */
  readonly storageClasses: {
    readonly database?: string;
    readonly objects?: string;
    readonly shared?: string;
  };
  readonly exposure: Exposure;
  /** Absent means any address, on the API ports only. */
  readonly apiServerAddresses?: readonly string[];
  readonly registry?: {
    readonly host: string;
    readonly pullSecret?: string;
    /** Absolute path of a Docker configuration, and how often it changed. */
    readonly credentials?: { readonly file: string; readonly revision: number };
  };
  readonly charts: ChartSource;
  readonly caBundle?: { readonly configMap: string; readonly key: string };
  readonly platform: {
    readonly cloudNativePg: boolean;
    readonly certManager: boolean;
    readonly externalSecrets: boolean;
  };
}

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

/** Server settings by section and name, as a person writes them. */
export type SettingsBySection = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

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

export interface SiteClusterDatabase {
  readonly kind: "cluster";
  readonly version: number;
  readonly instances: number;
  readonly searchReplicas: number;
  readonly synchronous: "required" | "preferred" | "off";
  readonly resources: Resources;
  readonly storage: string;
  readonly walStorage: string;
  readonly maxConnections: number;
  /** Absent when the writer is reached directly. */
  readonly pooler?: {
    readonly instances: number;
    readonly poolSize: number;
    readonly maxClientConnections: number;
  };
  /** Every PostgreSQL parameter that is written, sized and overridden ones together. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface SiteExternalDatabase {
  readonly kind: "external";
  readonly version: number;
  readonly writer: HostPort;
  readonly readers: readonly HostPort[];
  readonly searchReaders: readonly HostPort[];
  readonly database: string;
  readonly credentials: SecretSource & { readonly kind: "existing" };
  readonly maxConnections?: number;
  /** Extensions that a superuser has created. */
  readonly extensions: readonly string[];
  readonly pooling: "none" | "transaction";
  readonly tls: {
    readonly mode: "verify-full" | "verify-ca" | "require" | "disable";
    readonly caSecret?: string;
  };
}

export type SiteDatabase = SiteClusterDatabase | SiteAzureDatabase | SiteExternalDatabase;

export type SiteObjectStore =
  | {
      readonly kind: "cluster";
      readonly servers: number;
      readonly drivesPerServer: number;
      readonly parity: number;
      readonly driveSize: string;
      readonly resources: Resources;
      readonly image?: string;
    }
  | {
      readonly kind: "external-s3";
      readonly endpoint: string;
      readonly bucket: string;
      readonly region?: string;
      readonly pathPrefix?: string;
      readonly tls: boolean;
      readonly credentials: SecretSource & { readonly kind: "existing" };
      readonly addresses?: readonly string[];
    }
  | { readonly kind: "shared-files"; readonly size: string; readonly existingClaim?: string }
  | { readonly kind: "local-files"; readonly size: string }
  | SiteAzureBlobs
  | SiteAzureFiles;

export type TlsSource =
  | { readonly kind: "secret"; readonly secret: string; readonly revision: number; readonly expires?: string }
  | { readonly kind: "issuer"; readonly issuer: string }
  | { readonly kind: "site-authority" };

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

/** A value of an existing Secret. */
export interface SecretValue {
  readonly name: string;
  readonly key: string;
  readonly revision: number;
  /** Last day, e.g. `2027-03-31`. */
  readonly expires?: string;
}

/** What every way to sign in has. */
export interface SiteSignIn {
  /** Days that people stay signed in without use. */
  readonly plannedDisconnectionDays: number;
  /** Whether Mattermost's own accounts may sign in by password. */
  readonly passwordSignIn: boolean;
}

/** Keycloak in the cluster. */
export interface SiteKeycloak extends SiteSignIn {
  readonly kind: "keycloak";
  readonly url: string;
  readonly realm: string;
  readonly replicas: number;
  readonly resources: Resources;
  readonly exposure:
    | { readonly kind: "proxy"; readonly tls: TlsSource }
    | { readonly kind: "load-balancer"; readonly address?: string }
    | { readonly kind: "node-port"; readonly https: number };
  /** Empty means everyone. */
  readonly allowFrom: readonly string[];
  readonly passwordLength: number;
  readonly secondFactor: "optional" | "required";
  readonly groups: readonly string[];
  readonly directory?: SiteDirectory;
  /** A directory that the site runs itself. */
  readonly openLdap?: SiteOpenLdap;
  readonly broker?: SiteBroker;
}

/** A directory that Keycloak reads. */
export interface SiteDirectory {
  readonly vendor: "openldap" | "active-directory";
  readonly urls: readonly string[];
  readonly bindDn: string;
  readonly password: SecretValue;
  readonly usersDn: string;
  readonly groupsDn?: string;
  readonly userFilter?: string;
  readonly caSecret?: string;
  readonly addresses?: readonly string[];
}

/** Entra ID behind Keycloak. */
export interface SiteBroker {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: SecretValue;
  readonly loginHost: string;
  readonly createsAccounts: boolean;
  readonly groups: Readonly<Record<string, string>>;
}

interface SiteForeignProvider extends SiteSignIn {
  readonly worksOffline: boolean;
  readonly buttonText?: string;
  readonly privateAddress: boolean;
  readonly addresses?: readonly string[];
}

export interface SiteOpenId extends SiteForeignProvider {
  readonly kind: "openid";
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretValue;
  /** Given when the provider is Entra ID. */
  readonly tenantId?: string;
}

export interface SiteSaml extends SiteForeignProvider {
  readonly kind: "saml";
  readonly ssoUrl: string;
  readonly issuer: string;
  readonly metadataUrl?: string;
  readonly serviceProviderId: string;
  readonly certificateFile: string;
  /** Absent: brought by hand. */
  readonly certificate?: SecretValue;
  readonly certificateExpires?: string;
  readonly claims: {
    readonly id: string;
    readonly email: string;
    readonly username: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly nickname?: string;
    readonly position?: string;
  };
  /** Directory that Mattermost reads beside. */
  readonly directory?: SiteReadDirectory;
}

/** Who knows the people of the site. */
export type SiteIdentity = SiteKeycloak | SiteOpenId | SiteSaml | SiteLdap | SiteDex;

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
